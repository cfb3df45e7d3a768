"""The text editor of the desk: a form field, and what a ModelAdmin needs to show it."""

from .admin import EditorAdminMixin
from .fields import BodyField, BodyWidget

__all__ = ["BodyField", "BodyWidget", "EditorAdminMixin"]
