"""One picture beside the library's grid: looked at, described and put right without leaving it."""

import hashlib
import json

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.shortcuts import render
from django.utils.translation import gettext as _

from images import rights, usage
from images.models import Image
from images.renditions import url_of
from images.specs import SPECS

from .forms import ImageForm


class PanelForm(ImageForm):
    """The form of a picture, its focal point first: it stands below the picture."""

    field_order = ("focal_x", "focal_y")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs, auto_id="panel_%s", label_suffix="")


def panel(request, model_admin, pk):
    """Answer the piece of page that shows a picture; take what was typed into it.

    POST: the form of a picture and `seen`, which says what stood there when it was opened. 422: not
    saved, with the reasons; 409: not saved, because somebody else has changed it since. What was
    saved can be sent back with `undo=1`. Whatever happens, what was typed stands in the answer.
    """
    image = model_admin.get_object(request, str(pk))
    if not rights.may_look(request.user):
        raise PermissionDenied
    if request.method != "POST":
        return _answer(request, image)
    if not rights.may_change(request.user, image):
        raise PermissionDenied
    with transaction.atomic():
        image = Image.objects.select_for_update().get(pk=image.pk)
        before = words_of(image)
        form = PanelForm(request.POST, instance=image)
        if request.POST.get("seen") != digest_of(before):
            now = Image.objects.get(pk=image.pk)
            return _answer(request, now, form, status=409, others=_others(now, form))
        if not form.is_valid():
            # The form has written what was typed into its picture.
            return _answer(request, Image.objects.get(pk=image.pk), form, status=422)
        if form.has_changed():
            said = model_admin.construct_change_message(request, form, [])
            model_admin.save_model(request, image, form, True)
            model_admin.log_change(request, image, said)
    is_undone = "undo" in request.POST
    return _answer(
        request,
        image,
        said=_("It is as it was before.") if is_undone else _("Saved."),
        before=before if form.has_changed() and not is_undone else None,
    )


def words_of(image):
    """Return what an editor says about `image`, `{field: value}`."""
    return {name: getattr(image, name) for name in ImageForm.Meta.fields}


def digest_of(words):
    return hashlib.sha256(json.dumps(words, sort_keys=True).encode()).hexdigest()[:16]


def _others(image, form):
    """Return `(label, what stands there now)` of what differs from what was typed."""
    typed, now = form.data, ImageForm(instance=image)
    return [
        (field.label, field.value())
        for field in now
        if str(field.value() or "") != str(typed.get(field.name) or "")
        and field.name != "is_decorative"
    ]


def _answer(request, image, form=None, *, status=200, said="", before=None, others=()):
    may_change = rights.may_change(request.user, image)
    if form is None:
        form = PanelForm(instance=image)
    if not may_change:
        for field in form.fields.values():
            field.disabled = True
    counted = Image.objects.with_use_counts().with_audience().get(pk=image.pk)
    context = {
        "image": counted,
        "form": form,
        "may_change": may_change,
        "seen": digest_of(words_of(counted)),
        "whole": url_of(image, "body"),
        "crops": [(spec, url_of(image, spec.name)) for spec in SPECS.values() if spec.ratio],
        "places": usage.places_of(image, request.user),
        "said": said,
        "before": before,
        "others": others,
        "is_overtaken": status == 409,
    }
    return render(request, "admin/images/image/_panel.html", context, status=status)
