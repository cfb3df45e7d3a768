"""Addresses of the old site as they are written down: each once, the first to come has it."""

import re
from urllib.parse import unquote

from articles import bulk
from articles.models import Address

from .models import Kind, OldAddress
from .paths import item_number, place_of, plain, plain_query, query_of

MOST = 400
_DATED = re.compile(r"/\d{4}/\d{2}/\d{2}/")


def keep(rows):
    """Write `(path, kind, object_id, language)` down where the path is free; return how many."""
    wanted = {}
    for path, *rest in rows:
        if path and path != "/":
            wanted.setdefault(path, (path, *rest))
    fresh = _free(OldAddress, list(wanted))
    bulk.insert(
        OldAddress, ("path", "kind", "object_id", "language"), [wanted[path] for path in fresh]
    )
    return len(fresh)


def keep_of_stories(rows, now):
    """Write `(path, story)` down where the path is free; return how many."""
    wanted = {}
    for path, story in rows:
        if path and path != "/":
            wanted.setdefault(path, story)
    at = bulk.moment(now)
    fresh = _free(Address, list(wanted))
    bulk.insert(
        Address, ("path", "article", "added_at"), [(path, wanted[path], at) for path in fresh]
    )
    return len(fresh)


def _free(model, paths):
    taken = set()
    for start in range(0, len(paths), MOST):
        some = paths[start : start + MOST]
        taken.update(model.objects.filter(path__in=some).values_list("path", flat=True))
    return [path for path in paths if path not in taken]


def of_term(base, parents, slug, id, query_key):
    """Return the addresses of a category or tag: under those above it, alone, and by number."""
    # Without a base, as Yoast can make them, they stand at the top.
    found = [plain(f"/{base}/{slug}/"), plain_query(query_key, slug)]
    if parents:
        found.insert(0, plain(f"/{base}/{'/'.join([*parents, slug])}/"))
    if id is not None:
        found.append(plain_query("cat" if query_key == "category_name" else "tag_id", id))
    return found


def of_site(origin):
    """Yield the address of the front page of a site that stood in a folder."""
    if folder := origin.home.partition("/")[2]:
        yield plain(f"/{folder}/"), Kind.FRONT, 0, origin.language


def of_post(post):
    """Return (paths, queries): where a post stood, besides under its number.

    Its link, what its guid says, and the addresses it had before somebody changed its name or
    date: WordPress keeps those with it and leads on from them.
    """
    paths = {path: None for path in (place_of(post.link), place_of(post.guid)) if path}
    queries = []
    number = item_number(query_of(post.guid))
    if number is not None and number != post.id:
        queries.append(plain_query("p", number))
    link = place_of(post.link)
    for slug in post.meta.get("_wp_old_slug", ()):
        above = link.rstrip("/").rpartition("/")[0]
        if slug and above:
            paths[plain(f"{above}/{unquote(slug)}/")] = None
    for date in post.meta.get("_wp_old_date", ()):
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", date) and _DATED.search(link):
            paths[_DATED.sub(f"/{date.replace('-', '/')}/", link, count=1)] = None
    return [path for path in paths if path], queries
