"""Who may do what with which story. Roles give rights; this says how far each reaches.

One's own story: made by the user, or with the user's name over it. Named in a story: its own
people, whoever it is assigned to, and whoever holds it back.

Whoever is limited to rubrics (`Section`) has there what their roles give, and is elsewhere what a
reporter is: writes their own and sees what they saw. The main rubric decides; a story without one
is in nobody's rubric.
"""

from django.db.models import Exists, F, OuterRef, Q
from django.db.models.fields.json import KT

from pagecache.remembered import furniture

from .models import (
    UNPUBLISHED,
    WITH_ITS_WRITER,
    Article,
    Byline,
    Placement,
    Revision,
    Status,
)
from .models.holding import IS_HELD
from .models.section import sections

WRITING = frozenset({
    "language", "translation_of", "kicker", "headline", "lead", "body", "picture",
    "picture_caption", "rubrics", "tags", "related", "age_mark", "slug", "seo_title",
    "seo_description",
})  # fmt: skip
EDITING = WRITING | {"bylines", "importance", "has_reactions", "canonical_url"}
PICTURE = frozenset({"picture", "picture_caption"})
#: What is changed in the line of the list, without opening the story.
QUICK = frozenset({"rubrics", "tags", "importance"})


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
        return articles.filter(Q(status=Status.PUBLISHED) | Q(assigned_to=user.pk) | _own(user))
    if user.has_perm("articles.lift_hold"):
        return articles
    return articles.filter(~IS_HELD | _named(user))


def own(user, articles=None):
    """Return those of `articles` (default all) that are the user's own."""
    articles = Article.objects.all() if articles is None else articles
    # By number, from two indexes: “begun by or signed by” in one condition reads every row.
    signed = Byline.objects.filter(author__user=user.pk).order_by().values("article")
    begun = Article.objects.filter(created_by=user.pk).order_by().values("pk")
    return articles.filter(pk__in=begun.union(signed))


def may_look(user, article):
    if not user.has_perm("articles.view_article"):
        return False
    if article.trashed_at and not user.has_perm("articles.see_trash"):
        return is_own(user, article)
    if article.holds and not user.has_perm("articles.lift_hold"):
        return is_named(user, article)
    return article.is_public or sees_unpublished(user, article)


def sees_unpublished(user, article):
    """Tell whether `user`, who may look at `article`, sees of it what readers do not see."""
    return _sees_all(user) or article.assigned_to_id == user.pk or is_own(user, article)


def is_own(user, article):
    if article.created_by_id is not None and article.created_by_id == user.pk:
        return True
    if article.names_are_known:
        return any(byline.author.user_id == user.pk for byline in article.signed)
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


# --- how far one's say reaches ------------------------------------------------------------------


def sections_of(user):
    """Return the ids of the rubrics `user` is limited to, those below included; None: everywhere.

    Two queries at most, once for each request; none after `bring_sections()`.
    """
    if user.is_superuser:
        return None
    if not hasattr(user, "_sections"):
        user._sections = sections([user.pk]).get(user.pk)
    return user._sections


def bring_sections(request):
    """Let nothing that is asked about the user of `request` cost a query for their rubrics."""
    request.user._sections = furniture(request).sections.get(request.user.pk)


def has_a_say(user, article):
    """Tell whether `article` stands where the rights of `user` reach; None: one not begun yet."""
    if article is None or article.pk is None:
        return True
    sections = sections_of(user)
    return sections is None or article.main_rubrics <= sections


def know_sections(user, articles):
    """Let `has_a_say()` need no query for any of these `articles` (a list). One query at most."""
    if user.is_superuser or sections_of(user) is None:
        return
    changed = {article.pk: article for article in articles if article.has_newer_draft}
    newest = Revision.objects.filter(article__in=changed, number=F("article__newest"))
    mains = newest.values_list("article", KT("content__rubrics__0__id"))
    for pk, main in mains if changed else ():
        changed[pk].remember_main(int(main) if main else None)


def in_sections(user, articles):
    """Return those of `articles` that stand in a rubric of `user`, as a main one or beside it."""
    placed = Placement.objects.filter(article=OuterRef("pk"), rubric__in=sections_of(user) or ())
    return articles.filter(Exists(placed))


# --- writing ------------------------------------------------------------------------------------


def may_change(user, article):
    """Tell whether `user` may change anything of `article` at all."""
    return bool(fields_for(user, article))


def fields_for(user, article=None):
    """Return the names of the fields that `user` may write; `article` None: of a new story."""
    is_new = article is None or article.pk is None
    if not is_new and (article.trashed_at or not may_look(user, article)):
        return frozenset()
    if user.has_perm("articles.change_any_article") and has_a_say(user, article):
        return EDITING if user.has_perm("articles.change_byline") else EDITING - {"bylines"}
    if user.has_perm("articles.add_article") and is_new:
        return WRITING
    if is_new:
        return frozenset()
    fields = frozenset()
    if user.has_perm("articles.change_picture_of_article") and has_a_say(user, article):
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
    return _edits(user, article) or _is_with(user, article)


def may_take_back(user, article):
    if article.status != Status.REVIEW or not user.has_perm("articles.change_article"):
        return False
    return is_own(user, article)


def may_send_back(user, article):
    if article.status != Status.REVIEW or not user.has_perm("articles.publish_article"):
        return False
    return has_a_say(user, article)


def may_assign(user, article=None):
    return _edits(user, article)


def may_publish(user, article=None):
    """Tell whether `user` may publish `article`, now or by schedule; None: anything at all."""
    if not user.has_perm("articles.publish_article"):
        return False
    if article is None or article.pk is None:
        return True
    return _is_in_reach(user, article) and has_a_say(user, article)


def may_withdraw(user, article=None):
    return may_publish(user, article)


def may_hold(user, article):
    if article.status not in UNPUBLISHED or not user.has_perm("articles.hold_article"):
        return False
    return not article.is_held and _is_in_reach(user, article) and has_a_say(user, article)


def may_lift(user, article):
    return article.is_held and user.has_perm("articles.lift_hold") and has_a_say(user, article)


def may_correct(user, article=None):
    """Tell whether `user` may say in public what the paper got wrong in `article`."""
    return user.has_perm("articles.add_correction") and has_a_say(user, article)


def _edits(user, article):
    return user.has_perm("articles.change_any_article") and has_a_say(user, article)


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
        return user.has_perm("articles.delete_any_article") and has_a_say(user, article)
    return _edits(user, article) or _is_with(user, article)


def may_restore(user, article):
    if article.trashed_at is None:
        return False
    may = user.has_perm("articles.see_trash") and has_a_say(user, article)
    return may or is_own(user, article)


def may_delete(user, article):
    """Tell whether `user` may delete `article` for good: only what lies in the trash."""
    if article.trashed_at is None or not user.has_perm("articles.erase_article"):
        return False
    return has_a_say(user, article)


# --- history ------------------------------------------------------------------------------------


def may_see_revisions(user, article):
    if user.has_perm("articles.change_any_article"):
        return may_look(user, article)
    return user.has_perm("articles.change_article") and is_own(user, article)


def may_restore_revision(user, article):
    return may_see_revisions(user, article) and "body" in fields_for(user, article)
