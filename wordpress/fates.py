"""What shall become of an item of the export: decided from it alone. Pure."""

import datetime
from dataclasses import replace
from enum import IntEnum
from typing import NamedTuple
from zoneinfo import ZoneInfo

from .kindred import revision, withdrawal
from .remarks import Remark, gettext_noop
from .wxr import Post

#: What a paper can have printed, and its archive can show.
FIRST_YEAR, LAST_YEAR = 1900, 2100


class Stage(IntEnum):
    """What becomes of an item. NEWER: a text that waited over a public story there."""

    GUEST, PICTURE, STORY, PAGE, BLOCK, MENU, NOTHING, NEWER = range(1, 9)


class Fate(NamedTuple):
    """was_public: anybody could read it there. reason: why it is not brought in, or not public.

    is_withdrawn: a newsroom like ours took it from its readers, and said so at its address.
    is_withheld: anybody could read it there, but there is no date under which it could stand here.
    """

    stage: Stage
    was_public: bool = False
    is_trash: bool = False
    reason: Remark | None = None
    is_withheld: bool = False
    is_withdrawn: bool = False


#: What WordPress and its usual plugins keep among the posts, and nobody ever reads.
MACHINERY = {
    "revision", "custom_css", "customize_changeset", "oembed_cache", "user_request", "wp_template",
    "wp_template_part", "wp_global_styles", "wp_navigation", "wp_font_family", "wp_font_face",
    "acf-field", "acf-field-group", "acf-post-type", "acf-taxonomy", "wpcf7_contact_form",
    "feedback", "flamingo_inbound", "flamingo_contact", "flamingo_outbound", "mc4wp-form",
    "elementor_library", "elementor_snippet", "shop_order", "shop_order_refund", "shop_coupon",
    "scheduled-action", "amp_validated_url", "wp_log", "wpforms", "wpforms_log", "popup",
    "polylang_mo", "tablepress_table",
    "ngg_album", "ngg_gallery", "ngg_pictures", "_pods_pod", "_pods_field",
    "ml-slider", "ml-slide", "bwg_gallery", "vc_grid_item", "mailpoet_page",
    "postman_sent_mail", "safecss",
}  # fmt: skip
_STAGES = {
    "attachment": Stage.PICTURE, "page": Stage.PAGE, "post": Stage.STORY, "wp_block": Stage.BLOCK,
    "nav_menu_item": Stage.MENU, "guest-author": Stage.GUEST,
}  # fmt: skip
_NOT_YET = {
    "draft": gettext_noop("It was a draft there."),
    "pending": gettext_noop("It waited for review there."),
    "private": gettext_noop("It was private there."),
    "future": gettext_noop("It was planned for later there."),
    "trash": gettext_noop("It lay in the trash there."),
}
NO_DATE = Remark(gettext_noop("Readers saw it there, but it has no date that can be read. "
                              "Publish it at the desk."))  # fmt: skip
BAD_DATE = Remark(gettext_noop("Readers saw it there, but its date is none that a paper can have. "
                               "Publish it at the desk."))  # fmt: skip


def fate_of(post: Post, *, post_types, now: datetime.datetime, moment) -> Fate:
    """Return what becomes of `post`. moment: as `moment_of` says."""
    stage = Stage.STORY if post.type in post_types else _STAGES.get(post.type)
    if stage is None and revision(post):
        return Fate(Stage.NEWER)
    if stage is None:
        return Fate(Stage.NOTHING, _is_open(post, moment, now), reason=_unwanted(post))
    if stage in (Stage.BLOCK, Stage.MENU, Stage.GUEST):
        return Fate(stage)
    if post.status == "auto-draft":
        said = gettext_noop("WordPress began it by itself and nobody wrote in it.")
        return Fate(Stage.NOTHING, reason=Remark(said))
    if stage is Stage.PICTURE:
        if post.status in ("trash", "private"):
            return Fate(Stage.NOTHING, reason=Remark(_NOT_YET[post.status]))
        return Fate(stage, was_public=True)
    reason = _why_hidden(post, moment, now)
    return Fate(
        stage,
        reason is None,
        post.status == "trash",
        reason,
        is_withheld=reason in (NO_DATE, BAD_DATE),
        is_withdrawn=_is_withdrawn(post, moment, now),
    )


def moment_of(post: Post, zone: ZoneInfo) -> datetime.datetime | None:
    """Return the hour of a post, aware; where only the old site's clock is known, by `zone`."""
    if post.written_at:
        return post.written_at
    if post.local:
        try:
            return post.local.replace(tzinfo=zone).astimezone(datetime.UTC)
        except OverflowError:
            return None
    return post.modified_at if post.status == "publish" else None


def _is_withdrawn(post, moment, now):
    is_said = post.status == "private" and withdrawal(post) is not None
    return is_said and _why_hidden(replace(post, status="publish"), moment, now) is None


def _unwanted(post):
    if post.type in MACHINERY:
        return Remark(gettext_noop("WordPress keeps it for itself; nobody reads it."))
    said = gettext_noop("Nobody here knows what “%(type)s” is. Are these stories? Say "
                        "--post-type %(type)s.")  # fmt: skip
    return Remark(said, type=post.type)


def _is_open(post, moment, now):
    return post.type not in MACHINERY and _why_hidden(post, moment, now) is None


def _why_hidden(post, moment, now):
    """Return why readers did not see a post there, None if they did."""
    if post.status in _NOT_YET:
        return Remark(_NOT_YET[post.status])
    if post.status != "publish":
        said = gettext_noop("Its status there, “%(status)s”, says nothing to us.")
        return Remark(said, status=post.status[:40])
    if post.has_password:
        return Remark(gettext_noop("A password guarded it there."))
    if moment is None and post.type == "page":
        # Nobody sees the date of a page.
        return None
    if moment is None:
        return NO_DATE
    if moment > now:
        return Remark(gettext_noop("Its date is still to come."))
    if not FIRST_YEAR <= moment.year < LAST_YEAR:
        return BAD_DATE
    return None
