"""The editors' desk: one admin site, its rooms in the order a newsroom walks them."""

from django.conf import settings
from django.contrib import admin
from django.http import Http404
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.common import no_append_slash
from django.views.decorators.http import require_POST

from accounts.login_views import Login
from articles.overview import overview
from backups.models import said_on_the_desk
from reactions.models import Burst

from .rhythm import rhythm
from .suggestions import Suggestions

SHOWN = 8
#: Sets of rights whose rooms are remembered: roles are six, and some people have two.
MOST_KNOWN = 200
#: Group → models by label, each with its drawing. What no group names stands in the last one.
ROOMS = [
    ("newsroom", _("Newsroom"), {"articles.article": "doc", "images.image": "pic"}),
    (
        "paper",
        _("Paper"),
        {
            "articles.rubric": "rub",
            "articles.tag": "tag",
            "articles.author": "user",
            "desk.storytemplate": "copy",
            "pages.page": "page",
            "reactions.emoji": "smile",
            "reactions.story": "eye",
            "reactions.burst": "alarm",
        },
    ),
    (
        "management",
        _("Management"),
        {"accounts.user": "key", "paper.paper": "gear", "reactions.watch": "eye"},
    ),
]


#: Pages of the desk that are no model's: group → (address, name, drawing, right to open it).
PAGES = {
    "newsroom": [("desk:calendar", _("Calendar"), "cal", "articles.view_article")],
    "management": [("desk:log", _("Action log"), "log", "articles.view_article")],
}

#: What other apps bring along: rights live in `accounts.roles`, tags in `articles`.
NOT_HERE = {
    "auth.group",
    "taggit.tag",
    "account.emailaddress",
    "account.emailconfirmation",
    "mfa.authenticator",
}


class Desk(admin.AdminSite):
    site_title = _("The desk")
    index_title = _("The desk")
    # Readers' front page, in the paper's first language.
    site_url = "/"
    logout_template = "admin/logged_out.html"

    def __init__(self, name="admin"):
        super().__init__(name)
        #: Rights and language → rooms.
        self._known = {}

    def register(self, model_or_iterable, admin_class=None, **options):
        one = isinstance(model_or_iterable, type)
        models = [model_or_iterable] if one else list(model_or_iterable)
        ours = [model for model in models if model._meta.label_lower not in NOT_HERE]
        super().register(ours, admin_class, **options)

    @no_append_slash
    def catch_all_view(self, request, url):
        # What looks like a file is none: a cache that keeps files must never be offered a page.
        if "." in url:
            raise Http404
        return super().catch_all_view(request, url)

    def get_urls(self):
        # Django's way from any row to its public address asks nobody's rights.
        addresses = [
            address
            for address in super().get_urls()
            if getattr(address, "name", "") != "view_on_site"
        ]
        spoken = path("language/", self.admin_view(require_POST(language)), name="language")
        keeping = path("autosaving/", self.admin_view(require_POST(autosaving)), name="autosaving")
        return [spoken, keeping, *addresses]

    def login(self, request, extra_context=None):
        """There is one door, whichever way somebody came to it."""
        return Login.as_view()(request)

    def each_context(self, request):
        return super().each_context(request) | {"index_url": reverse("admin:index")}

    def index(self, request, extra_context=None):
        """Show what is late, what waits, what whoever came writes, and what today brings."""
        found = overview(request.user) | {
            "rhythm": rhythm(request.user),
            "bursts": Burst.objects.number_for(request.user),
        }
        if request.user.has_perm("paper.change_paper"):
            found |= said_on_the_desk()
        return super().index(request, found | (extra_context or {}))

    def get_app_list(self, request, app_label=None):
        """Return the navigation: our groups, each with what this user may open."""
        if app_label is not None:
            return super().get_app_list(request, app_label)
        if not hasattr(request, "_rooms"):
            # The first page asks twice: for itself, and for the bar beside it.
            request._rooms = self._rooms(request)
        return request._rooms

    def _rooms(self, request):
        """Return the rooms, where whoever asks is now marked.

        What somebody's rights open is found out once for all who have the same: asking each of a
        dozen admins for four rights and three addresses was a tenth of every page of the desk.
        """
        user = request.user
        rights = frozenset(user.get_all_permissions()), user.is_superuser, get_language()
        if rights not in self._known:
            if len(self._known) > MOST_KNOWN:
                self._known.clear()
            self._known[rights] = self._opened_to(request)
        return [
            room | {"models": [_marked(request, line) for line in room["models"]]}
            for room in self._known[rights]
        ]

    def _opened_to(self, request):
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
                "models": [
                    models.pop(label) | {"icon": icon}
                    for label, icon in labels.items()
                    if label in models
                ],
            }
            for key, name, labels in ROOMS
        ]
        for room in rooms:
            # After the first, which is the list of stories.
            room["models"][1:1] = _pages(request, room["app_label"])
        rooms[-1]["models"] += [model | {"icon": "page"} for model in models.values()]
        return [room for room in rooms if room["models"]]

    def autocomplete_view(self, request):
        return Suggestions.as_view(admin_site=self)(request)


def _marked(request, line):
    address = line["admin_url"]
    return line | {"is_here": bool(address) and request.path.startswith(address)}


def _pages(request, group):
    """Return the lines of a group's pages that this user may open."""
    return [
        {"object_name": icon, "name": name, "admin_url": reverse(address), "icon": icon}
        for address, name, icon, right in PAGES.get(group, ())
        if request.user.has_perm(right)
    ]


def language(request):
    """Remember in which language the desk speaks to this person."""
    chosen = request.POST.get("language")
    if chosen in dict(settings.LANGUAGES):
        request.user.language = chosen
        request.user.save(update_fields=["language"])
    return _back(request)


def autosaving(request):
    """Remember whether the server shall keep what this person types: `on=1` or `on=0`."""
    request.user.autosaves = request.POST.get("on") != "0"
    request.user.save(update_fields=["autosaves"])
    return _back(request)


def _back(request):
    back = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(back, {request.get_host()}, request.is_secure())
    # Only a path: any other word is taken for the name of a view, which there may not be.
    return redirect(back if is_ours and back.startswith("/") else "admin:index")
