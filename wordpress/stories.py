"""A post as it will stand here: every column and relation decided, nothing written yet."""

import datetime
from collections import Counter
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from articles import html
from articles.models import Role, Status
from articles.models.revision import PLAIN
from articles.models.settling import EXCERPT_WORDS, excerpt_of
from images.models import Image
from search.document import Document

from . import keys, kindred
from .bodies import convert
from .fates import Fate
from .packed import Packed
from .remarks import Remark, gettext_noop
from .words import line, number_of, seo
from .wxr import Post

FRONT, STICKY, USUAL = 4, 5, 3
LONGEST_LEAD = 600
TITLES = ("_yoast_wpseo_title", "rank_math_title", "_aioseo_title", "_aioseop_title",
          "_genesis_title", "_seopress_titles_title")  # fmt: skip
DESCRIPTIONS = (
    "_yoast_wpseo_metadesc", "rank_math_description", "_aioseo_description",
    "_aioseop_description", "_genesis_description", "_seopress_titles_desc",
)  # fmt: skip
CANONICAL = ("_yoast_wpseo_canonical", "rank_math_canonical_url", "_genesis_canonical_uri")


@dataclass(slots=True)
class Story(Packed):
    """content: the plain columns as a revision names them. pk: None while it is not here.

    address: where readers will find it. picture_ids: those of the text. missing: addresses.
    document: for the readers' index, of a public one. words: how many. mark: see `mark_of`.
    paths, queries: where it stood, as `places.of_post` says.
    """

    key: str
    file: str
    post: Post
    fate: Fate
    at: datetime.datetime | None
    day: str | None
    address: str | None
    is_public: bool
    is_withdrawn: bool
    content: dict[str, Any]
    words: int
    excerpt: str
    compiled: str
    document: Document | None
    unknown: Counter
    missing: list[str]
    pk: int | None = None
    picture_id: int | None = None
    rubric_ids: list[int] = field(default_factory=list)
    bylines: list[tuple[int, str]] = field(default_factory=list)
    tag_ids: list[int] = field(default_factory=list)
    picture_ids: list[int] = field(default_factory=list)
    tallies: list[tuple[int, int]] = field(default_factory=list)
    corrections: list[tuple[datetime.datetime, str]] = field(default_factory=list)
    mark: str = ""
    paths: list[str] = field(default_factory=list)
    queries: list[str] = field(default_factory=list)

    def entry(self):
        """Return what the indexes ask of a story, under the names of its columns."""
        content = self.content
        return SimpleNamespace(
            pk=self.pk, language=content["language"], published_at=self.at,
            rubric_ids=self.rubric_ids, kicker=content["kicker"],
            headline=content["headline"], lead=content["lead"],
        )  # fmt: skip

    @property
    def language(self):
        return self.content["language"]

    @property
    def status(self):
        if self.is_withdrawn:
            return Status.WITHDRAWN.value
        return (Status.PUBLISHED if self.is_public else Status.DRAFT).value

    @property
    def updated_at(self):
        """When the text last changed, after it was out."""
        later = self.post.modified_at
        return later if self.is_public and later and later > self.at else None


def seal(mark, newest):
    """Return what `Source.ours` keeps: what stood here, and that nobody saved it since."""
    return keys.fingerprint(mark, newest)


def mark_of(content, status, is_trash, picture_id, rubric_ids, bylines, tag_ids):
    """Return the fingerprint of what stands in a story."""
    return keys.fingerprint(
        [content[name] for name in PLAIN], status, bool(is_trash), picture_id, list(rubric_ids),
        [(pk, str(role)) for pk, role in bylines], sorted(tag_ids),
    )  # fmt: skip


