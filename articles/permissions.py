"""Who may do what with which story. Roles give rights; this says how far each reaches.

One's own story: made by the user, or with the user's name over it.
"""

from django.db.models import Exists, OuterRef, Q

from .models import Article, Byline, Status

WRITING = frozenset({
    "language", "translation_of", "kicker", "headline", "lead", "body", "picture",
    "picture_caption", "rubrics", "tags", "related", "age_mark", "slug", "seo_title",
    "seo_description",
})  # fmt: skip
EDITING = WRITING | {"bylines", "importance", "has_reactions", "canonical_url"}
PICTURE = frozenset({"picture", "picture_caption"})


def visible_to(user, articles=None):
    """Return those of `articles` (default all) that `user` may know of in the desk."""
    articles = Article.objects.all() if articles is None else articles
    if not user.has_perm("articles.view_article"):
        return articles.none()
    if _sees_all(user):
        return articles
    return articles.filter(Q(status=Status.PUBLISHED) | _own(user))


def own(user, articles=None):
    """Return those of `articles` (default all) that are the user's own."""
    articles = Article.objects.all() if articles is None else articles
    return articles.filter(_own(user))


def may_look(user, article):
    if not user.has_perm("articles.view_article"):
        return False
    return _sees_all(user) or article.is_public or is_own(user, article)


def may_change(user, article):
    """Tell whether `user` may change anything of `article` at all."""
    return bool(fields_for(user, article))


def fields_for(user, article=None):
    """Return the names of the fields that `user` may write; `article` None: of a new story."""
    if user.has_perm("articles.change_any_article"):
        return EDITING if user.has_perm("articles.change_byline") else EDITING - {"bylines"}
    if user.has_perm("articles.add_article") and (article is None or article.pk is None):
        return WRITING
    if article is None:
        return frozenset()
    fields = frozenset()
    if user.has_perm("articles.change_picture_of_article"):
        fields |= PICTURE
    is_draft = article.status == Status.DRAFT
    if is_draft and user.has_perm("articles.change_article") and is_own(user, article):
        fields |= WRITING
    return fields


def may_publish(user, article=None):
    return user.has_perm("articles.publish_article")


def may_withdraw(user, article=None):
    return user.has_perm("articles.publish_article")


def may_correct(user, article=None):
    """Tell whether `user` may say in public what the paper got wrong in `article`."""
    return user.has_perm("articles.add_correction")


def may_delete(user, article):
    """Tell whether `user` may delete `article`. What readers see is withdrawn first, by all."""
    if article.status == Status.PUBLISHED or not user.has_perm("articles.delete_article"):
        return False
    if article.published_on:
        return user.has_perm("articles.delete_any_article")
    return user.has_perm("articles.change_any_article") or is_own(user, article)


def is_own(user, article):
    if article.created_by_id is not None and article.created_by_id == user.pk:
        return True
    return article.bylines.filter(author__user=user.pk).exists()


def _own(user):
    signed = Byline.objects.filter(article=OuterRef("pk"), author__user=user.pk)
    return Q(created_by=user.pk) | Exists(signed)


def _sees_all(user):
    rights = ("articles.change_any_article", "articles.change_picture_of_article")
    # Whoever keeps the paper's machine going sees everything and writes nothing.
    return any(user.has_perm(right) for right in (*rights, "accounts.change_user"))
