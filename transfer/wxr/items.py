"""Rows of ours → items of a WXR file. What WordPress has no place for stands in its meta."""

import datetime
from dataclasses import dataclass
from email.utils import format_datetime
from pathlib import PurePosixPath
from urllib.parse import quote

from django.conf import settings
from django.utils import timezone

from articles.models import Action, Role, Status
from images.renditions import url_of
from images.specs import SPECS

from .blocks import Writer
from .document import element, label, meta, moment, part, words

#: A withdrawn story must not come to light again: private. What waits for its hour says which.
STATUS = {
    Status.DRAFT: "draft",
    Status.REVIEW: "pending",
    Status.RETURNED: "draft",
    Status.SCHEDULED: "future",
    Status.PUBLISHED: "publish",
    Status.WITHDRAWN: "private",
}
STICKY = 5
LONGEST_FILE_NAME = 200
UPLOADS = "/wp-content/uploads/"
#: The languages of WordPress posts are a matter of a plugin; Polylang is the usual one.
LANGUAGES = dict(settings.LANGUAGES)


def number_of(kind, pk):
    """Return the number of an item: here stories, pictures, pages, files count each for itself."""
    return 4 * pk + ("story", "picture", "page", "file").index(kind)


@dataclass(frozen=True)
class Shot:
    """A picture as texts name it. caption: as readers see it under the picture."""

    post_id: int
    url: str
    alt: str
    caption: str


@dataclass(frozen=True)
class Items:
    """home: SITE_URL. has_uploads: whether originals are handed over beside the file."""

    home: str
    has_uploads: bool

    def upload_of(self, image):
        """Return where an original lies below the folder of uploads."""
        ending = PurePosixPath(image.original.name).suffix
        return f"{image.content_hash[:2]}/{image.content_hash[:16]}{ending}"

    def upload_of_file(self, kept):
        """Return where a recording or document lies below the folder of uploads."""
        # A name in Cyrillic may be longer than what a disk takes.
        is_short = len(kept.name.encode()) <= LONGEST_FILE_NAME
        name = kept.name if is_short else PurePosixPath(kept.stored.name).name
        return f"documents/{kept.content_hash[:16]}/{name}"

    def address_of_file(self, kept):
        if self.has_uploads:
            return self.home + UPLOADS + quote(self.upload_of_file(kept))
        return self.home + kept.get_absolute_url()

    def shot(self, image):
        if self.has_uploads:
            url = self.home + UPLOADS + self.upload_of(image)
        else:
            url = url_of(image, "body", _widest(image), "jpg")
            url = self.home + url if url.startswith("/") else url
        caption = " ".join(filter(None, [image.caption, image.credit]))
        return Shot(number_of("picture", image.pk), url, image.alt, caption)

    def picture(self, image):
        shot = self.shot(image)
        return self._item(
            number=shot.post_id, kind="attachment", title=str(image), link=shot.url,
            guid=shot.url, content="", excerpt=image.caption, at=image.uploaded_at,
            changed_at=image.uploaded_at, slug=image.content_hash[:16], status="inherit",
            more=[
                words("wp:attachment_url", shot.url),
                meta("_wp_attached_file", self.upload_of(image)),
                meta("_wp_attachment_image_alt", image.alt),
                meta("_media_credit", image.credit),
                meta("_newsroom_licence", image.licence),
                meta("_newsroom_focal_point", f"{image.focal_x} {image.focal_y}"),
            ],
        )  # fmt: skip

    def file(self, kept):
        address = self.address_of_file(kept)
        return self._item(
            number=number_of("file", kept.pk), kind="attachment", title=kept.name, link=address,
            guid=address, content="", slug=kept.content_hash[:16], status="inherit",
            more=[
                words("wp:attachment_url", address),
                meta("_wp_attached_file", self.upload_of_file(kept)),
            ],
        )  # fmt: skip

    def page(self, page, shots, files):
        return self._item(
            number=number_of("page", page.pk), kind="page", title=page.title,
            link=self.home + page.get_absolute_url(),
            content=Writer(self.home, shots, files).content(page.body),
            guid=f"{self.home}/?page_id={number_of('page', page.pk)}",
            slug=page.slug, status="publish" if page.is_public else "draft", order=page.position,
            more=[label("language", page.language, LANGUAGES.get(page.language, page.language))],
        )  # fmt: skip

    def story(self, story, shots, files):
        """story: with all that it points to and its `schedules`, `corrections`, `tallies` loaded.

        shots: `{id: Shot}` of all pictures in its text, at least. files: `{id: address}` of all
        recordings and documents that it leads to.
        """
        number = number_of("story", story.pk)
        said = Said.of_row(story)
        planned = [plan.at for plan in story.schedules.all() if plan.action == "publish"]
        at = story.published_at or (planned[0] if planned else None)
        link = story.get_absolute_url() if story.published_on else f"/?p={number}"
        return self._item(
            number=number, kind="post", title=story.headline, link=self.home + link,
            guid=f"{self.home}/?p={number}",
            content=Writer(self.home, shots, files).content(story.body), excerpt=story.lead, at=at,
            local=at or story.created_at, changed_at=story.updated_at or at,
            slug=story.slug, creator=said.creator,
            status="trash" if story.trashed_at else STATUS[story.status],
            is_sticky=story.importance == STICKY,
            more=[*_labels(story, said), *_beside(story, said), *_around(story)],
        )  # fmt: skip

    def revision(self, story, revision, planned_for, shots, files):
        """Write a text that was saved over a story which readers know, as WordPress keeps one.

        story: what the story would say, as `Article.edited` returns it. planned_for: the hour at
        which it shall appear by itself, None if nobody planned it. shots, files: as for `story`.
        """
        number, said = number_of("story", story.pk), Said.of_copy(story)
        mark = f"{self.home}/?p={number}&revision={revision.number}"
        return self._item(
            # WordPress and we know it by its mark: numbers are for what readers may come to.
            number="", kind="revision", title=story.headline, link=mark, guid=mark,
            content=Writer(self.home, shots, files).content(story.body), excerpt=story.lead,
            at=revision.made_at, changed_at=revision.made_at, slug=story.slug,
            creator=said.creator, status="inherit", parent=number,
            is_sticky=story.importance == STICKY,
            more=[
                meta("_newsroom_revision", f"{_hour(planned_for)} {revision.note}"),
                *_labels(story, said), *_beside(story, said),
            ],
        )  # fmt: skip

    def _item(
        self, *, number, kind, title, link, guid, content, slug, status, excerpt="", creator="",
        at=None, local=None, changed_at=None, parent=0, order=0, is_sticky=False, more=(),
    ):  # fmt: skip
        local = local or at
        local = timezone.localtime(local) if local else None
        changed = timezone.localtime(changed_at) if changed_at else local
        return part(
            "item",
            words("title", title),
            element("link", link),
            element("pubDate", format_datetime(at) if at else ""),
            words("dc:creator", creator),
            element("guid", guid, ' isPermaLink="false"'),
            element("description", ""),
            words("content:encoded", content),
            words("excerpt:encoded", excerpt),
            element("wp:post_id", number),
            words("wp:post_date", moment(local)),
            words("wp:post_date_gmt", moment(at and _utc(at))),
            words("wp:post_modified", moment(changed)),
            words("wp:post_modified_gmt", moment(at and _utc(changed))),
            words("wp:comment_status", "closed"),
            words("wp:ping_status", "closed"),
            words("wp:post_name", slug),
            words("wp:status", status),
            element("wp:post_parent", parent),
            element("wp:menu_order", order),
            words("wp:post_type", kind),
            words("wp:post_password", ""),
            element("wp:is_sticky", int(is_sticky)),
            *more,
        )


