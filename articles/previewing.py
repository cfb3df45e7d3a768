"""The page that readers would see of a story that they do not see yet."""

from django.db.models import Q
from django.shortcuts import render
from django.utils import timezone, translation
from django.views.decorators.http import require_safe

from images.models import Image
from images.passes import give_pass

from . import html
from .models import Article, Byline, PreviewLink, Status
from .models.settling import excerpt_of
from .permissions import may_look
from .views import story_context


def page(request, row, content=None):
    """Return the response with the page of `content`, by default of the newest revision.

    Nobody may keep or find it; its pictures are shown to whoever got it, for a quarter of an hour.
    """
    story = _as_readers_would_see(row.edited(content=content))
    relations = story.relations
    with translation.override(story.language):
        context = story_context(
            request,
            story,
            bylines=[
                Byline(article=story, author=author, role=role)
                for author, role in relations.bylines
            ],
            tags=relations.tags,
            corrections=list(row.corrections.order_by("made_at", "pk")),
            related=[other for other in relations.related if other.status == Status.PUBLISHED],
            translations=_translations(story),
        )
        context["versions"][story.language] = request.path
        context["is_preview"] = True
        response = render(request, "articles/article_detail.html", context)
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    response.headers["Referrer-Policy"] = "no-referrer"
    shown = {*html.image_ids(story.body), story.picture_id} - {None}
    give_pass(response, request, shown)
    return response


def _as_readers_would_see(story):
    """Give the copy `story` all that publishing it this minute would give it."""
    story.published_at = story.published_at or timezone.now()
    story.published_on = story.published_on or timezone.localdate(story.published_at)
    story.slug = story.slug or story.free_slug(story.published_on)
    words = html.text_of(story.body).split()
    story.words, story.excerpt = len(words), excerpt_of(words)
    story.rubric_ids = [rubric.pk for rubric in story.relations.rubrics]
    story.compiled_body = text_of(story)
    return story


def text_of(story):
    """Return the text of a copy of a story (`Article.edited`) as readers would see it."""
    with translation.override(story.language):
        pictures = Image.objects.in_bulk(html.image_ids(story.body))
        return html.render(story.body, pictures)


def _translations(story):
    root = story.translation_of_id or story.pk
    others = Article.objects.published().filter(Q(pk=root) | Q(translation_of=root))
    return list(others.exclude(pk=story.pk).exclude(language=story.language).for_cards())


@require_safe
def by_link(request, token):
    """Show a story to whoever has the link; 404 for one that is wrong, over or revoked."""
    link = PreviewLink.objects.found_by(token[:100]) if token.isascii() else None
    if link is None or not _still_stands(link):
        response = render(request, "articles/preview_over.html", status=404)
        response.headers["Cache-Control"] = "private, no-store"
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
        return response
    return page(request, link.article)


def _still_stands(link):
    """Tell whether whoever made the link might still see the story."""
    maker = link.made_by
    return bool(
        maker and maker.is_active and not link.article.trashed_at and may_look(maker, link.article)
    )
