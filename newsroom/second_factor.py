"""Where the paper's settings and the logins of `accounts` meet."""

from functools import partial

from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from accounts.adapters import SecondFactorAdapter
from accounts.second_factor import has_second_factor
from pagecache.remembered import furniture
from paper.models import Paper

from .middleware import is_desk


class SecondFactorMiddleware:
    """Where the paper asks for a second factor, whoever has none opens nothing but its set-up."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if not is_desk(request):
            # Pictures that no story shows yet open for the desk alone, wherever they lie.
            request.user = SimpleLazyObject(partial(_unless_held_back, request, request.user))
            return self.get_response(request)
        request.lacks_second_factor = lacks_second_factor(request, request.user)
        if not request.lacks_second_factor or _leads_out(request.path_info):
            return self.get_response(request)
        if request.method in {"GET", "HEAD"}:
            return redirect("mfa_index")
        sentence = _("Set up your second factor first: the paper asks everybody for one.")
        return HttpResponse(sentence, status=403, content_type="text/plain; charset=utf-8")


def lacks_second_factor(request, user):
    """Say whether `user` must set up a second factor before anything opens.

    No query more than the page asks anyway, unless the paper asks for second factors: then one.
    """
    if not user.is_authenticated or not furniture(request).paper.staff_need_second_factor:
        return False
    return not has_second_factor(user)


def _leads_out(path):
    open_below = (reverse("account_login"), reverse("mfa_index"))
    return path.startswith(open_below) or path in {
        reverse("admin:logout"),
        reverse("admin:language"),
    }


def _unless_held_back(request, user):
    return AnonymousUser() if lacks_second_factor(request, user) else user


class PaperSecondFactor(SecondFactorAdapter):
    """The paper's name stands in the app with codes and beside the passkey."""

    def get_totp_issuer(self):
        return Paper.current().name.replace(":", " ")

    def get_public_key_credential_rp_entity(self):
        return super().get_public_key_credential_rp_entity() | {"name": Paper.current().name}
