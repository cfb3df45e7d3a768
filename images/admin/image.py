"""The picture library of the desk."""

import logging

from django.contrib import admin, messages
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import PermissionDenied
from django.forms import Script
from django.http import FileResponse, Http404
from django.shortcuts import redirect
from django.urls import path
from django.utils.translation import gettext_lazy as _

from accounts.newsroom_admin import NewsroomAdmin
from images import rights
from images.models import Image, originals
from images.renditions import url_of
from images.specs import SPECS

from . import picker, upload
from .filters import AgeFilter, LicenceFilter, MissingFilter, UseFilter
from .forms import ImageForm

logger = logging.getLogger(__name__)

USES_SHOWN = 20


class Shelf(ChangeList):
    """One page of the library; one more query tells where its pictures stand."""

    def get_results(self, request):
        super().get_results(request)
        self.result_list = list(self.result_list)
        page = Image.objects.filter(pk__in=[image.pk for image in self.result_list])
        found = {image.pk: image for image in page.with_use_counts().with_audience()}
        for image in self.result_list:
            counted = found.get(image.pk)
            image.use_count = counted.use_count if counted else 0
            image.is_shown = bool(counted and counted.is_shown)


@admin.register(Image)
class ImageAdmin(NewsroomAdmin):
    form = ImageForm
    fieldsets = [
        (None, {"fields": ["title", "alt", "is_decorative", "caption"]}),
        (_("Whose it is"), {"fields": ["credit", "licence", "source_url"]}),
        (
            _("Focal point"),
            {
                "fields": [("focal_x", "focal_y")],
                "description": _("Every crop is made round this point. Click on the picture."),
            },
        ),
    ]
    list_display = ["title", "credit", "licence", "uploaded_at"]
    list_filter = [LicenceFilter, AgeFilter, UseFilter, MissingFilter]
    search_fields = ["title", "alt", "caption", "credit"]
    search_help_text = _("Title, description, caption, credit")
    list_per_page = 48
    list_max_show_all = 48
    actions = None

    class Media:
        css = {"all": ["css/picture-desk.css"]}
        js = [Script("js/focal-point.js", defer=True), Script("js/picture-upload.js", defer=True)]

    # --- rights -------------------------------------------------------------------------------

    def has_module_permission(self, request):
        return rights.may_look(request.user)

    def has_view_permission(self, request, obj=None):
        return rights.may_look(request.user)

    def has_change_permission(self, request, obj=None):
        return rights.may_change(request.user, obj)

    def has_delete_permission(self, request, obj=None):
        """A picture that stands in a story is not deleted, by nobody."""
        return rights.may_change(request.user, obj) and not (obj and obj.uses.exists())

    # --- pages --------------------------------------------------------------------------------

    def get_urls(self):
        wrap = self.admin_site.admin_view
        return [
            path("picker/", wrap(picker.shelf), name="images_image_picker"),
            path("picker/<int:pk>/", wrap(picker.describe), name="images_image_picked"),
            path("pictures.json", wrap(picker.pictures), name="images_image_json"),
            path("<int:pk>/original/", wrap(self.original_view), name="images_image_original"),
            *super().get_urls(),
        ]

    def get_changelist(self, request, **kwargs):
        return Shelf

    def get_search_results(self, request, queryset, search_term):
        return queryset.matching(search_term), False

    def changelist_view(self, request, extra_context=None):
        return super().changelist_view(
            request, {"title": _("Pictures"), **upload.limits(), **(extra_context or {})}
        )

    def add_view(self, request, form_url="", extra_context=None):
        return upload.upload(request, self)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        image = self.get_object(request, object_id)
        extra = {"title": str(image), "subtitle": None} if image else {}
        if image and self.has_view_permission(request, image):
            extra |= {
                "image": image,
                "file_is_missing": _is_lost(image),
                "crops": [
                    (spec, url_of(image, spec.name)) for spec in SPECS.values() if spec.ratio
                ],
                "whole": url_of(image, "body"),
                **self._where_it_stands(request, image),
            }
        return super().change_view(request, object_id, form_url, {**extra, **(extra_context or {})})

    def _where_it_stands(self, request, image):
        """Return the stories that show the picture, as far as this user may know of them."""
        uses = list(image.uses.select_related("article").order_by("-pk")[: USES_SHOWN + 1])
        known = [use for use in uses if self._may_know(request, use.article)]
        return {
            "uses": known[:USES_SHOWN],
            "more_uses": image.uses.count() - len(known[:USES_SHOWN]),
            "can_download_original": request.user.has_perm("images.download_original"),
        }

    def _may_know(self, request, story):
        if not self.admin_site.is_registered(type(story)):
            return False
        return self.admin_site.get_model_admin(type(story)).has_view_permission(request, story)

    def original_view(self, request, pk):
        """Answer the original, EXIF and all, to those who may have it."""
        if not request.user.has_perm("images.download_original"):
            raise PermissionDenied
        image = self.get_object(request, str(pk))
        if image is None:
            raise Http404
        try:
            file = originals().open(image.original.name)
        except FileNotFoundError as error:
            raise Http404(_("The file is missing.")) from error
        except OSError:
            logger.exception("An original could not be read")
            said = _("The storage of pictures does not answer. Try again in a minute.")
            self.message_user(request, said, messages.ERROR)
            return redirect("admin:images_image_change", image.pk)
        return FileResponse(
            file,
            as_attachment=True,
            filename=image.original.name.rpartition("/")[2],
            content_type="application/octet-stream",
        )


def _is_lost(image):
    """Tell whether the original is gone; while the storage does not answer, nobody knows."""
    try:
        return not originals().exists(image.original.name)
    except OSError:
        logger.exception("Nobody knows whether an original is there")
        return False
