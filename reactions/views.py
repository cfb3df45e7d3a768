"""Press, and read the numbers. The addresses have no language; a page is in its story's."""

import hashlib
import logging

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from pagecache.remembered import furniture

from . import bursts, visitors
from .counts import counts_of
from .limits import seconds_to_wait
from .live import counts_lately
from .models import Held, Reaction, Story
from .networks import network_key
from .requests import Refused, wish

log = logging.getLogger(__name__)

#: The database is away, busy for too long, or full; what is wrong with a question is another thing.
OPERATIONAL = (OperationalError, InterfaceError)
PAUSE_SECONDS = 5
LARGEST_ID = 2**63 - 1
LONGEST_SLUG = 40


# A token would need a cookie, and cached pages hold none; `wish` asks where the press came from.
@csrf_exempt
@require_POST
def press(request, pk, slug):
    """Store that this visitor reacts so (`on=1`, or nothing said) or takes it back (`on=0`)."""
    article_id = number(pk)
    try:
        visitor, on, shown = pressed(request, article_id, slug)
    except Refused as refusal:
        return refused(request, article_id, refusal)
    except OPERATIONAL:
        log.exception("A press could not be stored")
        return unavailable(request)
    if wants_json(request):
        response = JsonResponse({"seq": shown.seq, "counts": shown.numbers, "on": on})
    else:
        response = HttpResponseRedirect(reverse("reactions:result", args=[article_id]), status=303)
    if on and visitor.is_new:
        visitors.remember(response, visitor, is_secure=request.is_secure())
    return uncached(response)


@require_safe
def counts(request, pk):
    """Answer the numbers of a story, the same for everybody."""
    article_id = number(pk)
    try:
        if not (article_id and Story.objects.reactable().filter(pk=article_id).exists()):
            raise Http404
        found = counts_lately(article_id)
    except OPERATIONAL:
        log.exception("Numbers could not be read")
        return unavailable(request)
    response = JsonResponse({"seq": found.seq, "counts": found.numbers})
    # With the second for which a process remembers them: two at most.
    patch_cache_control(response, public=True, max_age=1, s_maxage=1)
    etag = hashlib.sha256(response.content).hexdigest()[:20]
    response.headers["ETag"] = f'"{etag}"'
    return get_conditional_response(request, etag=f'"{etag}"', response=response)


@require_safe
def result(request, pk):
    """Show a reader without JavaScript the numbers, and what may be taken back."""
    story = Story.objects.reactable().for_result().filter(pk=number(pk)).first()
    if story is None:
        raise Http404
    visitor = visitors.visitor_of(request)
    mine = set()
    if visitor:
        mine = Reaction.objects.by(visitor, story) | Held.objects.by(visitor, story)
    with translation.override(story.language):
        shown = counts_of(story.pk).numbers
        buttons = [
            {"emoji": emoji, "number": shown.get(emoji.slug, 0), "is_mine": emoji.pk in mine}
            for emoji in furniture(request).emoji
        ]
        found = {"article": story, "buttons": buttons, "has_reacted": bool(mine)}
        return uncached(render(request, "reactions/result_detail.html", found))


def number(text):
    """Return `text` as the number of a story, None if no story can have it."""
    if text.isascii() and text.isdecimal() and len(text) < 20 and 0 < int(text) <= LARGEST_ID:
        return int(text)
    return None


def pressed(request, article_id, slug):
    """Store what `request` wants; return the visitor, the state, the numbers. Raises `Refused`."""
    on = wish(request)
    visitor = visitors.visitor_of(request) or visitors.new_visitor()
    network = network_key(request)
    if on and visitor.is_new:
        admit(network)
    is_a_slug = len(slug) <= LONGEST_SLUG and slug.isascii() and slug.isprintable()
    if (
        article_id
        and is_a_slug
        and (shown := bursts.press(article_id, slug, visitor.pk, network, on=on))
    ):
        return visitor, on, shown
    raise Refused(404, _("There is nothing to react to here."))


def admit(network):
    """Raise `Refused` if `network` brought too many new visitors."""
    rule = bursts.watch()
    if wait := seconds_to_wait(
        network, at_once=rule.newcomers_at_once, a_minute=rule.newcomers_a_minute
    ):
        sentence = ngettext_lazy(
            "Too many new readers from your network at once. Try again in %(wait)d second.",
            "Too many new readers from your network at once. Try again in %(wait)d seconds.",
            "wait",
        )
        raise Refused(429, sentence % {"wait": wait}, wait=wait)


def unavailable(request):
    """Answer while the database does not: in words alone, for a page would ask it, too."""
    with translation.override(settings.LANGUAGE_CODE):
        sentence = _("Reactions cannot be stored at the moment. Please try again in a few seconds.")
        if wants_json(request):
            response = JsonResponse({"error": str(sentence)}, status=503)
        else:
            response = HttpResponse(sentence, status=503, content_type="text/plain; charset=utf-8")
        response.headers["Retry-After"] = str(PAUSE_SECONDS)
        return uncached(response)


def wants_json(request):
    return request.get_preferred_type(["text/html", "application/json"]) == "application/json"


def refused(request, article_id, refusal):
    """Answer with the refusal's sentence; one that a reader may see is in the story's language."""
    if refusal.status == 404 and not wants_json(request):
        raise Http404
    story = Story.objects.reactable().for_result().filter(pk=article_id).first()
    with translation.override(story.language if story else settings.LANGUAGE_CODE):
        if wants_json(request):
            response = JsonResponse({"error": str(refusal)}, status=refusal.status)
        else:
            found = {"article": story, "sentence": refusal}
            response = render(
                request, "reactions/refusal_detail.html", found, status=refusal.status
            )
        if refusal.wait:
            response.headers["Retry-After"] = str(refusal.wait)
        return uncached(response)


def uncached(response):
    patch_cache_control(response, private=True, no_store=True)
    response.headers["Content-Language"] = translation.get_language()
    response.headers["X-Robots-Tag"] = "noindex"
    return response
