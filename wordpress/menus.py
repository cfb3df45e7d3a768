"""Menus of the old site, for whoever builds the new ones: what stood in them, and where it is."""

from .fates import Stage
from .words import line

MOST = 500


def menus_of(ledger, here):
    """Return `[(name of the menu, [(entry, where it leads now)])]`, entries in their order."""
    found: dict[str, list] = {}
    terms = {
        (term.taxonomy, term.id): term
        for taxonomy in ("category", "post_tag")
        for term in ledger.terms(taxonomy)
    }
    names = {term.slug: term.name for term in ledger.terms("nav_menu")}
    for batch in ledger.batches(Stage.MENU):
        for item in batch:
            menus = [label for label in item.post.labels if label.taxonomy == "nav_menu"]
            for label in menus[:1]:
                name = label.name or names.get(label.slug, label.slug)
                entries = found.setdefault(name, [])
                if len(entries) < MOST:
                    entries.append((item.post.order, *_entry(item.post, ledger, here, terms)))
    return [
        (name, [entry[1:] for entry in sorted(entries, key=lambda entry: entry[0])])
        for name, entries in found.items()
    ]


def _entry(post, ledger, here, terms):
    meta = {name: values[0] for name, values in post.meta.items() if values}
    number = meta.get("_menu_item_object_id", "")
    number = int(number) if number.isascii() and number.isdigit() else None
    title, url = post.title, meta.get("_menu_item_url", "")
    term = terms.get((meta.get("_menu_item_object", ""), number))
    if meta.get("_menu_item_type") == "post_type" and number:
        target = ledger.one(number)
        title = title or (target[0].title if target else "")
        url = f"/?p={number}"
    elif term:
        title = title or term.name
        url = f"/?cat={number}" if term.taxonomy == "category" else f"/?tag={term.slug}"
    return line(title, 200) or url, here.address(url) if url else ""
