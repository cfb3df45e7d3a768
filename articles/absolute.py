"""Absolute addresses: what leaves the site (feeds, sitemaps, previews) must say where it lives."""

from django.conf import settings


def absolute(request, path):
    """Return `path` with scheme and host: those of SITE_URL, else those the visitor asked.

    An address that is absolute already (a picture in object storage) is returned as it is.
    """
    if path.startswith(("https://", "http://")):
        return path
    return (settings.SITE_URL or _asked(request)) + path


def _asked(request):
    """Return scheme and host that the visitor asked; a feed has a hundred addresses."""
    if "_site" not in vars(request):
        request._site = f"{request.scheme}://{request.get_host()}"
    return request._site


def in_edition(path, language):
    """Return `path` (of any edition) as it stands in the edition of `language`."""
    first, slash, rest = path[1:].partition("/")
    others = {code for code, _name in settings.LANGUAGES[1:]}
    bare = f"/{rest}" if slash and first in others else path
    return f"/{language}{bare}" if language in others else bare
