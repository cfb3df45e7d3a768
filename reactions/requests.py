"""What may be asked of a press: from where, how large, in what form."""

from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http.multipartparser import MultiPartParserError
from django.utils.translation import gettext_lazy as _

#: The only field is one letter long.
MAX_BYTES = 4096
FORMS = {"", "application/x-www-form-urlencoded", "multipart/form-data"}


class Refused(Exception):
    """A request that is answered with `status` and a sentence; nothing was stored."""

    def __init__(self, status, sentence, *, wait=None):
        self.status = status
        self.sentence = sentence
        self.wait = wait

    def __str__(self):
        return str(self.sentence)


def wish(request):
    """Return the state that the request wants: True for pressed. Raises `Refused`."""
    refuse_foreign(request)
    size = request.META.get("CONTENT_LENGTH") or "0"
    if not size.isdecimal() or len(size) > 9 or int(size) > MAX_BYTES:
        raise Refused(413, _("That is too long for a reaction."))
    if request.content_type not in FORMS:
        raise Refused(415, _("A reaction is sent as a form."))
    try:
        values = [] if request.FILES else request.POST.getlist("on", ["1"])
    except (BadRequest, MultiPartParserError):
        values = []
    if values not in (["1"], ["0"]):
        raise Refused(422, _("Say on=1 to react or on=0 to take it back."))
    return values == ["1"]


def refuse_foreign(request):
    """Raise `Refused` for a press that another site or a link caused.

    Cached pages hold no token, so the browser's own word counts: `Sec-Fetch-Site`, which no page
    can forge, else `Origin`. A program that sends neither may press; it holds nobody's cookie.
    """
    site = request.headers.get("Sec-Fetch-Site")
    origin = request.headers.get("Origin")
    if site is not None:
        is_ours = site == "same-origin"
    elif origin is not None:
        is_ours = _is_our_origin(request, origin)
    else:
        is_ours = True
    if not is_ours:
        raise Refused(403, _("Reactions are pressed on the paper’s own pages."))


def _is_our_origin(request, origin):
    if settings.SITE_URL and origin == settings.SITE_URL:
        return True
    try:
        scheme, host, *_rest = urlsplit(origin)
    except ValueError:
        return False
    # A proxy that ends TLS may not tell us the scheme, the host it must tell.
    return scheme in {"http", "https"} and host == request.get_host()
