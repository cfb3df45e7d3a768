from django.conf import settings
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from pagecache.remembered import Remembered
from pagecache.tags import changed, changed_when_deleted

from .rubric import Rubric, Rubrics


class Section(models.Model):
    """A rubric that somebody's say over stories ends at, with those below it. No row: everywhere.

    A rubric that is somebody's cannot be deleted: with the last one gone the whole paper would
    be theirs.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="sections"
    )
    rubric = models.ForeignKey(
        Rubric, verbose_name=_("rubric"), on_delete=models.PROTECT, related_name="sections"
    )

    class Meta:
        verbose_name = _("rubric of somebody")
        verbose_name_plural = _("only in these rubrics")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(name="once_in_a_section", fields=["user", "rubric"]),
        ]

    def __str__(self):
        return str(self.rubric)

    def save(self, *args, **kwargs):
        with transaction.atomic():
            super().save(*args, **kwargs)
            changed("sections")


changed_when_deleted(Section, "sections")


def sections(users=None):
    """Return `{user id: ids of all rubrics that are theirs}` of those who are limited.

    users: of these alone, by default of all. Two queries at most.
    """
    rows = Section.objects.all() if users is None else Section.objects.filter(user__in=users)
    own: dict[int, set[int]] = {}
    for user, rubric in rows.values_list("user", "rubric"):
        own.setdefault(user, set()).add(rubric)
    if not own:
        return {}
    rubrics = Rubrics.load()
    return {user: frozenset(rubrics.with_descendants(ids)) for user, ids in own.items()}


Remembered(
    "sections", tags=lambda language: ["sections", "rubrics"], load=lambda language: sections()
)
