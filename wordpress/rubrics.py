"""Categories there → rubrics here, as a tree; a category that is a place becomes importance."""

from articles.models import Rubric
from articles.slugs import free_slug

from . import front, keys, places
from .models import Kind, OldAddress, Source
from .remarks import Remark, gettext_noop
from .report import GONE_HERE
from .words import line, slug_of

NO_RUBRIC = gettext_noop("It is a rubric here since an earlier run. Once no story stands in it, "
                         "delete it at the desk.")  # fmt: skip
#: Wider than this no menu is read.
MOST_IN_MENU = 8
#: Neighbours get colours far apart.
HUE_STEP = 137


class Rubrics:
    """by_slug: slug of a category → number of the rubric here; None for a place on the front."""

    def __init__(self, ledger, origin, wishes, report):
        self.ledger, self.origin, self.wishes, self.report = ledger, origin, wishes, report
        self.terms = {term.slug: term for term in ledger.terms("category")}
        self.front = front.slugs_of(wishes.front_categories, self.terms)
        self.by_slug: dict[str, int | None] = {}

    def bring(self):
        """Write the categories down that are not here yet; return addresses for `places.keep`."""
        prefix = {"origin": self.origin, "key__startswith": "category/"}
        known = {source.key: source for source in Source.objects.filter(**prefix)}
        here = Rubric.objects.in_bulk()
        used = {source.object_id for source in known.values()}
        self._taken = {rubric.slug for rubric in here.values()}
        self._free = {
            name: rubric.pk
            for rubric in here.values() if rubric.pk not in used
            for name in (rubric.slug, rubric.name.casefold())
        }  # fmt: skip
        self._in_menu = sum(rubric.is_in_menu and not rubric.parent_id for rubric in here.values())
        addresses = []
        for slug, above in self._parents_first():
            term = self.terms[slug]
            if slug in self.front:
                self.by_slug[slug] = None
                kind, pk = Kind.FRONT, 0
                source = known.get(keys.term("category", slug))
                self._no_rubric(term, source and here.get(source.object_id))
            else:
                kind, pk = Kind.RUBRIC, self._brought(term, above, known, here)
                if pk is None:
                    continue
                self.by_slug[slug] = pk
            paths = places.of_term(self.wishes.category_base, above, slug, term.id, "category_name")
            addresses += [(path, kind, pk, self.origin.language) for path in paths]
        return addresses

    def _no_rubric(self, term, rubric):
        """Say of a rubric that an earlier run made that it is a place; lead its addresses on."""
        if rubric is not None:
            self.report.warn(rubric.name, Remark(NO_RUBRIC), line=term.line)
            stood = OldAddress.objects.filter(kind=Kind.RUBRIC, object_id=rubric.pk)
            stood.update(kind=Kind.FRONT, object_id=0)

    def of(self, labels):
        """Return (numbers of rubrics in order, whether the front page is among the labels)."""
        found = {}
        is_front = False
        for label in labels:
            if label.taxonomy == "category" and label.slug in self.by_slug:
                if (pk := self.by_slug[label.slug]) is None:
                    is_front = True
                else:
                    found[pk] = None
        return list(found), is_front

    def _parents_first(self):
        """Yield `(slug, slugs above it from the top)`; of a circle each stands at the top."""
        pending = {slug: self._above(slug) for slug in self.terms}
        yield from sorted(pending.items(), key=lambda item: len(item[1]))

    def _above(self, slug):
        found = []
        parent = self.terms[slug].parent
        while parent in self.terms:
            if parent in found or parent == slug:
                return []
            found.insert(0, parent)
            parent = self.terms[parent].parent
        return found

    def _brought(self, term, above, known, here):
        name = line(term.name, 80) or line(term.slug, 80) or "№"
        about = line(term.description, 400)
        parent = self.by_slug.get(above[-1]) if above else None
        theirs = keys.fingerprint(name, about, above[-1:])
        source = known.get(keys.term("category", term.slug))
        if source is None:
            pk = self._adopted(term, name) or self._created(term, name, about, parent)
            Source.objects.create(
                origin=self.origin, key=keys.term("category", term.slug), kind=Kind.RUBRIC,
                object_id=pk, theirs=theirs, ours=_mark(name, about, parent),
            )  # fmt: skip
            return pk
        rubric = here.get(source.object_id)
        if rubric is None:
            self.report.skip("rubric", name, Remark(GONE_HERE), line=term.line)
            return None
        if source.theirs == theirs:
            self.report.count("rubrics", "same")
        elif source.ours != _mark(rubric.name, rubric.description, rubric.parent_id):
            self.report.conflict("rubric", rubric.name)
        else:
            rubric.name, rubric.description, rubric.parent_id = name, about, parent
            rubric.save()
            ours = _mark(name, about, parent)
            Source.objects.filter(pk=source.pk).update(theirs=theirs, ours=ours)
            self.report.count("rubrics", "changed")
        return rubric.pk

    def _adopted(self, term, name):
        """Return the rubric that stood here before and is meant, each once."""
        for wanted in (slug_of(term.slug, name), name.casefold()):
            if pk := self._free.get(wanted):
                self._free = {key: value for key, value in self._free.items() if value != pk}
                self.report.count("rubrics", "joined")
                return pk
        return None

    def _created(self, term, name, about, parent):
        slug = free_slug(slug_of(term.slug, name) or f"rubric-{term.id or 'n'}", self._taken)
        self._taken.add(slug)
        is_in_menu = parent is None and self._in_menu < MOST_IN_MENU
        self._in_menu += is_in_menu
        number = len(self._taken)
        rubric = Rubric(
            name=name, slug=slug, description=about, parent_id=parent, is_in_menu=is_in_menu,
            position=number, hue=number * HUE_STEP % 360,
        )  # fmt: skip
        rubric.save()
        self.report.count("rubrics", "new")
        return rubric.pk


def _mark(name, about, parent):
    return keys.fingerprint(name, about, parent)
