"""What the editor asks while somebody writes. For everybody who may enter the desk."""

import json
from functools import wraps

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, JsonResponse
from django.utils import formats
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from django.views.i18n import JavaScriptCatalog

from accounts.folding import holding
from articles import embeds, typography
from articles.finding import index
from articles.models import Article

MOST_FOUND = 10
LONGEST_QUESTION = 100
MOST_WORDS = 6
#: Some 300,000 letters. The longest story is set within a second.
MOST_BYTES = 600_000
MOST_TEXTS = 5000


def for_the_desk(view):
    """A script asks, so a refusal is an answer, not a way to the login page."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        if not (request.user.is_active and request.user.is_staff):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded


@require_safe
@for_the_desk
def words(request):
    """Answer the editor's own words in the language of whoever writes."""
    return JavaScriptCatalog.as_view(packages=["django_prose_editor"])(request)


@require_safe
@for_the_desk
def stories(request):
    """Answer the newest public stories whose headlines hold the words of `q`."""
    question = request.GET.get("q", "")[:LONGEST_QUESTION].replace("\0", "")
    found = Article.objects.published().newest_first()
    if asked := question.split()[:MOST_WORDS]:
        numbers = index.numbers_of(asked)
        found = found if numbers is None else found.filter(pk__in=numbers)
        found = holding(found, ["headline"], " ".join(asked))
    found = found.only("headline", "language", "slug", "published_on", "published_at")
    return JsonResponse(
        {
            "stories": [
                {
                    "headline": article.headline,
                    "address": article.get_absolute_url(),
                    "date": formats.date_format(article.published_on, "SHORT_DATE_FORMAT"),
                    "language": article.language,
                }
                for article in found[:MOST_FOUND]
            ]
        }
    )


@require_safe
@for_the_desk
def embed(request):
    """Answer what the address `url` shows, or say in a sentence why it cannot stand in a story."""
    found = embeds.find(request.GET.get("url", "")[:2000])
    if found is None:
        sentence = _("This is no address of a video or a post on YouTube, RuTube, VK or Telegram.")
        return JsonResponse({"refusal": sentence}, status=422)
    return JsonResponse({"url": found.url, "provider": found.provider})


@require_POST
@for_the_desk
def set_typography(request):
    """Answer what typography would change in `texts`, plain ones in `language`.

    The answer has a list for each text; places are counted as JavaScript counts them.
    """
    if int(request.META.get("CONTENT_LENGTH") or 0) > MOST_BYTES:
        return HttpResponse(status=413)
    try:
        asked = json.loads(request.body)
        language, texts = asked["language"], asked["texts"]
    except (ValueError, TypeError, KeyError, RecursionError):
        return HttpResponse(status=400)
    is_list = isinstance(texts, list) and len(texts) <= MOST_TEXTS
    if not is_list or not all(isinstance(text, str) for text in [language, *texts]):
        return HttpResponse(status=400)
    return JsonResponse({"changes": [_changes(text, language) for text in texts]})


def _changes(text, language):
    found = typography.in_utf16(text, typography.changes(text, language))
    return [{"kind": kind, "edits": edits} for kind, edits in found]
