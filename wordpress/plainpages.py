"""Pages of the export → pages editors write: a few dozen, each saved as an editor would."""

from articles import html
from multilingual.troubles import is_of_the_database
from pages.models import Page

from . import keys, places
from .bodies import convert
from .fates import Stage
from .models import Kind, Source
from .remarks import Remark
from .report import BROKEN, GONE_HERE
from .words import line, number_of

LAST_POSITION = 32_767


class PlainPages:
    """step: a context manager round everything that is one transaction."""

    def __init__(self, *, ledger, origin, wishes, here, pictures, report, step):
        self.ledger, self.origin, self.wishes = ledger, origin, wishes
        self.here, self.pictures, self.report, self.step = here, pictures, report, step

    def bring(self):
        """Bring everything, yielding after each page."""
        for batch in self.ledger.batches(Stage.PAGE):
            wanted = Source.objects.filter(origin=self.origin, key__in=[item.key for item in batch])
            known = {source.key: source for source in wanted}
            for item in batch:
                try:
                    self._bring(item, known.get(item.key))
                except Exception as error:
                    if is_of_the_database(error):
                        raise
                    self._broken(item, error)
                yield item

    def _bring(self, item, source):
        theirs = keys.of_post(item.post, self.wishes.mark)
        if source and source.theirs == theirs and source.is_settled:
            self.report.count("pages", "same")
            return
        columns, is_whole = self._columns(item)
        with self.step():
            Source.objects.bulk_create(self.pictures.new)
            what = self._write(item, source, theirs, columns, is_whole)
        self.pictures.new.clear()
        if what:
            self.report.count("pages", what)

    def _columns(self, item):
        """Return (the columns of the page, whether all its pictures are here)."""
        post = item.post
        where = {"file": item.file, "line": post.line}
        self.here.post, self.here.where = post, (item.file, post.line)
        body = convert(post.content, self.here, post.meta.get("footnotes", [""])[0])
        self.report.unknown.update(body.unknown)
        for address in body.missing:
            self.report.missing(address, is_loss=item.fate.was_public, **where)
        for fault in post.faults:
            self.report.warn(post.title, fault, **where)
        return {
            "title": line(post.title, 160) or item.slug,
            "body": html.clean(self._above(post, body.html) + body.html),
            "position": min(max(post.order, 0), LAST_POSITION),
            "is_public": bool(item.fate.was_public and self.wishes.publish),
        }, not body.missing

    def _above(self, post, body):
        """Return what stood over a page: its picture and its excerpt."""
        said = post.meta.get("_thumbnail_id", [""])[-1]
        number = number_of(said)
        picture = self.here.attachment(number) if number is not None else None
        lead = line(post.excerpt, 10_000)
        found = ""
        if picture and picture not in html.image_ids(body):
            found += f'<figure><img data-file="{picture}"></figure>'
        if lead and lead not in html.text_of(body):
            found += f"<p>{lead.replace('&', '&amp;').replace('<', '&lt;')}</p>"
        return found

    def _write(self, item, source, theirs, columns, is_whole):
        where = {"file": item.file, "line": item.post.line}
        if source is None:
            page = Page(
                slug=item.slug, language=self.origin.language, is_in_footer=False, **columns
            )
            page.save()
            Source.objects.create(
                origin=self.origin, key=item.key, kind=Kind.PAGE, object_id=page.pk,
                theirs=theirs, ours=_mark(vars(page)), is_settled=is_whole,
            )  # fmt: skip
            self._keep_addresses(item, page)
            return "new"
        page = Page.objects.filter(pk=source.object_id).first()
        if page is None:
            self.report.skip("page", item.post.title, Remark(GONE_HERE), **where)
            return None
        if _mark(columns) == _mark(vars(page)):
            what = "same"
        elif source.ours != _mark(vars(page)):
            if keys.is_same_post(source.theirs, theirs):
                return "same"
            self.report.conflict("page", page.title, **where)
            return "conflict"
        else:
            for name, value in columns.items():
                setattr(page, name, value)
            page.save()
            what = "changed"
        ours = _mark(vars(page))
        if (source.theirs, source.ours, source.is_settled) != (theirs, ours, is_whole):
            Source.objects.filter(pk=source.pk).update(
                theirs=theirs, ours=ours, is_settled=is_whole
            )
        return what

    def _keep_addresses(self, item, page):
        paths, queries = places.of_post(item.post)
        rows = [(path, Kind.PAGE, page.pk, page.language) for path in [*paths, *queries]]
        self.report.addresses += places.keep(rows)

    def _broken(self, item, error):
        why = Remark(BROKEN, error=f"{type(error).__name__}: {error}"[:200])
        self.report.skip(
            "page", item.post.title or item.slug, why, file=item.file, line=item.post.line,
            is_loss=item.fate.was_public,
        )  # fmt: skip


def _mark(columns):
    return keys.fingerprint(*(columns[name] for name in ("title", "body", "position", "is_public")))
