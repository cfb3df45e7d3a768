"""Recordings and documents of the old site, for whoever follows a link to one."""

from django.http import FileResponse, Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from images.models import originals

from .files import TYPES, ending_of
from .models import KeptFile
from .ranges import NotThere, Part, wanted


@require_safe
def kept_file(request, pk, name):
    """Answer a file, or the part asked for, while something public leads to it.

    To a browser it may do nothing.
    """
    found = get_object_or_404(KeptFile, pk=pk)
    if not found.is_shown:
        raise Http404
    if name != found.name:
        return HttpResponseRedirect(found.get_absolute_url(), status=301)
    mark = f'"{found.content_hash[:32]}"'
    if mark in map(str.strip, request.headers.get("If-None-Match", "").split(",")):
        return _dressed(HttpResponse(status=304), mark)
    try:
        part = wanted(_range(request, mark), found.size_bytes)
    except NotThere:
        response = HttpResponse(status=416)
        response["Content-Range"] = f"bytes */{found.size_bytes}"
        return _dressed(response, mark)
    try:
        file = originals().open(found.stored.name)
    except OSError:
        raise Http404 from None
    return _dressed(_sent(found, file, part), mark)


def _range(request, mark):
    """Return the range asked for; none where somebody holds a part of another file."""
    if request.method != "GET" or request.headers.get("If-Range", mark) != mark:
        return ""
    return request.headers.get("Range", "")


def _sent(found, file, part):
    kind = TYPES[ending_of(found.stored.name)]
    is_played = kind.startswith(("audio/", "video/"))
    start, number = part or (0, found.size_bytes)
    if part:
        file.seek(start)
    response = FileResponse(
        Part(file, number) if part else file, content_type=kind, filename=found.name,
        as_attachment=not is_played, status=206 if part else 200,
    )  # fmt: skip
    response["Content-Length"] = str(number)
    if part:
        response["Content-Range"] = f"bytes {start}-{start + number - 1}/{found.size_bytes}"
    return response


def _dressed(response, mark):
    response["Accept-Ranges"] = "bytes"
    response["ETag"] = mark
    response["Cache-Control"] = "public, max-age=3600"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'; media-src 'self'"
    response["X-Content-Type-Options"] = "nosniff"
    return response