class Writer:
    """Turns posts into `Story`. site: of the export; mark: of the wishes."""

    def __init__(self, *, here, site, origin, wishes, people, rubrics, tags, emoji):
        self.here, self.site, self.origin, self.wishes = here, site, origin, wishes
        self.people, self.rubrics, self.tags = people, rubrics, tags
        self.emoji = emoji
        self._languages = {code for code, _name in settings.LANGUAGES}

    def story(self, item, remarks):
        """Return the story of an `Item`. Pictures that its text names are brought on the way.

        remarks: what whoever imports is told goes there, with the title.
        """
        post, fate = item.post, item.fate
        file, slug = item.file, item.slug
        self.here.post, self.here.where = post, (file, post.line)
        # Read and compiled one after another, while what was read is still known.
        body = convert(post.content, self.here, post.meta.get("footnotes", [""])[0])
        text = html.text_of(body.html)
        rubric_ids, is_front = self.rubrics.of(post.labels)
        is_public = bool(fate.was_public and self.wishes.publish)
        content = self._content(post, body.html, text, slug, is_front, remarks)
        stored = content["body"]
        if stored is not body.html:
            text = html.text_of(stored)
        ids = html.image_ids(stored)
        pictures = Image.objects.in_bulk(ids) if ids else {}
        with translation.override(content["language"]):
            compiled = html.render(stored, pictures, is_stored=True)
        story = Story(
            key=item.key, file=file, post=post, fate=fate, at=item.moment, day=item.day,
            is_public=is_public, is_withdrawn=bool(fate.is_withdrawn and self.wishes.publish),
            address=item.address, content=content, words=text.count(" ") + 1 if text else 0,
            # The words of a text stand with single spaces between them.
            excerpt=excerpt_of(text.split(" ", EXCERPT_WORDS + 1)[: EXCERPT_WORDS + 1]),
            compiled=compiled, document=None, unknown=body.unknown,
            missing=body.missing, rubric_ids=rubric_ids, bylines=self._bylines(post),
            tag_ids=self.tags.of(post.labels), tallies=self.emoji.of(post),
            picture_ids=[pk for pk in ids if pk in pictures],
            picture_id=self._main_picture(post), corrections=kindred.corrections(post),
        )  # fmt: skip
        if is_public:
            story.document = Document.of(story.entry(), text)
        story.mark = mark_of(
            content, story.status, fate.is_trash, story.picture_id, rubric_ids, story.bylines,
            story.tag_ids,
        )  # fmt: skip
        return story

    def _content(self, post, body, text, slug, is_front, remarks):
        title = line(post.title, 100_000)
        lead = line(post.excerpt, 100_000)
        above = ""
        if len(title) > 200:
            above += f"<p><strong>{_escaped(title)}</strong></p>"
            remarks.append((title, Remark(LONG_TITLE)))
        if len(lead) > LONGEST_LEAD:
            above += f"<p>{_escaped(lead)}</p>"
            lead = ""
        if not title:
            title = " ".join(text.split()[:8]) or _("Untitled")
            remarks.append((title, Remark(NO_TITLE)))
        headline = line(title, 200)
        if above:
            body = html.clean(above + body)
        return {
            "kicker": "", "headline": headline, "lead": lead, "body": body, "picture_caption": "",
            "language": self._language(post),
            "importance": STICKY if post.is_sticky else FRONT if is_front else USUAL,
            "has_reactions": True, "age_mark": "", "slug": slug,
            "seo_title": self._seo(post, TITLES, 120, headline),
            "seo_description": self._seo(post, DESCRIPTIONS, 300, headline),
            "canonical_url": self._canonical(post),
        } | kindred.columns(post)  # fmt: skip

    def _language(self, post):
        # Polylang says the language of a post by a term.
        for label in post.labels:
            if label.taxonomy == "language" and label.slug in self._languages:
                return label.slug
        return self.origin.language

    def _seo(self, post, names, longest, headline):
        for name in names:
            if values := post.meta.get(name):
                return seo(values[0], longest, title=headline, site=self.site.title)
        return ""

    def _canonical(self, post):
        found = next((post.meta[name][0] for name in CANONICAL if post.meta.get(name)), "").strip()
        is_elsewhere = found.startswith(("http://", "https://")) and self.here.is_foreign(found)
        return found if is_elsewhere and len(found) <= 200 else ""

    def _bylines(self, post):
        signed = [(self.people.of(slug), role) for role, slug in kindred.signed(post)]
        if signed and all(pk is not None for pk, _role in signed):
            return list(dict.fromkeys(signed))
        named = [
            label.slug.removeprefix("cap-") for label in post.labels if label.taxonomy == "author"
        ]
        found = [self.people.of(login) for login in named or [post.creator]]
        return [(pk, Role.TEXT.value) for pk in dict.fromkeys(found) if pk is not None]

    def _main_picture(self, post):
        said = post.meta.get("_thumbnail_id", [""])[-1].strip()
        number = number_of(said)
        return self.here.attachment(number) if number is not None else None


def _escaped(text):
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


NO_TITLE = gettext_noop("It has no title; its first words stand in for one.")
LONG_TITLE = gettext_noop("Its title is longer than a headline can be; the whole of it stands "
                          "over the text.")  # fmt: skip
