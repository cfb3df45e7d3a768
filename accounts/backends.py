"""Who somebody at the desk is and what they may do: every request of theirs asks it."""

from django.contrib.auth import backends
from django.contrib.auth.models import Permission
from django.db import models

from pagecache.prepared import Prepared

from .models import User

_people = Prepared(lambda pk: User.objects.filter(pk=pk), pk=models.BigAutoField())


def _names(permissions):
    return permissions.values_list("content_type__app_label", "codename").order_by().distinct()


#: By the name under which `ModelBackend` remembers them at the user.
_permissions = {
    "_user_perm_cache": Prepared(
        lambda pk: _names(Permission.objects.filter(user=pk)), pk=models.BigAutoField()
    ),
    "_group_perm_cache": Prepared(
        lambda pk: _names(Permission.objects.filter(group__user=pk)), pk=models.BigAutoField()
    ),
}


class ModelBackend(backends.ModelBackend):
    """Django's own, whose questions are worded once for each connection.

    To word them took three times as long as to answer them.
    """

    def get_user(self, user_id):
        found = _people(pk=user_id)
        return found[0] if found and self.user_can_authenticate(found[0]) else None

    def get_user_permissions(self, user_obj, obj=None):
        _remember("_user_perm_cache", user_obj, obj)
        return super().get_user_permissions(user_obj, obj)

    def get_group_permissions(self, user_obj, obj=None):
        _remember("_group_perm_cache", user_obj, obj)
        return super().get_group_permissions(user_obj, obj)


def _remember(name, person, obj):
    """Ask what Django would ask, and leave it where Django looks first."""
    if obj is not None or not person.is_active or person.is_anonymous or person.is_superuser:
        # Nothing is asked of these, or all there is.
        return
    if not hasattr(person, name):
        found = _permissions[name](pk=person.pk)
        setattr(person, name, {f"{label}.{codename}" for label, codename in found})
