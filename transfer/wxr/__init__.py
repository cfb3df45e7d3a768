"""The paper as WordPress would have exported it (WXR 1.2): for whoever moves there."""

from .writing import write

__all__ = ["write"]
