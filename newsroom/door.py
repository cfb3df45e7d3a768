"""Readers walk past the desk: nobody asks who they are, and no session, login or message is read.

The desk's middlewares stand between these two in `settings.MIDDLEWARE`, where Django, its checks
and allauth look for them. Readers' requests go round them, from the first to the last.
"""

from threading import local

from images.passes import PATH as MEDIA

from .middleware import is_desk

# Django builds the last middleware first, and each chain in one thread.
_ends = local()


class PastTheDeskMiddleware:
    """Leads requests that concern nobody who works here round the desk's middlewares."""

    def __init__(self, get_response):
        self.through = get_response
        self.round = _ends.newest
        del _ends.newest

    def __call__(self, request):
        if knows_who_asks(request):
            return self.through(request)
        return self.round(request)


class TogetherAgainMiddleware:
    """Where both ways meet."""

    def __init__(self, get_response):
        self.get_response = _ends.newest = get_response

    def __call__(self, request):
        return self.get_response(request)


def knows_who_asks(request):
    """Tell whether the answer may depend on a login: at the desk, and for pictures.

    A picture that no public story shows yet opens for the desk alone.
    """
    return is_desk(request) or request.path_info.startswith(MEDIA)
