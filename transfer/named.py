"""Rows that every site makes for itself: an export names them instead of numbering them.

Groups, rights and kinds of rows get their numbers from the order in which a site was migrated.
"""

from contextvars import ContextVar
from functools import partial
from typing import NamedTuple

from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType


class Names(NamedTuple):
    by_key: dict[int, str]
    by_name: dict[str, int]


_read: ContextVar = ContextVar("read")


def begin():
    """Let names be read anew: they hold for one export, or one import."""
    _read.set({})


def _names(label, rows):
    held = _read.get()
    if label not in held:
        by_key = dict(rows())
        held[label] = Names(by_key, {name: key for key, name in by_key.items()})
    return held[label]


def groups():
    return Group.objects.values_list("pk", "name")


def rights():
    rows = Permission.objects.values_list("pk", "content_type__app_label", "codename")
    return ((pk, f"{app}.{codename}") for pk, app, codename in rows.order_by())


def kinds():
    rows = ContentType.objects.values_list("pk", "app_label", "model")
    return ((pk, f"{app}.{model}") for pk, app, model in rows)


OF = {
    label: partial(_names, label, rows)
    for label, rows in (
        ("auth.Group", groups),
        ("auth.Permission", rights),
        ("contenttypes.ContentType", kinds),
    )
}
