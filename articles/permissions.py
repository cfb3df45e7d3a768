"""Who may do what with which story. Roles give rights; this says how far each reaches.

One's own story: made by the user, or with the user's name over it. Named in a story: its own
people, whoever it is assigned to, and whoever holds it back.
"""

from django.db.models import Exists, OuterRef, Q

from .models import UNPUBLISHED, WITH_ITS_WRITER, Article, Byline, Status
from .models.holding import IS_HELD

WRITING = frozenset({
    "language", "translation_of", "kicker", "headline", "lead", "body", "picture",
    "picture_caption", "rubrics", "tags", "related", "age_mark", "slug", "seo_title",
    "seo_description",
})  # fmt: skip
EDITING = WRITING | {"bylines", "importance", "has_reactions", "canonical_url"}
PICTURE = frozenset({"picture", "picture_caption"})


# --- what there is ------------------------------------------------------------------------------


def visible_to(user, articles=None):
    """Return those of `articles` (default all) that `user` may know of in the desk.

    What lies in the trash is seen by whoever may take it out of there, and by its own people.
    """
    articles = Article.objects.all() if articles is None else articles
    if not user.has_perm("articles.view_article"):
        return articles.none()
    if not user.has_perm("articles.see_trash"):
        articles = articles.filter(Q(trashed_at=None) | _own(user))
    if not _sees_all(user):
        return articles.filter(Q(status=Status.PUBLISHED) | _own(user))
    if user.has_perm("articles.lift_hold"):
        return articles
    return articles.filter(~IS_HELD | _named(user))


def own(user, articles=None):
    """Return those of `articles` (default all) that are the user's own."""
    articles = Article.objects.all() if articles is None else articles
    return articles.filter(_own(user))


def may_look(user, article):
    if not user.has_perm("articles.view_article"):
        return False
    if article.trashed_at and not user.has_perm("articles.see_trash"):
        return is_own(user, article)
    if article.holds and not user.has_perm("articles.lift_hold"):
        return is_named(user, article)
    return _sees_all(user) or article.is_public or is_own(user, article)


def is_own(user, article):
    if article.created_by_id is not None and article.created_by_id == user.pk:
        return True
    return article.bylines.filter(author__user=user.pk).exists()


def is_named(user, article):
    return user.pk in (article.assigned_to_id, article.held_by_id) or is_own(user, article)


def _own(user):
    signed = Byline.objects.filter(article=OuterRef("pk"), author__user=user.pk)
    return Q(created_by=user.pk) | Exists(signed)


def _named(user):
    return _own(user) | Q(assigned_to=user.pk) | Q(held_by=user.pk)


def _sees_all(user):
    rights = ("articles.change_any_article", "articles.change_picture_of_article")
    # Whoever keeps the paper's machine going sees everything and writes nothing.
    return any(user.has_perm(right) for right in (*rights, "accounts.change_user"))


# --- writing ------------------------------------------------------------------------------------


def may_change(user, article):
    """Tell whether `user` may change anything of `article` at all."""
    return bool(fields_for(user, article))


def fields_for(user, article=None):
    """Return the names of the fields that `user` may write; `article` None: of a new story."""
    is_new = article is None or article.pk is None
    if not is_new and (article.trashed_at or not may_look(user, article)):
        return frozenset()
    if user.has_perm("articles.change_any_article"):
        return EDITING if user.has_perm("articles.change_byline") else EDITING - {"bylines"}
    if user.has_perm("articles.add_article") and is_new:
        return WRITING
    if is_new:
        return frozenset()
    fields = frozenset()
    if user.has_perm("articles.change_picture_of_article"):
        fields |= PICTURE
    if _is_with(user, article):
        fields |= WRITING
    return fields


def _is_with(user, article):
    """Tell whether it is this writer's turn."""
    is_writers_turn = article.status in WITH_ITS_WRITER
    return is_writers_turn and user.has_perm("articles.change_article") and is_own(user, article)


def may_lock(user, article):
    """Tell whether `user` may close `article` for others, or take it from whoever has."""
    return "body" in fields_for(user, article)


# --- moving -------------------------------------------------------------------------------------


def may_submit(user, article):
    if article.status not in WITH_ITS_WRITER:
        return False
    return user.has_perm("articles.change_any_article") or _is_with(user, article)


def may_take_back(user, article):
    if article.status != Status.REVIEW or not user.has_perm("articles.change_article"):
        return False
    return is_own(user, article)


def may_send_back(user, article):
    return article.status == Status.REVIEW and user.has_perm("articles.publish_article")


def may_assign(user, article=None):
    return user.has_perm("articles.change_any_article")


def may_publish(user, article=None):
    """Tell whether `user` may publish `article`, now or by schedule; None: anything at all."""
    if not user.has_perm("articles.publish_article"):
        return False
    return article is None or article.pk is None or _is_in_reach(user, article)


def may_withdraw(user, article=None):
    return may_publish(user, article)


def may_hold(user, article):
    if article.status not in UNPUBLISHED or not user.has_perm("articles.hold_article"):
        return False
    return not article.is_held and _is_in_reach(user, article)


def may_lift(user, article):
    return article.is_held and user.has_perm("articles.lift_hold")


def may_correct(user, article=None):
    """Tell whether `user` may say in public what the paper got wrong in `article`."""
    return user.has_perm("articles.add_correction")


def _is_in_reach(user, article):
    return article.trashed_at is None and may_look(user, article)


# --- throwing away ------------------------------------------------------------------------------


def may_trash(user, article):
    """Tell whether `user` may put `article` into the trash. What readers see is withdrawn first."""
    if article.status in (Status.PUBLISHED, Status.SCHEDULED) or not _is_in_reach(user, article):
        return False
    if not user.has_perm("articles.delete_article"):
        return False
    if article.published_on:
        return user.has_perm("articles.delete_any_article")
    return user.has_perm("articles.change_any_article") or _is_with(user, article)


def may_restore(user, article):
    return article.trashed_at is not None and (
        user.has_perm("articles.see_trash") or is_own(user, article)
    )


def may_delete(user, article):
    """Tell whether `user` may delete `article` for good: only what lies in the trash."""
    return article.trashed_at is not None and user.has_perm("articles.erase_article")


# --- history ------------------------------------------------------------------------------------


def may_see_revisions(user, article):
    if user.has_perm("articles.change_any_article"):
        return may_look(user, article)
    return user.has_perm("articles.change_article") and is_own(user, article)


def may_restore_revision(user, article):
    return may_see_revisions(user, article) and "body" in fields_for(user, article)
