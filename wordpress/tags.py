"""Tags there → tags here; a large archive has fifty thousand."""

from articles.models import Tag
from articles.slugs import free_slug
from pagecache.tags import ADDRESSES, changed

from . import keys, places
from .models import Kind, Source
from .words import line, slug_of

LONGEST = 100
AT_ONCE = 2000


class Tags:
    """by_slug: slug of a tag there → number of the tag here."""

    def __init__(self, ledger, origin, wishes, report):
        self.ledger, self.origin, self.wishes, self.report = ledger, origin, wishes, report
        self.by_slug: dict[str, int] = {}

    def bring(self):
        """Write the tags down that are not here yet; return addresses for `places.keep`.

        A tag of the same name is the same tag, whoever wrote it: here a name stands once.
        """
        prefix = {"origin": self.origin, "key__startswith": "tag/"}
        known = dict(Source.objects.filter(**prefix).values_list("key", "object_id"))
        here = {}
        slugs = set()
        for pk, name, slug in Tag.objects.values_list("pk", "name", "slug").iterator():
            here[name.casefold()] = pk
            slugs.add(slug)
        alive = set(here.values())
        fresh, sources, addresses = {}, [], []
        wanted = self.ledger.terms("post_tag")
        for term in wanted:
            key = keys.term("tag", term.slug)
            name = line(term.name, LONGEST) or line(term.slug, LONGEST) or "№"
            if key in known:
                if known[key] in alive:
                    self.by_slug[term.slug] = known[key]
                    self.report.count("tags", "same")
                continue
            if name.casefold() not in here and name.casefold() not in fresh:
                slug = free_slug(slug_of(term.slug, name, longest=LONGEST) or "tag", slugs)
                slugs.add(slug)
                fresh[name.casefold()] = Tag(name=name, slug=slug)
            sources.append((term, name))
        made = Tag.objects.bulk_create(fresh.values(), batch_size=AT_ONCE)
        here |= {tag.name.casefold(): tag.pk for tag in made}
        rows = []
        for term, name in sources:
            pk = self.by_slug[term.slug] = here[name.casefold()]
            key = keys.term("tag", term.slug)
            rows.append(Source(origin=self.origin, key=key, kind=Kind.TAG, object_id=pk, theirs=""))
        Source.objects.bulk_create(rows, batch_size=AT_ONCE)
        self.report.count("tags", "new", len(made))
        self.report.count("tags", "joined", len(rows) - len(made))
        for term in wanted:
            if pk := self.by_slug.get(term.slug):
                paths = places.of_term(self.wishes.tag_base, [], term.slug, term.id, "tag")
                addresses += [(path, Kind.TAG, pk, self.origin.language) for path in paths]
        if made:
            changed(ADDRESSES)
        return addresses

    def of(self, labels):
        """Return the numbers of the tags among the labels of an item, in order."""
        return list(
            dict.fromkeys(
                self.by_slug[label.slug]
                for label in labels
                if label.taxonomy == "post_tag" and label.slug in self.by_slug
            )
        )
