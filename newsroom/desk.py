"""The editors' desk: one admin site, its rooms in the order a newsroom walks them."""

from django.contrib import admin
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.http import Http404
from django.utils.translation import gettext_lazy as _

#: Group → models, by label. A model that no group names stands in the last one.
ROOMS = [
    ("newsroom", _("Newsroom"), ["articles.article", "images.image"]),
    (
        "paper",
        _("Paper"),
        [
            "articles.rubric",
            "articles.tag",
            "articles.author",
            "pages.page",
            "reactions.emoji",
            "reactions.story",
        ],
    ),
    ("management", _("Management"), ["accounts.user", "paper.paper"]),
]


class Desk(admin.AdminSite):
    site_title = _("The desk")
    index_title = _("The desk")
    # Readers' front page, in the paper's first language.
    site_url = "/"

    def get_urls(self):
        # Django's way from any row to its public address asks nobody's rights.
        return [
            address
            for address in super().get_urls()
            if getattr(address, "name", "") != "view_on_site"
        ]

    def get_app_list(self, request, app_label=None):
        """Return the navigation: our groups, each with what this user may open."""
        if app_label is not None:
            return super().get_app_list(request, app_label)
        models = {
            f"{app['app_label']}.{model['object_name'].lower()}": model
            for app in super().get_app_list(request)
            for model in app["models"]
        }
        rooms = [
            {
                "name": name,
                "app_label": key,
                "app_url": "",
                "models": [models.pop(label) for label in labels if label in models],
            }
            for key, name, labels in ROOMS
        ]
        rooms[-1]["models"] += models.values()
        return [room for room in rooms if room["models"]]

    def autocomplete_view(self, request):
        return Suggestions.as_view(admin_site=self)(request)


class Suggestions(AutocompleteJsonView):
    """Rows whose names hold what was typed, as far as this user may see them."""

    def get(self, request, *args, **kwargs):
        if any("\0" in value for values in request.GET.lists() for value in values[1]):
            raise Http404
        return super().get(request, *args, **kwargs)

    def serialize_result(self, obj, to_field_name):
        """Add what the admin says of a choice beside its name: `choice_facts(row)`."""
        facts = getattr(self.model_admin, "choice_facts", lambda row: {})
        return super().serialize_result(obj, to_field_name) | facts(obj)
