"""A post's content, as WordPress stored it → a story's text, as we store it. No database."""

from .body import Body, OldSite, Wanted

__all__ = ["Body", "OldSite", "Wanted"]
