"""Sentences that are written here in English and said to people in their own language. Pure."""


def gettext_noop(words: str) -> str:
    """Mark `words` for the catalogues and leave them as they are."""
    return words


class Remark(str):
    """An English sentence that remembers how it was made.

    words: the sentence before anything was filled in, as it stands in the catalogues.
    facts: what is filled in, by name.
    """

    __slots__ = ("facts", "words")

    words: str
    facts: dict

    def __new__(cls, words: str, **facts):
        self = super().__new__(cls, words % facts if facts else words)
        self.words = words
        self.facts = facts
        return self

    def said(self, gettext) -> str:
        """Return the sentence as `gettext` says it, `django.utils.translation.gettext` mostly."""
        return gettext(self.words) % self.facts if self.facts else gettext(self.words)
