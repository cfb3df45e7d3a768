"""Stories by the hundred: the rows that writing and publishing them one by one would have made."""

from dataclasses import replace

from django.utils import timezone
from django.utils.translation import gettext as _

from articles import bulk
from articles.finding import index
from articles.models import (
    Article,
    Byline,
    Correction,
    ImageUse,
    Listing,
    Placement,
    Status,
    StatusChange,
    TaggedArticle,
)
from articles.models.listing import Kind as List
from articles.models.listing import list_tag, newest_of
from articles.models.output import PAPER, Output
from pagecache.tags import ADDRESSES, changed
from reactions.models import Tally
from search import engine

from . import kindred
from .files import numbers_in
from .models import FileUse, KeptFile
from .remarks import Remark

COLUMNS = (
    "id", "language", "kicker", "headline", "lead", "body", "picture", "picture_caption",
    "importance", "has_reactions", "age_mark", "slug", "seo_title", "seo_description",
    "canonical_url", "status", "published_at", "published_on", "updated_at", "withdrawal_note",
    "created_at", "saved_at", "compiled_body", "excerpt", "words", "rubric_ids", "trashed_at",
)  # fmt: skip
PUBLISHED, DRAFT = Status.PUBLISHED.value, Status.DRAFT.value
WITHDRAWN = Status.WITHDRAWN.value
RUBRIC, AUTHOR, TAG = List.RUBRIC.value, List.AUTHOR.value, List.TAG.value


def write(stories, rubrics):
    """Write stories that are not here, each with a number in `pk`. In a transaction.

    rubrics: `articles.models.rubric.Rubrics`. No signal is sent and no letter; what pages show is
    stamped, so that kept ones are made anew.
    """
    sheets = _sheets(stories, rubrics)
    bulk.insert(Article, COLUMNS, [sheet.row() for sheet in sheets])
    _beside(sheets)
    # No page ever showed one of these.
    changed(ADDRESSES, *{tag for sheet in sheets for tag in sheet.list_tags()})


def rewrite(stories, rubrics):
    """Write stories anew that are here as drafts nobody touched. In a transaction."""
    sheets = _sheets(stories, rubrics)
    pks = [story.pk for story in stories]
    for model, name in (
        (Placement, "article"), (Byline, "article"), (TaggedArticle, "content_object"),
        (ImageUse, "article"), (Correction, "article"), (Tally, "article"),
        (StatusChange, "article"), (FileUse, "article"),
    ):  # fmt: skip
        model.objects.filter(**{f"{name}__in": pks}).delete()
    names = [name for name in COLUMNS if name != "id"]
    places = [COLUMNS.index(name) for name in names]
    rows = [
        [*(row[place] for place in places), row[0]]
        for row in (sheet.row() for sheet in sheets)
    ]  # fmt: skip
    bulk.update(Article, names, rows)
    _beside(sheets)
    pages = {f"article:{pk}" for pk in pks}
    changed(ADDRESSES, *pages, *{tag for sheet in sheets for tag in sheet.list_tags()})


def _sheets(stories, rubrics):
    now = timezone.now()
    return [Sheet(story, rubrics, now) for story in stories]


def _beside(sheets):
    """Write everything but the stories' own rows."""
    for model, names, rows in (
        (Placement, ("article", "rubric", "position"), Sheet.placements),
        (Byline, ("article", "author", "role", "position"), Sheet.bylines),
        (TaggedArticle, ("content_object", "tag"), Sheet.tags),
        (ImageUse, ("article", "image"), Sheet.image_uses),
        (Listing, ("kind", "key", "article", "language", "published_at"), Sheet.listings),
        (
            StatusChange,
            ("article", "status_before", "status_after", "at", "note", "is_move"),
            Sheet.history,
        ),
        (Correction, ("article", "text", "made_at"), Sheet.corrections),
        (Tally, ("article", "emoji", "counted", "base", "steps"), Sheet.tallies),
    ):
        bulk.insert(model, names, [row for sheet in sheets for row in rows(sheet)])
    named = {sheet.story.pk: numbers_in(sheet.story.content["body"]) for sheet in sheets}
    # A text may name a file of a site like ours that is not here.
    there = KeptFile.objects.in_bulk({number for numbers in named.values() for number in numbers})
    FileUse.objects.bulk_create(
        FileUse(file_id=number, article_id=pk)
        for pk, numbers in named.items()
        for number in numbers
        if number in there
    )
    public = [sheet for sheet in sheets if sheet.story.is_public]
    Output.objects.add(place for sheet in public for place in sheet.places())
    engine.backend().write([sheet.document() for sheet in public])
    index.enter([sheet.story.entry() for sheet in sheets])


