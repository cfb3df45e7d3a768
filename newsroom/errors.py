"""What readers see when something is not there, not allowed, or broken: the paper, not a fault."""

import logging

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.template import loader
from django.utils.translation import gettext as _
from django.views.decorators.csrf import requires_csrf_token

from pagecache.tags import ADDRESSES, depends_on

log = logging.getLogger(__name__)


def not_found(request, exception=None):
    depends_on(ADDRESSES, "pages", "rubrics")
    return render(request, "404.html", status=404)


@requires_csrf_token
def forbidden(request, exception=None, reason=""):
    """Also the answer to a form whose protection has run out (`CSRF_FAILURE_VIEW`)."""
    return render(request, "403.html", {"has_run_out": bool(reason)}, status=403)


def too_many(request):
    """Answer who asks for passkeys in a loop (allauth looks for this by name)."""
    sentence = _("Too many requests. Try again in a minute.")
    return HttpResponse(sentence, status=429, content_type="text/plain; charset=utf-8")


def server_error(request):
    """Answer without the database and without the paper's furniture: either may be what broke."""
    try:
        page = loader.get_template("500.html").render({"name": settings.SITE_NAME})
    except Exception:
        log.exception("The page for faults itself could not be rendered.")
        page = "<!doctype html><title>500</title><h1>" + _("Something broke here") + "</h1>"
    return HttpResponse(page, status=500)
