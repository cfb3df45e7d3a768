"""The whole public site as files, for any web server that sends files."""

from .copying import copy

__all__ = ["copy"]
