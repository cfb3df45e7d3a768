"""Recordings and documents of the old site, for whoever follows a link to one."""

from django.http import FileResponse, Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from images.models import originals

from .files import TYPES, ending_of
from .models import KeptFile


@require_safe
def kept_file(request, pk, name):
    """Answer a file while something public leads to it; to a browser it may do nothing."""
    found = get_object_or_404(KeptFile, pk=pk)
    if not found.is_shown:
        raise Http404
    if name != found.name:
        return HttpResponseRedirect(found.get_absolute_url(), status=301)
    kind = TYPES[ending_of(found.stored.name)]
    try:
        file = originals().open(found.stored.name)
    except OSError:
        raise Http404 from None
    is_played = kind.startswith(("audio/", "video/"))
    response = FileResponse(
        file, content_type=kind, filename=found.name, as_attachment=not is_played
    )
    response["Content-Length"] = str(found.size_bytes)
    response["Cache-Control"] = "public, max-age=3600"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'; media-src 'self'"
    response["X-Content-Type-Options"] = "nosniff"
    return response
