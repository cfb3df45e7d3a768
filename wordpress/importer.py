"""A whole site moves in: read, planned, written, counted."""

import contextlib
import os
from pathlib import Path
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from articles import bulk
from articles.models import Author, Rubric, Tag
from multilingual.editions import edition, spelled

from . import beside, leftovers, places, planning, translations, wxr
from .bringing import Stories
from .emoji import Presses
from .fates import Stage
from .ledger import Ledger
from .menus import menus_of
from .models import Kind, Origin, Source
from .newer import NewerTexts
from .oldsite import Here
from .paths import home_of
from .people import People
from .pictures import Pictures, is_picture
from .plainpages import PlainPages
from .remarks import Remark, gettext_noop
from .report import Report
from .rubrics import Rubrics
from .stories import Writer
from .tags import Tags
from .turning import Turning

TWICE = gettext_noop("Line %(line)d of the export has the same number: both are brought in.")
#: After so many new stories the database looks at itself anew.
MANY = 5_000
#: KiB of the database that SQLite holds in memory while a site moves in.
CACHE_KIB = 24_000
#: Bytes of the file between two looks at how far it is.
STRIDE = 2**20


class Import:
    """One run. progress: `(title, total)` → a `progress.Progress` or what behaves as one.

    processes: how many may turn posts into stories.

    To be called in this order: `read`, `write`. The ledger lies in `folder`.
    """

    def __init__(self, wishes, folder: Path, progress, processes=1):
        self.wishes, self.progress, self.processes = wishes, progress, processes
        self.ledger = Ledger(folder)
        self.report = Report(self.ledger)
        self.now = timezone.now()
        self.files = 0

    def read(self, files):
        """Read the files from beginning to end; nothing is written yet. Raises `NotWXR`."""
        sizes = {path: path.stat().st_size for path in files}
        zone = ZoneInfo(settings.TIME_ZONE)
        with self.progress("read", max(1, sum(sizes.values()) // STRIDE)) as progress:
            told = done = 0
            for path in files:
                with path.open("rb") as file:
                    things = wxr.parse(file, name=path.name)
                    taken = self.ledger.take(
                        things, file=path.name, wishes=self.wishes, now=self.now, zone=zone
                    )
                    for number, again in enumerate(taken):
                        if again:
                            self._note_twin(path.name, *again)
                        if number % 50 == 0:
                            at = (done + os.lseek(file.fileno(), 0, os.SEEK_CUR)) // STRIDE
                            progress.advance(at - told)
                            told = at
                done += sizes[path]
            progress.advance(progress.total - told)
        self.ledger.index()

    def write(self):
        """Write what was read; each step is whole or not there. Returns the `Report`."""
        _hold_little()
        site = self.ledger.site()
        with self._step():
            self.origin = self._origin(site)
            people, rubrics, tags, emoji = self._heads()
        pictures = Pictures(self.ledger, self.origin, self.wishes, self.report)
        self._bring_pictures(pictures)
        planning.plan_pages(self.ledger, self.origin, self.wishes)
        planning.plan_stories(self.ledger, self.origin, self.wishes)
        here = Here(self.ledger, pictures, site)
        writer = Writer(
            here=here, site=site, origin=self.origin, wishes=self.wishes, people=people,
            rubrics=rubrics, tags=tags, emoji=emoji,
        )  # fmt: skip
        turning = Turning(self.ledger, writer, self.wishes, self.processes)
        shared = {
            "ledger": self.ledger, "origin": self.origin, "wishes": self.wishes,
            "pictures": pictures, "report": self.report, "step": self._step,
        }  # fmt: skip
        total = self.ledger.number(Stage.STORY)
        with turning.hands() as hands, self.progress("stories", total) as progress:
            # Where there are several hands the connection is another one.
            _hold_little()
            for number in Stories(now=self.now, **shared).bring(hands):
                progress.advance(number)
        translations.link(self.ledger, self.origin, self._step)
        beside.link(self.ledger, self.origin, self._step)
        NewerTexts(
            ledger=self.ledger, origin=self.origin, wishes=self.wishes, writer=writer,
            pictures=pictures, report=self.report, step=self._step,
        ).bring()  # fmt: skip
        with self.progress("pages", self.ledger.number(Stage.PAGE)) as progress:
            for _page in PlainPages(here=here, **shared).bring():
                progress.advance()
        for _number in leftovers.keep_addresses(
            self.ledger, self.origin, step=self._step, report=self.report
        ):
            pass
        self.menus = menus_of(self.ledger, here)
        self.pictures_added = pictures.added
        if self.report.counts["stories"]["new"] >= MANY and not self.wishes.is_rehearsal:
            bulk.weigh()
        return self.report

    @contextlib.contextmanager
    def _step(self):
        """One transaction; of a rehearsal nothing stays."""
        with transaction.atomic():
            yield
            if self.wishes.is_rehearsal:
                transaction.set_rollback(True)

    def _origin(self, site):
        language = self.wishes.language
        if language is None:
            said = site.language.replace("_", "-").partition("-")[0].lower()
            codes = [code for code, _name in settings.LANGUAGES]
            language = said if said in codes else settings.LANGUAGE_CODE
        origin, _is_new = Origin.objects.get_or_create(
            home=home_of(site.home or site.link),
            defaults={"title": site.title[:255], "language": language},
        )
        return origin

    def _heads(self):
        """Bring whatever stories point to, and note where each of those stood."""
        parts = (self.ledger, self.origin, self.wishes, self.report)
        people, rubrics, tags = People(*parts), Rubrics(*parts), Tags(*parts)
        self.persons, self.categories = len(people.persons), len(rubrics.terms)
        self.tags = len(self.ledger.terms("post_tag"))
        emoji = Presses(self.wishes)
        emoji.bring(self.ledger.meta_keys)
        rows = [
            *people.bring(), *rubrics.bring(), *tags.bring(), *places.of_site(self.origin),
        ]  # fmt: skip
        self.report.addresses += places.keep(rows)
        self.ledger.note_places((row[0], self._leads_to(row)) for row in rows if row[0])
        return people, rubrics, tags, emoji

    def _leads_to(self, row):
        """Return the new address of an author, rubric or tag. Slugs are read once."""
        _path, kind, pk, language = row
        if kind == Kind.FRONT:
            return f"{edition(language)}/"
        if not hasattr(self, "_slugs"):
            self._slugs = {
                Kind.AUTHOR: ("author", dict(Author.objects.values_list("pk", "slug"))),
                Kind.RUBRIC: ("rubric", dict(Rubric.objects.values_list("pk", "slug"))),
                Kind.TAG: ("tag", dict(Tag.objects.values_list("pk", "slug"))),
            }
        word, slugs = self._slugs[kind]
        return f"{edition(language)}/{word}/{spelled(slugs[pk])}/"

    def _bring_pictures(self, pictures):
        with self.progress("pictures", self.ledger.number(Stage.PICTURE)) as progress:
            for batch in self.ledger.batches(Stage.PICTURE, number=20):
                self.files += sum(not is_picture(item.post) for item in batch)
                sources = pictures.bring(batch)
                with self._step():
                    Source.objects.bulk_create(sources)
                progress.advance(len(batch))

    def _note_twin(self, file, post, line, is_other):
        if is_other:
            self.report.warn(post.title, Remark(TWICE, line=line), file=file, line=post.line)
        else:
            self.report.count("items", "twice")


def _hold_little():
    """Let SQLite hold less of its file in memory than it may for readers, who come back to it."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA mmap_size = 0")
            cursor.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
