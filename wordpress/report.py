"""What happened to everything in the export, counted and listed."""

from collections import Counter, defaultdict

from django.utils.translation import gettext

from .remarks import Remark, gettext_noop

GONE_HERE = gettext_noop("It was brought in before and deleted here since; it stays deleted.")
BROKEN = gettext_noop("It could not be brought in: %(error)s")
UNKNOWN = gettext_noop("The export does not hold it.")
BOTH = gettext_noop("It was changed there and here; what stands here was left.")
#: Of what is in no story the ledger itself knows all that is to be said.
_OF_ITEMS = {
    "hidden": "SELECT headline, why, file, line FROM item WHERE stage IN (3, 4) AND why IS NOT NULL"
    " ORDER BY n",
    "skipped": "SELECT type || ': ' || headline, why, file, line FROM item WHERE stage = 7"
    " ORDER BY n",
}


def said(why):
    """Return a remark in the language of whoever imports; any other sentence is said already."""
    return why.said(gettext) if isinstance(why, Remark) else str(why)


class Report:
    """Counts and findings of one import. Findings lie in the ledger, however many there are.

    counts: kind → what became of it (“new”, “changed”, “same”, “joined”, “conflict”, “missing”)
    → how many.
    """

    def __init__(self, ledger):
        self.ledger = ledger
        self.counts: defaultdict[str, Counter] = defaultdict(Counter)
        self.unknown: Counter[str] = Counter()
        self.addresses = 0

    def count(self, kind, what, number=1):
        if number:
            self.counts[kind][what] += number

    def skip(self, kind, name, why, *, file="", line=0, is_loss=False):
        """Something of the export is not here."""
        self._find("skipped", f"{kind}: {name}", why, file, line, is_loss)

    def missing(self, name, *, file="", line=0, is_loss=True):
        """A picture or file could not be had; `explain` says why."""
        row = self.ledger.db.execute("SELECT why FROM missing WHERE address = ?", [name]).fetchone()
        why = row[0] if row else Remark(UNKNOWN)
        self._find("missing", name, why, file, line, is_loss)

    def explain(self, address, why):
        """Say why what stood at `address` is missing, wherever it is missed."""
        self.ledger.db.execute("INSERT OR IGNORE INTO missing VALUES (?, ?)", [address, said(why)])

    def withhold(self, item):
        """Readers saw it there and do not here; among what is hidden it is listed anyway."""
        self._find("withheld", item.key, item.fate.reason, item.file, item.post.line, is_loss=True)

    def conflict(self, kind, name, *, file="", line=0):
        """Something changed there and here; what stands here was left."""
        self._find("conflict", f"{kind}: {name}", Remark(BOTH), file, line)

    def warn(self, name, why, *, file="", line=0):
        self._find("warning", name, why, file, line)

    def found(self, kind):
        """Yield `(what, why, file, line)` of the findings of a kind."""
        if kind in _OF_ITEMS:
            yield from self.ledger.db.execute(_OF_ITEMS[kind])
        yield from self.ledger.db.execute(
            "SELECT what, why, file, line FROM finding WHERE kind = ? ORDER BY n", [kind]
        )

    def number(self, kind):
        questions = [
            "SELECT 1 FROM finding WHERE kind = ?",
            _OF_ITEMS.get(kind, "SELECT 1 WHERE 0"),
        ]
        return sum(
            self.ledger.db.execute(
                f"SELECT count(*) FROM ({question})",  # noqa: S608 - the questions above
                [kind] if "?" in question else [],
            ).fetchone()[0]
            for question in questions
        )

    @property
    def losses(self):
        """How much of what readers saw there is not here, each thing once."""
        found = self.ledger.db.execute(
            """
            SELECT (SELECT count(DISTINCT kind || what) FROM finding WHERE is_loss)
                   + (SELECT count(*) FROM item WHERE stage = 7 AND was_public)
            """
        )
        return found.fetchone()[0]

    def _find(self, kind, what, why, file, line, is_loss=False):
        self.ledger.db.execute(
            "INSERT INTO finding (kind, what, why, file, line, is_loss) VALUES (?, ?, ?, ?, ?, ?)",
            [kind, what[:500], said(why), file, line, is_loss],
        )
