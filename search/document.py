"""A story as the index holds it."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from articles import html

from .text import stems

#: Stems of one body; PostgreSQL takes no more than a megabyte of them.
LONGEST_BODY = 30_000


@dataclass(frozen=True)
class Document:
    """The stems of a public story, and what results are narrowed and ordered by."""

    article_id: int
    language: str
    published_at: datetime
    rubric_ids: tuple[int, ...]
    headline: str
    lead: str
    body: str

    @classmethod
    def of(cls, article, text=None):
        """Return the document of a story. text: the words of its body, if they are at hand."""

        language = article.language
        return cls(
            article_id=article.pk,
            language=language,
            published_at=article.published_at,
            rubric_ids=tuple(article.rubric_ids),
            headline=stems(f"{article.kicker} {article.headline}", language, LONGEST_BODY),
            lead=stems(article.lead, language, LONGEST_BODY),
            body=stems(
                html.text_of(article.body) if text is None else text, language, LONGEST_BODY
            ),
        )

    @property
    def fingerprint(self):
        """The same for the same document on every machine, so that an index can be checked."""
        parts = [
            self.language, str(int(self.published_at.timestamp())), str(self.rubric_ids),
            self.headline, self.lead, self.body,
        ]  # fmt: skip
        return hashlib.sha256("\x00".join(parts).encode()).hexdigest()[:32]