@dataclass(frozen=True)
class Said:
    """What a story points to, in order. bylines: `[(author, role)]`. related: numbers."""

    picture_id: int | None
    rubrics: list
    bylines: list
    tags: list
    related: list[int]

    @classmethod
    def of_row(cls, story):
        return cls(
            picture_id=story.picture_id,
            rubrics=[placement.rubric for placement in story.placements.all()],
            bylines=[(line.author, line.role) for line in story.bylines.all()],
            tags=[use.tag for use in story.tag_uses.all()],
            related=[beside.related_id for beside in story.related_stories.all()],
        )

    @classmethod
    def of_copy(cls, story):
        found = story.relations
        return cls(
            picture_id=found.picture and found.picture.pk,
            rubrics=found.rubrics,
            bylines=found.bylines,
            tags=found.tags,
            related=[other.pk for other in found.related],
        )

    @property
    def creator(self):
        return self.bylines[0][0].slug if self.bylines else ""


def _labels(story, said):
    for rubric in said.rubrics:
        yield label("category", rubric.slug, rubric.name)
    for tag in said.tags:
        yield label("post_tag", tag.slug, tag.name)
    # Co-Authors Plus names people by terms; one who signs twice is named once.
    for author in dict.fromkeys(author for author, _role in said.bylines):
        yield label("author", f"cap-{author.slug}", author.slug)
    yield label("language", story.language, LANGUAGES.get(story.language, story.language))


def _beside(story, said):
    """What a text says of itself beside its words."""
    if said.picture_id:
        yield meta("_thumbnail_id", number_of("picture", said.picture_id))
    known = {
        "_yoast_wpseo_title": story.seo_title,
        "_yoast_wpseo_metadesc": story.seo_description,
        "_yoast_wpseo_canonical": story.canonical_url,
        "_newsroom_kicker": story.kicker,
        "_newsroom_picture_caption": story.picture_caption,
        "_newsroom_age_mark": story.age_mark,
        "_newsroom_importance": story.importance,
        "_newsroom_without_reactions": "" if story.has_reactions else "yes",
    }
    yield from (meta(key, value) for key, value in known.items() if value)
    if story.translation_of_id:
        yield meta("_newsroom_translation_of", number_of("story", story.translation_of_id))
    if any(role != Role.TEXT for _author, role in said.bylines):
        # All of them, since one may sign twice.
        for author, role in said.bylines:
            yield meta("_newsroom_byline", f"{role} {author.slug}")
    for pk in said.related:
        yield meta("_newsroom_related", number_of("story", pk))


def _around(story):
    """What befell a story, whatever it says."""
    if story.status == Status.WITHDRAWN:
        yield meta("_newsroom_withdrawal_note", story.withdrawal_note)
    if story.is_held:
        yield meta("_newsroom_hold", f"{_hour(story.held_until)} {story.hold_note}")
    for plan in story.schedules.all():
        if plan.action == Action.WITHDRAW:
            yield meta("_newsroom_withdraw_at", _hour(plan.at))
    for correction in story.corrections.all():
        yield meta("_newsroom_correction", f"{_hour(correction.made_at)} {correction.text}")
    for tally in story.tallies.all():
        if tally.counted > 0:
            yield meta(f"_newsroom_reactions_{tally.emoji.slug}", tally.counted)


def _hour(at):
    """Return a moment as ISO 8601 has it, with the offset of the paper's zone; “-” for none."""
    return timezone.localtime(at).isoformat(timespec="seconds") if at else "-"


def _utc(at):
    return at.astimezone(datetime.UTC)


def _widest(image):
    return SPECS["body"].widths_of(image.width, image.height)[-1]
