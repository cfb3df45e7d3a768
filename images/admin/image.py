"""The picture library of the desk."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import ProtectedError
from django.forms import Script
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.newsroom_admin import NewsroomAdmin
from accounts.uncounted import UncountedPaginator
from images import rights, usage
from images.models import Image
from images.renditions import url_of
from images.specs import SPECS

from . import file, panel, picker, upload
from .filters import FILTERS
from .forms import ImageForm
from .shelf import Shelf


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
    list_filter = list(FILTERS)
    paginator = UncountedPaginator
    search_fields = ["title", "alt", "caption", "credit"]
    search_help_text = _("Title, description, caption, credit")
    list_per_page = 48
    list_max_show_all = 48
    actions = None

    class Media:
        css = {"all": ["css/picture-desk.css"]}
        js = [
            Script(f"js/{name}.js", defer=True)
            for name in ("focal-point", "picture-upload", "picture-grid", "picture-panel")
        ]

    # --- rights -------------------------------------------------------------------------------

    def has_module_permission(self, request):
        return rights.may_look(request.user)

    def has_view_permission(self, request, obj=None):
        return rights.may_look(request.user)

    def has_change_permission(self, request, obj=None):
        return rights.may_change(request.user, obj)

    def has_delete_permission(self, request, obj=None):
        return rights.may_change(request.user, obj)

    # --- pages --------------------------------------------------------------------------------

    def get_urls(self):
        wrap = self.admin_site.admin_view
        return [
            path("picker/", wrap(picker.shelf), name="images_image_picker"),
            path("picker/<int:pk>/", wrap(picker.describe), name="images_image_picked"),
            path("pictures.json", wrap(picker.pictures), name="images_image_json"),
            path("<int:pk>/original/", wrap(self.original_view), name="images_image_original"),
            path("<int:pk>/panel/", wrap(self.panel_view), name="images_image_panel"),
            path("<int:pk>/file/", wrap(self.file_view), name="images_image_file"),
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

    def original_view(self, request, pk):
        return file.original(request, self, pk)

    def file_view(self, request, pk):
        return file.replacement(request, self, pk)

    def panel_view(self, request, pk):
        return panel.panel(request, self, pk)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        image = self.get_object(request, object_id)
        if not self.has_view_permission(request, image):
            raise PermissionDenied
        places = usage.places_of(image, request.user)
        extra = {
            "title": str(image),
            "subtitle": None,
            "image": image,
            "file_is_missing": file.is_lost(image),
            "crops": [(spec, url_of(image, spec.name)) for spec in SPECS.values() if spec.ratio],
            "whole": url_of(image, "body"),
            "places": places,
            "can_download_original": request.user.has_perm("images.download_original"),
            "show_delete": not places,
        }
        return super().change_view(request, object_id, form_url, {**extra, **(extra_context or {})})

    def delete_view(self, request, object_id, extra_context=None):
        """Delete a picture that stands nowhere; of another, show where it stands."""
        image = self.get_object(request, object_id)
        if not self.has_delete_permission(request, image):
            raise PermissionDenied
        try:
            with transaction.atomic():
                if usage.places_of(image, request.user):
                    return self._in_use(request, image)
                return super().delete_view(request, object_id, extra_context)
        except ProtectedError:
            # It was taken into a story between the question and the answer.
            return self._in_use(request, image)

    def _in_use(self, request, image):
        places = usage.places_of(image, request.user)
        said = ngettext(
            "The picture stands in %(number)d place and cannot be deleted: see “Where it stands”.",
            "The picture stands in %(number)d places and cannot be deleted: see “Where it stands”.",
            places.total,
        ) % {"number": places.total}
        self.message_user(request, said, messages.ERROR)
        return redirect(reverse("admin:images_image_change", args=[image.pk]) + "#picture-uses")
