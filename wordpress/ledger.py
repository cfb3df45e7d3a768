"""A whole export laid out for looking things up: on disk, however large it is.

An export is read once, from beginning to end, before anything is written: so a broken one is
refused before it changes anything, each text finds what it leads to, and things are written in
their own order rather than in that of the file. It lies in a database of its own in a folder that
goes with the run.
"""

import datetime
import json
import pickle
import sqlite3
from collections import Counter
from pathlib import Path
from typing import NamedTuple

from . import descriptions, kindred, translations
from .fates import Fate, Stage, fate_of, moment_of
from .keys import item, twin
from .paths import in_uploads, path_of, place_of
from .report import said
from .tables import ADD, CHANGE, INDEXES, QUICK, TABLES
from .wxr import Author, Post, Site, Term

AT_ONCE = 500
_WHOLE = """n, key, file, object, new_slug, day, address,
            (SELECT value FROM content WHERE content.n = item.n)"""
_LABELS = ("category", "post_tag", "author")


class Item(NamedTuple):
    """An item of the export, and what was decided of it. object: what it is here, if anything.

    day: ISO date of its address here; address: None where readers get none.
    """

    n: int
    key: str
    file: str
    object: int | None
    slug: str
    day: str | None
    address: str | None
    post: Post
    moment: datetime.datetime | None
    fate: Fate


