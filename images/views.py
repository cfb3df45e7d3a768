"""What readers get of the library: renditions, made when the first one asks."""

import logging
from pathlib import Path
from urllib.parse import quote

from django.http import FileResponse, HttpResponse, HttpResponseNotModified
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from accounts.address import comes_through_a_proxy

from .library import open_rendition
from .models import Image, public
from .passes import has_pass
from .renditions import Wanted
from .specs import FORMATS

logger = logging.getLogger(__name__)

SECONDS_TO_RETRY = "30"
FOR_EVER = "public, max-age=31536000, immutable"


@require_safe
def rendition(request, name):
    """Answer one rendition; whatever we do not offer does not exist.

    A picture that stands nowhere public is there for the desk, and for whoever has a pass. A focal
    point that has moved or a file that was replaced redirects to the crop of today.
    """
    wanted = Wanted.parse(name)
    image, current = _found(wanted) if wanted else (None, None)
    if not image or not (image.is_shown or has_pass(request, image) or request.user.is_staff):
        return _missing()
    if current is None:
        return _missing()
    caching = FOR_EVER if image.is_shown else "private, no-store"
    if current != wanted:
        response = redirect(current.url)
        response["Cache-Control"] = "public, max-age=60" if image.is_shown else caching
        return response
    etag = f'"{wanted.key}-{wanted.name.partition("-")[2]}"'
    if etag in request.headers.get("If-None-Match", ""):
        response = HttpResponseNotModified()
    else:
        try:
            file = open_rendition(image, wanted)
        except FileNotFoundError:
            return _missing()
        except OSError:
            logger.exception("A rendition could not be read or made")
            return _out_of_order()
        response = sent(request, file, FORMATS[wanted.format])
    response["ETag"] = etag
    response["Cache-Control"] = caching
    # Should a browser ever take these bytes for a page, it is a page that may do nothing.
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def sent(request, file, content_type):
    """Answer with `file`, or let the web server in front send it where it offers to.

    It offers with `X-Accel-Mapping`, the address under which it alone reaches our public files;
    only our own proxies are believed. A file just made, or one in object storage, is sent from
    here.
    """
    place = request.headers.get("X-Accel-Mapping")
    name = getattr(file, "name", None)
    if not place or not isinstance(name, str) or not comes_through_a_proxy(request.META):
        return FileResponse(file, content_type=content_type)
    try:
        path = Path(name).relative_to(public().location)
    except (AttributeError, ValueError):
        return FileResponse(file, content_type=content_type)
    file.close()
    response = HttpResponse(content_type=content_type)
    response["X-Accel-Redirect"] = quote(f"{place}{path.as_posix()}")
    return response


def _found(wanted):
    """Return (picture, rendition of today) of an address; either may be None."""
    pictures = Image.objects.with_audience()
    if image := pictures.with_key(wanted.key).first():
        return image, wanted.of(image)
    if image := pictures.that_had(wanted.key).first():
        return image, wanted.nearest_of(image)
    return None, None


def _out_of_order():
    """Answer that the storage does not do its work just now: nobody may remember that."""
    response = HttpResponse(status=503, content_type="text/plain")
    response["Retry-After"] = SECONDS_TO_RETRY
    response["Cache-Control"] = "no-store"
    return response


def _missing():
    response = HttpResponse(status=404, content_type="text/plain")
    # It may be there in a minute, when its story is published.
    response["Cache-Control"] = "no-store"
    return response
