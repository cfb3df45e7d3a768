"""What every answer needs, and no more: readers' pages do no work for visitors."""

import logging

from django.conf import settings
from django.db import DatabaseError
from django.http import Http404, HttpResponseNotFound
from django.utils import translation
from django.utils.cache import patch_cache_control

from accounts.address import comes_through_a_proxy
from articles.clocks import CLOCKS
from articles.due import PATIENCE, keep_schedules
from pagecache.alarm import is_ringing
from pagecache.remembered import forget_furniture, furniture, reading_of

from . import health, metrics
from .replica import read_primary

log = logging.getLogger(__name__)

OPERATIONS = {
    "/health/live": health.live,
    "/health/ready": health.ready,
    "/metrics": metrics.metrics,
}
PERMISSIONS_POLICY = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"
EDITIONS = {code for code, _name in settings.LANGUAGES[1:]}


class ProxyMiddleware:
    """Only our own proxies are believed when they say that a visitor came by https."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if not comes_through_a_proxy(request.META):
            request.META.pop("HTTP_X_FORWARDED_PROTO", None)
        return self.get_response(request)


class OperationsMiddleware:
    """Health and metrics, before anything that asks which host was meant.

    A balancer asks each machine by its number, which no ALLOWED_HOSTS lists.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        view = OPERATIONS.get(request.path_info)
        if view is None:
            return self.get_response(request)
        try:
            return view(request)
        except Http404:
            return HttpResponseNotFound()


class PermissionsPolicyMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        return response


class EditionMiddleware:
    """The address alone decides the language: no cookie, no header, nothing a cache must vary by.

    `/sah/…` is the Sakha edition; without a prefix it is the paper's first language.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        first = request.path_info[1:].partition("/")[0]
        language = first if first in EDITIONS else settings.LANGUAGE_CODE
        translation.activate(language)
        request.LANGUAGE_CODE = language
        response = self.get_response(request)
        response.headers.setdefault("Content-Language", translation.get_language() or language)
        return response


class DeskCookiesMiddleware:
    """The desk's cookies are set and removed in the desk alone.

    A visitor who sends a broken one would be answered with a new one, or with its removal, on any
    public page, and a cache would hand that on to everybody: the front page would log out the desk.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if not is_desk(request):
            for name in (settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME):
                response.cookies.pop(name, None)
        return response


def is_desk(request):
    return request.path_info.startswith("/admin/")


class DeskLanguageMiddleware:
    """The desk speaks the language of whoever works there, and no cache keeps its pages."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if not is_desk(request):
            return self.get_response(request)
        if request.user.is_authenticated:
            translation.activate(request.user.desk_language)
            request.LANGUAGE_CODE = request.user.desk_language
        response = self.get_response(request)
        patch_cache_control(response, private=True, no_store=True)
        response.headers.setdefault("X-Robots-Tag", "noindex")
        response._csp_replace = settings.DESK_CONTENT_SECURITY_POLICY
        return response


class ScheduleMiddleware:
    """The first reader past the hour of a schedule finds it kept: no timer is needed for that.

    Whether something is due stands beside the stamps that the page reads anyway.
    """

    NOT_PAGES = ("/admin/", "/articles/", "/media/", "/static/")

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        is_page = request.method in ("GET", "HEAD") and not request.path_info.startswith(
            self.NOT_PAGES
        )
        if is_page and furniture(request).is_alarm_ringing:
            # A replica may still ring for what was done: whoever hears it reads the primary.
            read_primary()
            try:
                if is_ringing() and not CLOCKS.distrust():
                    keep_schedules(patience=PATIENCE)
            except DatabaseError:
                # The next reader tries again; this one gets the page as it is.
                log.exception("What is due could not be done now")
            forget_furniture(request)
            # The clock first: a page is of the moment before its story is read.
            reading_of(request)
        return self.get_response(request)
