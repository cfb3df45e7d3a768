"""What an import says at its end: on the screen, as a page, and for machines."""

import json
from itertools import islice

from django.template.loader import get_template
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.models import Article, Author, Revision, Rubric, Status, Tag
from images.models import Image
from pages.models import Page

from .fates import Stage
from .models import KeptFile, Kind, Source

#: Of each kind of finding so many stand on the page; all stand in the JSON.
MOST_ON_PAGE = 2_000
FINDINGS = {
    "missing": gettext_lazy("Missing pictures and files"),
    "skipped": gettext_lazy("Not brought in"),
    "conflict": gettext_lazy("Changed there and here"),
    "hidden": gettext_lazy("For the desk alone"),
    "warning": gettext_lazy("To be looked at"),
}
WHAT = {
    "new": gettext_lazy("new"), "changed": gettext_lazy("brought up to date"),
    "same": gettext_lazy("as before"), "joined": gettext_lazy("were here already"),
    "conflict": gettext_lazy("changed on both sides"), "missing": gettext_lazy("missing"),
}  # fmt: skip
_TABLES = {
    "authors": (Kind.AUTHOR, Author, gettext_lazy("Authors")),
    "rubrics": (Kind.RUBRIC, Rubric, gettext_lazy("Rubrics")),
    "tags": (Kind.TAG, Tag, gettext_lazy("Tags")),
    "pictures": (Kind.PICTURE, Image, gettext_lazy("Pictures")),
    "files": (Kind.FILE, KeptFile, gettext_lazy("Files")),
    "stories": (Kind.STORY, Article, gettext_lazy("Stories")),
    "newer": (Kind.NEWER, Revision, gettext_lazy("Texts that waited over public stories")),
    "pages": (Kind.PAGE, Page, gettext_lazy("Pages")),
}
#: Only the exports of newsrooms like this one know of them.
_KINDRED = {"newer"}


class Outcome:
    """The end of one import. rows: `(name, title, in the files, here, counts)` of each kind."""

    def __init__(self, run):
        self.run, self.report, self.ledger = run, run.report, run.ledger
        self.is_rehearsal = run.wishes.is_rehearsal
        self.at = run.now
        self.title = str(run.origin)
        in_files = {
            "authors": run.persons, "rubrics": run.categories, "tags": run.tags,
            "pictures": self.ledger.number(Stage.PICTURE) - run.files, "files": run.files,
            "stories": self.ledger.number(Stage.STORY), "pages": self.ledger.number(Stage.PAGE),
            "newer": self.ledger.number(Stage.NEWER),
        }  # fmt: skip
        self.rows = [
            (name, str(title), in_files[name], self._here(kind, model, name),
             dict(self.report.counts[name]))
            for name, (kind, model, title) in _TABLES.items()
            if in_files[name] or name not in _KINDRED
        ]  # fmt: skip
        self.published = 0 if self.is_rehearsal else self._published()
        self.others = sorted(
            (name.partition(" ")[2], number)
            for name, number in self.ledger.counts.items()
            if name.startswith("type ")
        )
        self.comments = dict(self.ledger.comments)
        self.unknown = sorted(self.report.unknown.items(), key=lambda item: -item[1])
        self.losses = self.report.losses
        self.menus = run.menus

    def _here(self, kind, model, name):
        """Return how many of a kind are in the database, of which the old site had them."""
        if self.is_rehearsal:
            counts = self.report.counts[name]
            return sum(counts[what] for what in ("new", "changed", "same", "joined", "conflict"))
        sources = Source.objects.filter(origin=self.run.origin, kind=kind)
        return sources.filter(object_id__in=model.objects.values("pk")).count()

    def _published(self):
        stories = Source.objects.filter(origin=self.run.origin, kind=Kind.STORY)
        published = Article.objects.filter(status=Status.PUBLISHED).values("pk")
        return stories.filter(object_id__in=published).count()

    # --- in three forms -----------------------------------------------------------------------

    def lines(self):
        """Yield the lines for the screen."""
        if self.is_rehearsal:
            yield _("A rehearsal: nothing was written.")
        for _name, title, in_files, here, counts in self.rows:
            said = ", ".join(f"{WHAT[what]} {n}" for what, n in counts.items() if what in WHAT)
            line = _("%(title)s: %(in_files)d in the export, %(here)d here")
            facts = {"title": title, "in_files": in_files, "here": here}
            yield line % facts + (f" ({said})" if said else "")
        if not self.is_rehearsal:
            yield _("Of the stories %d are public.") % self.published
        yield _("Addresses of the old site written down: %d") % self.report.addresses
        if total := sum(self.comments.values()):
            yield _("Comments in the export, which are only counted: %d") % total
        for kind, title in FINDINGS.items():
            if number := self.report.number(kind):
                yield f"{title}: {number}"
        if self.unknown:
            said = ", ".join(f"{name} × {number}" for name, number in self.unknown[:10])
            yield _("Markup nobody here knows, whose text was kept: %s") % said
        if self.losses:
            yield _("Of what readers saw there, missing here: %d") % self.losses

    def write(self, folder):
        """Write `report.html` and `report.json` into `folder`; return the path of the page."""
        folder.mkdir(parents=True, exist_ok=True)
        with (folder / "report.json").open("w", encoding="utf-8") as file:
            self._write_json(file)
        page = folder / "report.html"
        page.write_text(self._page(), encoding="utf-8")
        return page

    def _page(self):
        findings = []
        for kind, title in FINDINGS.items():
            if number := self.report.number(kind):
                some = list(islice(self.report.found(kind), MOST_ON_PAGE))
                findings.append((kind, title, number, some, number - len(some)))
        rows = [
            (title, in_files, here,
             ", ".join(f"{WHAT[what]} {n}" for what, n in counts.items() if what in WHAT))
            for _name, title, in_files, here, counts in self.rows
        ]  # fmt: skip
        context = {
            "outcome": self, "rows": rows, "findings": findings, "at": timezone.localtime(self.at),
        }  # fmt: skip
        return get_template("admin/wordpress/import_report.html").render(context)

    def _write_json(self, file):
        """Write everything, findings one after another: there may be a hundred thousand."""
        head = {
            "site": self.title, "at": self.at.isoformat(), "is_rehearsal": self.is_rehearsal,
            "kinds": {
                name: {"in_export": in_files, "here": here, **counts}
                for name, _title, in_files, here, counts in self.rows
            },
            "published": self.published, "post_types": dict(self.others),
            "comments": self.comments, "addresses": self.report.addresses,
            "unknown_markup": dict(self.unknown), "missing_of_public": self.losses,
            "menus": dict(self.menus),
        }  # fmt: skip
        file.write(json.dumps(head, ensure_ascii=False, indent=1)[:-2])
        for kind in FINDINGS:
            file.write(f',\n "{kind}": [')
            for number, (what, why, name, line) in enumerate(self.report.found(kind)):
                found = {"what": what, "why": why, "file": name, "line": line}
                file.write(("," if number else "") + "\n  ")
                file.write(json.dumps(found, ensure_ascii=False))
            file.write("\n ]")
        file.write("\n}\n")
