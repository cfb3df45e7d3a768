"""A window of the library in which a picture is chosen for something else.

Opened by the text editor or by `widgets.PicturePicker`; what was chosen is told to the opener by
`js/picture-shelf.js`.
"""

import json

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from accounts.numbers import number_in
from images import rights
from images.markup import facts_of
from images.models import Image
from images.renditions import url_of

from . import upload
from .forms import PickedForm

PER_PAGE = 24
MOST_ASKED = 100


@require_safe
def pictures(request):
    """Answer the pictures of `?id=1&id=2…` in that order, leaving out what is not there."""
    _let_in(request)
    asked = map(number_in, request.GET.getlist("id")[:MOST_ASKED])
    wanted = [pk for pk in asked if pk is not None]
    found = Image.objects.in_bulk(wanted)
    return JsonResponse({"pictures": [facts_of(found[pk]) for pk in wanted if pk in found]})


@xframe_options_sameorigin
def shelf(request):
    """Show the newest pictures, or those that match; take a new one."""
    _let_in(request)
    refusal = ""
    if request.method == "POST":
        if not request.user.has_perm("images.add_image"):
            raise PermissionDenied
        if file := request.FILES.get("files"):
            receipt = upload.take(file, request)
            if receipt.image:
                return redirect(_address("images_image_picked", request, receipt.image.pk))
            refusal = receipt.sentence
        else:
            refusal = _("Choose at least one file.")
    many = "many" in request.GET
    text = request.GET.get("q", "")[:200].replace("\0", "")
    pictures = Image.objects.matching(text).order_by("-pk")
    if (before := number_in(request.GET.get("before"))) is not None:
        pictures = pictures.filter(pk__lt=before)
    page = list(pictures[: PER_PAGE + 1])
    return _answer(
        request,
        "admin/images/image/picker.html",
        title=_("Choose the pictures of the gallery") if many else _("Choose a picture"),
        pictures=[(image, _card(request, image)) for image in page[:PER_PAGE]],
        older=_older(request, page[PER_PAGE - 1].pk) if len(page) > PER_PAGE else "",
        q=text,
        many=many,
        refusal=refusal,
        can_add=request.user.has_perm("images.add_image"),
        **upload.limits(),
    )


@xframe_options_sameorigin
def describe(request, pk):
    """Ask for the words and the focal point of a picture, then hand it to the opener."""
    _let_in(request)
    image = get_object_or_404(Image, pk=pk)
    may_change = rights.may_change(request.user, image)
    form = PickedForm(request.POST if request.method == "POST" else None, instance=image)
    if not may_change:
        for field in form.fields.values():
            field.disabled = True
    if request.method == "POST" and form.is_valid():
        if may_change:
            image = form.save()
        return _answer(
            request, "admin/images/image/picked.html", title=str(image), chosen=[facts_of(image)]
        )
    return _answer(
        request,
        "admin/images/image/picker_describe.html",
        title=str(image),
        image=image,
        form=form,
        may_change=may_change,
        whole=url_of(image, "body"),
        back=_address("images_image_picker", request),
    )


def _let_in(request):
    if not rights.may_look(request.user):
        raise PermissionDenied


def _card(request, image):
    facts = facts_of(image)
    return facts | {
        "json": json.dumps(facts),
        "describe": _address("images_image_picked", request, image.pk),
    }


def _older(request, pk):
    kept = request.GET.copy()
    kept["before"] = str(pk)
    return kept.urlencode()


def _address(name, request, *args):
    """Return a page of the picker that remembers who opened it."""
    kept = request.GET.copy()
    for passing in ("q", "before"):
        kept.pop(passing, None)
    question = kept.urlencode()
    return reverse(f"admin:{name}", args=args) + (f"?{question}" if question else "")


def _answer(request, template, **context):
    kept = [(name, value) for name, value in request.GET.items() if name not in ("q", "before")]
    return render(
        request,
        template,
        {**admin.site.each_context(request), "is_popup": True, "kept": kept, **context},
    )
