"""The file of a picture: seen where it stands, exchanged for another, downloaded."""

import logging

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from images import rights, usage
from images.library import InLibrary, replace_file
from images.models import Image, originals
from images.renditions import url_of
from images.validators import Refused

from .upload import limits

logger = logging.getLogger(__name__)


def replacement(request, model_admin, pk):
    """Ask for another file of a picture; exchange it."""
    image = model_admin.get_object(request, str(pk))
    if not rights.may_change(request.user, image):
        raise PermissionDenied
    refusal, other = "", None
    file = request.FILES.get("file")
    if request.method == "POST" and not file:
        refusal = _("Choose a file.")
    elif request.method == "POST":
        former = image.content_hash
        try:
            replace_file(image, file)
        except InLibrary as known:
            refusal, other = known.message, known.image
        except Refused as refused:
            refusal = refused.message
        else:
            _say_replaced(request, model_admin, image, is_same=image.content_hash == former)
            return redirect("admin:images_image_change", image.pk)
    return render(
        request,
        "admin/images/image/replacement.html",
        {
            **model_admin.admin_site.each_context(request),
            **limits(),
            "title": _("Replace the file"),
            "opts": Image._meta,
            "image": image,
            "whole": url_of(image, "body"),
            "places": usage.places_of(image, request.user),
            "refusal": refusal,
            "other": other,
            "media": model_admin.media,
        },
    )


def _say_replaced(request, model_admin, image, *, is_same):
    if is_same:
        said = _("This is the same file as before.")
    else:
        said = _("The file was replaced. See whether the focal point still fits.")
        model_admin.log_change(request, image, [{"changed": {"fields": ["original"]}}])
    model_admin.message_user(request, said)


def original(request, model_admin, pk):
    """Answer the original, EXIF and all, to those who may have it."""
    if not request.user.has_perm("images.download_original"):
        raise PermissionDenied
    image = model_admin.get_object(request, str(pk))
    try:
        file = originals().open(image.original.name)
    except FileNotFoundError as error:
        raise Http404(_("The file is missing.")) from error
    except OSError:
        logger.exception("An original could not be read")
        said = _("The storage of pictures does not answer. Try again in a minute.")
        model_admin.message_user(request, said, messages.ERROR)
        return redirect("admin:images_image_change", image.pk)
    return FileResponse(
        file,
        as_attachment=True,
        filename=image.original.name.rpartition("/")[2],
        content_type="application/octet-stream",
    )


def is_lost(image):
    """Tell whether the original is gone; while the storage does not answer, nobody knows."""
    try:
        return not originals().exists(image.original.name)
    except OSError:
        logger.exception("Nobody knows whether an original is there")
        return False
