"""WordPress's export files (WXR 1.0, 1.1, 1.2) → plain values, one after another. No Django."""

from .items import Author, Comments, Label, NotWXR, Post, Site, Term

__all__ = ["Author", "Comments", "Label", "NotWXR", "Post", "Site", "Term"]
