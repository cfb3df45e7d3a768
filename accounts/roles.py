"""Who may do what in the desk: one table, brought into the database after every migration.

A right is Django's permission; how far it reaches (“own drafts only”) is said in the
`permissions` module of the app that owns the rows.
"""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class RoleInTheHouse:
    """A role: its name for people, its rights, and the roles it may give to others."""

    name: object
    rights: frozenset[str]
    grants: frozenset[str] = frozenset()


LOOKING = {
    "articles.view_article", "articles.view_rubric", "articles.view_author", "articles.view_tag",
    "images.view_image",
}  # fmt: skip
#: One's own stories until they are published, one's own pictures.
WRITING = {
    "articles.add_article", "articles.change_article", "articles.delete_article",
    "articles.add_tag", "images.add_image", "images.change_image",
}  # fmt: skip
#: Everybody's stories: their text and their bylines.
SUBEDITING = {
    "articles.change_any_article", "articles.change_byline", "articles.see_trash",
    "articles.change_tag",
}  # fmt: skip
#: Their publication, and what surrounds them.
EDITING = SUBEDITING | {
    "articles.publish_article", "articles.hold_article",
    "articles.add_rubric", "articles.change_rubric",
    "articles.add_author", "articles.change_author",
    "articles.add_correction", "articles.change_correction", "articles.view_correction",
    "images.download_original", "reactions.view_emoji", "reactions.view_story",
    "pages.view_page",
    "frontpage.view_condition", "frontpage.add_condition", "frontpage.change_condition",
    "desk.view_storytemplate", "desk.add_storytemplate", "desk.change_storytemplate",
    "desk.delete_storytemplate",
}  # fmt: skip
#: Everybody's pictures: words, focal points, credits, licences.
PICTURES = {
    "images.add_image", "images.change_image", "images.delete_image",
    "images.change_any_image", "images.download_original",
}  # fmt: skip
#: What makes the paper this paper.
PAPER = {
    "articles.delete_any_article", "articles.erase_article", "articles.lift_hold",
    "articles.delete_rubric", "articles.delete_author",
    "articles.delete_tag", "articles.delete_correction", "paper.add_paper", "paper.change_paper",
    "paper.view_paper", "pages.add_page", "pages.change_page", "pages.delete_page",
    "pages.view_page", "reactions.add_emoji", "reactions.change_emoji", "reactions.delete_emoji",
    "frontpage.delete_condition", "accounts.see_all_actions",
    "reactions.view_burst", "reactions.judge_burst", "reactions.view_watch",
    "reactions.change_watch",
}  # fmt: skip
PEOPLE = {
    "accounts.view_user", "accounts.add_user", "accounts.change_user", "accounts.see_all_actions",
}  # fmt: skip
MACHINE = {
    "paper.view_paper", "paper.add_paper", "paper.change_paper", "reactions.view_emoji",
    "reactions.view_story", "pages.view_page",
}  # fmt: skip

ROLES = {
    "reporter": RoleInTheHouse(_("reporter"), frozenset(LOOKING | WRITING)),
    "editor": RoleInTheHouse(_("editor"), frozenset(LOOKING | WRITING | EDITING)),
    "subeditor": RoleInTheHouse(
        _("subeditor"), frozenset(LOOKING | WRITING | SUBEDITING)
    ),
    "chief": RoleInTheHouse(
        _("editor-in-chief"),
        frozenset(
            LOOKING | WRITING | EDITING | PICTURES | PAPER
            | {"accounts.view_user", "accounts.add_user"}
        ),
        grants=frozenset({"reporter"}),
    ),
    "photo_desk": RoleInTheHouse(
        _("photo desk"), frozenset(LOOKING | PICTURES | {"articles.change_picture_of_article"})
    ),
    "admin": RoleInTheHouse(
        _("administrator"),
        frozenset(LOOKING | MACHINE | PEOPLE),
        grants=frozenset({"reporter", "editor", "subeditor", "chief", "photo_desk", "admin"}),
    ),
}  # fmt: skip


def grantable(user):
    """Return the codes of the roles that `user` may give to somebody, or take away."""
    if user.is_superuser:
        return frozenset(ROLES)
    return frozenset().union(*(ROLES[code].grants for code in codes_of(user)))


def codes_of(user):
    """Return the codes of the roles `user` has."""
    return [group.name for group in user.groups.all() if group.name in ROLES]


def apply_roles(using, apps):
    """Make the groups of the database what the table says. Safe to repeat.

    apps: the registry to ask for models. Rights whose app is not there (yet) are left out, and
    come with the migration that brings the app. Groups of other names are left alone.
    """
    group_model = apps.get_model("auth", "Group")
    permission_model = apps.get_model("auth", "Permission")
    known = {
        f"{app}.{code}": pk
        for pk, app, code in permission_model.objects.using(using).values_list(
            "pk", "content_type__app_label", "codename"
        )
    }
    with transaction.atomic(using=using):
        for code, role in ROLES.items():
            group, _made = group_model.objects.using(using).get_or_create(name=code)
            wanted = {known[right] for right in role.rights if right in known}
            if wanted != set(group.permissions.values_list("pk", flat=True)):
                group.permissions.set(wanted)
