"""What came from where: nothing is brought in twice, and no link of the old site dies."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models import Article, Status
from images.models import originals
from multilingual.editions import spelled
from pages.models import Page

from .keys import LONGEST_KEY
from .paths import LONGEST_PATH


class Kind(models.TextChoices):
    """What became of something of the old site."""

    STORY = "s", _("story")
    PAGE = "p", _("page")
    PICTURE = "i", _("picture")
    FILE = "f", _("file")
    AUTHOR = "a", _("author")
    RUBRIC = "r", _("rubric")
    TAG = "t", _("tag")
    NEWER = "n", _("newer text")
    FRONT = "h", _("front page")
    NOTHING = "-", _("nothing")


class Origin(models.Model):
    """A WordPress site that moved in. home: its address as `wordpress.paths.home_of` says it."""

    home = models.CharField(max_length=255, unique=True)
    title = models.CharField(max_length=255, blank=True)
    language = models.CharField(max_length=10)

    class Meta:
        verbose_name = _("old site")
        verbose_name_plural = _("old sites")

    def __str__(self):
        return self.home


class Source(models.Model):
    """One thing of the old site and what it is here.

    key: see `wordpress.keys`. object_id: without a constraint, since what an editor deleted here
    was imported all the same and must not come back. theirs: a fingerprint of what stood in the
    export; ours: of what stood here afterwards, so that what somebody changed here is seen.
    is_settled: nothing of it is outstanding, such as a picture that was not found.
    """

    origin = models.ForeignKey(Origin, on_delete=models.CASCADE, db_index=False, related_name="+")
    key = models.CharField(max_length=LONGEST_KEY)
    kind = models.CharField(max_length=1, choices=Kind.choices)
    object_id = models.BigIntegerField()
    theirs = models.CharField(max_length=32)
    ours = models.CharField(max_length=32, blank=True)
    is_settled = models.BooleanField(default=True)

    class Meta:
        verbose_name = _("origin of a row")
        verbose_name_plural = _("origins of rows")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(name="imported_once", fields=["key", "origin"]),
        ]

    def __str__(self):
        return self.key


class KeptFile(models.Model):
    """A recording or document of the old site, once for the same bytes. Readers get it while
    something public leads to it.

    name: as it was called there. stored: in the storage of originals.
    """

    name = models.CharField(_("name"), max_length=200)
    stored = models.FileField(storage=originals, max_length=120, editable=False)
    content_hash = models.CharField(max_length=64, unique=True)
    size_bytes = models.PositiveBigIntegerField(_("size"))

    class Meta:
        verbose_name = _("file of the old site")
        verbose_name_plural = _("files of the old site")
        default_permissions = ()

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return f"/files/{self.pk}/{spelled(self.name)}"

    @property
    def is_shown(self):
        """Whether a public story or page leads to it. One query."""
        public = models.Q(article__status=Status.PUBLISHED) | models.Q(page__is_public=True)
        return self.uses.filter(public).exists()


class FileUse(models.Model):
    """Derived: a story or page whose text leads to a file."""

    file = models.ForeignKey(KeptFile, on_delete=models.CASCADE, related_name="uses")
    article = models.ForeignKey(
        Article, null=True, on_delete=models.CASCADE, related_name="file_uses"
    )
    page = models.ForeignKey(Page, null=True, on_delete=models.CASCADE, related_name="file_uses")

    class Meta:
        verbose_name = _("use of a file")
        verbose_name_plural = _("uses of files")
        default_permissions = ()

    def __str__(self):
        return f"{self.file}: {self.article or self.page}"


class OldAddress(models.Model):
    """Where something of the old site stood that is no story: those have `articles.Address`.

    path: as `wordpress.paths` writes it; “/?cat=3” for what was asked for behind a “?”.
    language: the edition in which its lists are read.
    """

    path = models.CharField(max_length=LONGEST_PATH, unique=True)
    kind = models.CharField(max_length=1, choices=Kind.choices)
    object_id = models.BigIntegerField()
    language = models.CharField(max_length=10)

    class Meta:
        verbose_name = _("address of the old site")
        verbose_name_plural = _("addresses of the old site")
        default_permissions = ()

    def __str__(self):
        return self.path