class Sheet:
    """The rows of one story, in the order of their columns."""

    def __init__(self, story, rubrics, now):
        self.story, self.now = story, now
        self.shelves = sorted(rubrics.with_ancestors(story.rubric_ids)) if story.is_public else []
        self.moment = bulk.moment(story.at) if story.at else None

    def row(self):
        story, content = self.story, self.story.content
        saved_at = bulk.moment(story.post.modified_at or story.at or self.now)
        dated = story.is_public or story.is_withdrawn
        return (
            story.pk, content["language"], content["kicker"], content["headline"],
            content["lead"], content["body"], story.picture_id, content["picture_caption"],
            content["importance"], content["has_reactions"], content["age_mark"],
            content["slug"], content["seo_title"], content["seo_description"],
            content["canonical_url"], story.status, self.moment if dated else None,
            story.day if dated else None,
            bulk.moment(story.updated_at) if story.updated_at else None,
            (kindred.withdrawal(story.post) or "") if story.is_withdrawn else "",
            self.moment or saved_at, saved_at, story.compiled, story.excerpt, story.words,
            f"[{', '.join(map(str, story.rubric_ids))}]",
            bulk.moment(self.now) if story.fate.is_trash else None,
        )  # fmt: skip

    def placements(self):
        for position, rubric_id in enumerate(self.story.rubric_ids):
            yield self.story.pk, rubric_id, position

    def bylines(self):
        for position, (author_id, role) in enumerate(self.story.bylines):
            yield self.story.pk, author_id, role, position

    def tags(self):
        for tag_id in self.story.tag_ids:
            yield self.story.pk, tag_id

    def image_uses(self):
        for pk in dict.fromkeys([*self.story.picture_ids, self.story.picture_id]):
            if pk is not None:
                yield self.story.pk, pk

    def _lists(self):
        if self.story.is_public:
            yield RUBRIC, self.shelves
            yield AUTHOR, dict.fromkeys(pk for pk, _role in self.story.bylines)
            yield TAG, self.story.tag_ids

    def listings(self):
        for kind, pks in self._lists():
            for pk in pks:
                yield kind, pk, self.story.pk, self.story.language, self.moment

    def places(self):
        """Yield where the story counts, as `Output` is told."""
        yield *PAPER, self.story.language, self.story.at
        for kind, pks in self._lists():
            for pk in pks:
                yield kind, pk, self.story.language, self.story.at

    def list_tags(self):
        """Return what `Article.page_tags()` would of the lists in which the story stands."""
        if not self.story.is_public:
            return []
        language = self.story.language
        lists = [list_tag(kind, pk, language) for kind, pks in self._lists() for pk in pks]
        return [newest_of(language), *lists]

    def history(self):
        story = self.story
        if not (story.is_public or story.is_withdrawn):
            yield story.pk, DRAFT, DRAFT, bulk.moment(self.now), _came(story), False
            return
        yield story.pk, DRAFT, PUBLISHED, self.moment, "", True
        if story.is_withdrawn:
            note = kindred.withdrawal(story.post)
            yield story.pk, PUBLISHED, WITHDRAWN, bulk.moment(self.now), note, True

    def corrections(self):
        for at, text in self.story.corrections:
            yield self.story.pk, text, bulk.moment(at)

    def tallies(self):
        for emoji_id, number in self.story.tallies:
            yield self.story.pk, emoji_id, number, number, number

    def document(self):
        return replace(self.story.document, article_id=self.story.pk)


def _came(story):
    """Return what the history of a draft says of where it came from."""
    said = [_("Came from WordPress.")]
    if isinstance(story.fate.reason, Remark):
        said.append(story.fate.reason.said(_))
    if story.at:
        said.append(_("It is dated %s.") % timezone.localtime(story.at).strftime("%d.%m.%Y %H:%M"))
    return " ".join(said)
