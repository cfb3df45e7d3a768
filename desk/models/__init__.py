"""What the desk says among itself, and what its stories begin with."""

from .note import AGAIN_AFTER, Mention, Note
from .story_template import ImageInTemplate, StoryTemplate

__all__ = ["AGAIN_AFTER", "ImageInTemplate", "Mention", "Note", "StoryTemplate"]