class Ledger:
    """counts: kind of thing in the files → how many. comments: of all items together."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.open()
        self.db.executescript(TABLES)
        self.counts: Counter[str] = Counter()
        self.comments = Counter(approved=0, waiting=0, pings=0)
        self.creators: dict[str, int] = {}
        self.meta_keys: set[str] = set()
        self._labels: set[tuple[str, str]] = set()

    def open(self, *, only_looks=False):
        """Open it, once it was closed also anew. only_looks: nobody writes into the plan by now."""
        plan = f"{(self.folder / 'ledger.sqlite3').as_uri()}"
        how = "?mode=ro&immutable=1" if only_looks else ""
        self.db = sqlite3.connect(plan + how, uri=True, isolation_level=None)
        if not only_looks:
            self.db.execute("ATTACH ? AS notes", [str(self.folder / "notes.sqlite3")])
            self.db.executescript(QUICK)

    def close(self):
        self.db.close()

    # --- laying out ---------------------------------------------------------------------------

    def take(self, things, *, file, wishes, now, zone):
        """Lay out all that `wxr.parse` yields, yielding nothing but turns for a progress bar.

        Yields `(item that was already there, was it another of the same number)`, None mostly.
        """
        self.db.execute("BEGIN")
        for thing in things:
            found = None
            match thing:
                case Post():
                    found = self._take_item(thing, file, wishes, now, zone)
                case Author():
                    self._put("person", (thing.login, pickle.dumps(thing)))
                case Term():
                    self._put("term", (thing.taxonomy, thing.slug, 1, pickle.dumps(thing)))
                    self.counts[f"term {thing.taxonomy}"] += 1
                case Site():
                    self._put("site", (pickle.dumps(thing),))
            yield found
        self.db.execute("COMMIT")

    def index(self):
        """Make everything findable, once all files were taken."""
        self.db.executescript(INDEXES % Stage.PICTURE)

    def _put(self, table, values):
        places = ", ".join("?" * len(values))
        self.db.execute(f"INSERT OR REPLACE INTO {table} VALUES ({places})", values)  # noqa: S608

    def _take_item(self, post, file, wishes, now, zone):
        moment = moment_of(post, zone)
        fate = fate_of(post, post_types=wishes.post_types, now=now, moment=moment)
        self._count(post, 1)
        for label in post.labels:
            self._note_label(label)
        if fate.stage is Stage.STORY:
            self.creators.setdefault(post.creator, post.line)
            self.meta_keys.update(post.meta)
        if fate.stage in (Stage.STORY, Stage.PAGE):
            self._note_descriptions(post, fate.was_public)
        key = item(post.id, post.guid, post.link)
        path = place_of(post.link)
        upload = in_uploads(path_of(post.attachment_url)) if post.attachment_url else ""
        values = [
            key, post.id, post.guid, int(fate.stage), post.type, fate.was_public,
            fate.was_public or fate.is_withdrawn,
            moment.timestamp() if moment else None, path, upload, post.parent,
            post.order, post.slug, post.title, post.line, file, fate.reason and said(fate.reason),
        ]  # fmt: skip
        n, again = self._add(values, post)
        # Of several with the same number the first has it.
        if fate.stage is Stage.STORY and values[1]:
            self._note_relatives(post)
        self.db.execute(
            "INSERT OR REPLACE INTO content VALUES (?, ?)",
            [n, pickle.dumps((post, moment, fate), 5)],
        )
        return again

    def _count(self, post, number):
        self.counts[f"type {post.type}"] += number
        for name in ("approved", "waiting", "pings"):
            self.comments[name] += number * getattr(post.comments, name)

    def _add(self, values, post):
        """Return (number of the row, what `take` yields)."""
        is_other = False
        while not (added := self.db.execute(ADD, values)).rowcount:
            n, guid, line = self.db.execute(
                "SELECT n, guid, line FROM item WHERE key = ?", [values[0]]
            ).fetchone()
            if guid == post.guid:
                # The same once more, as menus and exports in several parts have it: the last
                # counts, and counts once.
                before = self.db.execute("SELECT value FROM content WHERE n = ?", [n]).fetchone()
                self._count(_loaded(before[0])[0], -1)
                self.db.execute(CHANGE, [*values, n])
                return n, (post, line, False)
            is_other, first = True, line
            values[0] = twin(values[0], post.guid)
            # Whoever asks for the number gets the first one.
            values[1] = None
        return added.lastrowid, (post, first, True) if is_other else None

    def _note_descriptions(self, post, is_public):
        """Of several the first counts. Where readers saw a picture, nothing that they did not."""
        found = [
            *descriptions.described(post.content),
            *(
                (descriptions.ALT, f"#{id.strip()}", "")
                for id in post.meta.get("_thumbnail_id", ())
            ),
        ]
        self.db.executemany(
            "INSERT INTO described VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET "
            "words = excluded.words, is_public = excluded.is_public "
            "WHERE (excluded.is_public, excluded.words <> '') > (is_public, words <> '')",
            [(*one, is_public) for one in found],
        )

    def _note_relatives(self, post):
        if group := translations.group_of(post):
            self._put("version", (post.id, *group))
        if others := kindred.related(post):
            self._put("beside", (post.id, json.dumps(others)))

    def _note_label(self, label):
        name = (label.taxonomy, label.slug)
        if label.taxonomy in _LABELS and name not in self._labels:
            self._labels.add(name)
            term = Term(label.taxonomy, label.slug, label.name)
            self.db.execute(
                "INSERT OR IGNORE INTO term VALUES (?, ?, 0, ?)", [*name, pickle.dumps(term)]
            )

    def note_places(self, rows):
        """Note `(old address, new address)` of what is no item; the first of an address counts."""
        self.db.executemany("INSERT OR IGNORE INTO place VALUES (?, ?)", rows)

    # --- looking up ---------------------------------------------------------------------------

    def site(self) -> Site:
        found = self.db.execute("SELECT value FROM site ORDER BY rowid LIMIT 1").fetchone()
        return _loaded(found[0]) if found else Site()

    def people(self) -> list[Author]:
        return [_loaded(value) for (value,) in self.db.execute("SELECT value FROM person")]

    def terms(self, taxonomy) -> list[Term]:
        """Return the terms of a taxonomy, also those that only items name, in file order."""
        rows = self.db.execute(
            "SELECT value FROM term WHERE taxonomy = ? ORDER BY rowid", [taxonomy]
        )
        return [_loaded(value) for (value,) in rows]

    def batches(self, stage, number=None):
        """Yield the items of a stage, oldest first, as lists of `Item`."""
        for rows in self.in_turn(stage, _WHOLE, number):
            yield [Item(*row[:7], *_loaded(row[7])) for row in rows]

    def as_written(self, stage):
        """Yield the items of a stage as `Item`, in the order of the file."""
        numbers = self.db.execute("SELECT n FROM item WHERE stage = ? ORDER BY n", [int(stage)])
        for (n,) in numbers.fetchall():
            yield self.item(n)

    def last_of_parents(self, stage):
        """Return the numbers of those items that stand last in the file of all with one parent."""
        rows = self.db.execute("SELECT max(n) FROM item WHERE stage = ? GROUP BY parent", [stage])
        return {n for (n,) in rows}

    def item(self, n) -> Item:
        row = self.db.execute(f"SELECT {_WHOLE} FROM item WHERE n = ?", [n]).fetchone()  # noqa: S608 - our own columns
        return Item(*row[:7], *_loaded(row[7]))

    def in_turn(self, stage, columns, number=None):
        """Yield the rows of a stage, oldest first, as lists of at most `number`.

        Of the same second the older number comes first, in whatever file it stood.
        """
        turn = "IFNULL(moment, -1e18), IFNULL(id, 9e18), key"
        last = (float("-inf"), 0, "")
        # The first of the conditions alone is what the index is asked for.
        while rows := self.db.execute(
            f"SELECT {columns}, {turn} FROM item WHERE stage = ? "  # noqa: S608 - our own columns
            f"AND IFNULL(moment, -1e18) >= ? AND ({turn}) > (?, ?, ?) ORDER BY {turn} LIMIT ?",
            [int(stage), last[0], *last, number or AT_ONCE],
        ).fetchall():
            yield [row[:-3] for row in rows]
            last = rows[-1][-3:]

    def number(self, stage) -> int:
        found = self.db.execute("SELECT count(*) FROM item WHERE stage = ?", [int(stage)])
        return found.fetchone()[0]

    def description(self, kind, post):
        """Return what the texts say of the picture that an attachment is, “” if nothing.

        kind: of `descriptions`.
        """
        names = [descriptions.of_id(post.id), descriptions.of_file(post.attachment_url)]
        rows = self.db.execute(
            "SELECT name, words FROM described WHERE kind = ? AND name IN (?, ?) "
            "AND is_public = (SELECT max(is_public) FROM described WHERE name IN (?, ?))",
            [kind, *names, *names],
        )
        found = dict(rows.fetchall())
        return next((found[name] for name in names if found.get(name)), "")

    def one(self, id):
        """Return `(post, moment, fate)` of the item with that number, None if there is none."""
        found = self.db.execute(
            "SELECT value FROM item JOIN content USING (n) WHERE id = ?", [id]
        ).fetchone()
        return _loaded(found[0]) if found else None


def _loaded(value):
    # Written by this very process, into a folder that is nobody else's.
    return pickle.loads(value)  # noqa: S301
