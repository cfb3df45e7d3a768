"""Files into the library: several at once, each with an answer of its own."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from images.library import add_image
from images.models import Image
from images.renditions import url_of
from images.validators import MAX_BYTES, MAX_PIXELS, Refused, plain_text

from .forms import SharedWordsForm


@dataclass
class Receipt:
    """What became of one file. state: "added", "known" or "refused"."""

    name: str
    state: str
    sentence: str
    image: Image | None = None

    def as_json(self):
        answer = {"name": self.name, "state": self.state, "sentence": self.sentence}
        if self.image:
            answer |= {
                "id": self.image.pk,
                "thumb": url_of(self.image, "thumb", format="webp"),
                "address": reverse("admin:images_image_change", args=[self.image.pk]),
                "link": self.link,
            }
        return answer

    @property
    def link(self):
        """What the link to the picture is called."""
        if self.state == "known":
            day = date_format(localtime(self.image.uploaded_at), "j E")
            return _("Open the one of %(day)s") % {"day": day}
        return _("Describe")


def limits():
    """Return what the page says about files before anybody chooses one."""
    return {
        "max_bytes": MAX_BYTES,
        "max_megabytes": MAX_BYTES // 1024 // 1024,
        "max_megapixels": MAX_PIXELS // 1_000_000,
    }


def take(file, request, model_admin=None, **texts) -> Receipt:
    """Take one uploaded file into the library and say what became of it."""
    name = plain_text(file.name, 100) or _("file without a name")
    try:
        image = add_image(file, by=request.user, **texts)
    except Refused as refusal:
        return Receipt(name, "refused", str(refusal.message))
    if image.was_known:
        return Receipt(
            name, "known", _("This picture is in the library already; nothing was added."), image
        )
    if model_admin:
        model_admin.log_addition(request, image, [{"added": {}}])
    return Receipt(name, "added", _("Added. Describe it next."), image)


def upload(request, model_admin):
    """Show the upload page; take what was sent. JSON for scripts that ask for it."""
    if not request.user.has_perm("images.add_image"):
        raise PermissionDenied
    form = SharedWordsForm(request.POST if request.method == "POST" else None)
    receipts = []
    if request.method == "POST" and form.is_valid():
        texts = {name: text for name, text in form.cleaned_data.items() if text}
        receipts = [
            take(file, request, model_admin, **texts) for file in request.FILES.getlist("files")
        ]
        if not receipts:
            form.add_error(None, _("Choose at least one file."))
    if "application/json" in request.headers.get("Accept", ""):
        return JsonResponse({"files": [receipt.as_json() for receipt in receipts]})
    if len(receipts) == 1 and receipts[0].image:
        model_admin.message_user(request, receipts[0].sentence)
        return redirect("admin:images_image_change", receipts[0].image.pk)
    return render(
        request,
        "admin/images/image/upload.html",
        {
            **model_admin.admin_site.each_context(request),
            **limits(),
            "title": _("Add pictures"),
            "opts": Image._meta,
            "form": form,
            "receipts": receipts,
            "media": model_admin.media,
        },
    )
