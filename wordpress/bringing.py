"""Stories of the export, batch by batch: what is new is written, what changed there follows."""

from collections import deque

from django.db import DatabaseError
from django.utils import timezone

from articles import bulk
from articles.models import Article
from articles.models.rubric import Rubrics
from multilingual.troubles import is_of_the_database

from . import keys, places, waiting, writing
from .fates import Stage
from .models import Kind, Source
from .remarks import Remark, gettext_noop
from .report import BROKEN, GONE_HERE
from .standing import standing
from .stories import seal
from .updating import update

EDITED_HERE = gettext_noop("It was edited here since; publish it at the desk.")
REDATED = gettext_noop("There it is dated %(there)s; here it stays at %(here)s, the date of "
                       "its address.")  # fmt: skip
_SOURCE = ("origin", "key", "kind", "object_id", "theirs", "ours", "is_settled")


class Stories:
    """step: a context manager round everything that is one transaction."""

    def __init__(self, *, ledger, origin, wishes, pictures, report, step, now):
        self.ledger, self.origin, self.wishes = ledger, origin, wishes
        self.pictures, self.report = pictures, report
        self.step, self.now = step, now

    def bring(self, hands):
        """Bring everything, yielding how many posts after each batch. hands: of `Turning`."""
        self._known: deque[dict[str, Source]] = deque()
        for batch in hands.batches(self._tasks()):
            self._batch(batch, self._known.popleft())
            yield len(batch)

    def _tasks(self):
        """Yield the tasks of each batch; what is known of it waits in `_known` meanwhile."""
        for rows in self.ledger.in_turn(Stage.STORY, "n, key"):
            wanted = Source.objects.filter(origin=self.origin, key__in=[key for _n, key in rows])
            known = {source.key: source for source in wanted}
            self._known.append(known)
            done = {key: source.theirs for key, source in known.items() if source.is_settled}
            yield [(n, done.get(key, "")) for n, key in rows]

    def _batch(self, batch, known):
        self._note_withheld([turned for turned in batch if turned.fate.is_withheld], known)
        stories = []
        for turned in batch:
            self._report(turned)
            if turned.story:
                stories.append((turned.story, known.get(turned.key), turned.theirs))
        try:
            self._write(stories)
        except (DatabaseError, ValueError) as error:
            if is_of_the_database(error):
                raise
            # One of them is not to be written; the others are, each for itself.
            for one in stories:
                self._write_alone(one)

    def _note_withheld(self, items, known):
        """Count what readers saw there until somebody publishes it here, or wants it no more."""
        if not items:
            return
        pks = [known[item.key].object_id for item in items if item.key in known]
        waiting = set(
            Article.objects.filter(pk__in=pks, published_on=None, trashed_at=None)
            .values_list("pk", flat=True)
        )  # fmt: skip
        for item in items:
            if item.key not in known or known[item.key].object_id in waiting:
                self.report.withhold(item)

    def _report(self, turned):
        where = {"file": turned.file, "line": turned.post.line}
        for name, remark in turned.remarks:
            self.report.warn(name, remark, **where)
        if turned.broken:
            self._broken(turned, turned.broken)
        elif turned.story is None:
            self.report.count("stories", "same")
        else:
            self.report.unknown.update(turned.story.unknown)
            for address in turned.story.missing:
                self.report.missing(address, is_loss=turned.fate.was_public, **where)

    def _write_alone(self, one):
        story = one[0]
        try:
            self._write([one])
        except (DatabaseError, ValueError) as error:
            if is_of_the_database(error):
                raise
            self._broken(story, f"{type(error).__name__}: {error}"[:200])

    def _broken(self, what, error):
        """Say that a `Turned` or `Story` is not here."""
        post = what.post
        self.report.skip(
            post.type, post.title or post.slug, Remark(BROKEN, error=error), file=what.file,
            line=post.line, is_loss=what.fate.was_public,
        )  # fmt: skip

    # --- one transaction ----------------------------------------------------------------------

    def _write(self, stories):
        if not stories and not self.pictures.new:
            return
        counted = []
        with self.step():
            bulk.trust_references()
            before = [source.object_id for _story, source, _theirs in stories if source]
            # Whoever saves one of them at this moment is seen, or sees us.
            list(
                Article.objects.select_for_update(of=("self",)).filter(pk__in=before)
                .values_list("pk", flat=True)
            )  # fmt: skip
            here = standing(before)
            fresh, again, noted = [], [], []
            for story, source, theirs in stories:
                if source is None:
                    fresh.append(story)
                    noted.append((story, theirs))
                    counted.append("new")
                else:
                    counted.append(self._decide(story, source, theirs, here, again))
            rubrics = Rubrics.load()
            for story, pk in zip(fresh, bulk.next_keys(Article, len(fresh)), strict=True):
                story.pk = pk
            if fresh:
                writing.write(fresh, rubrics)
            if again:
                writing.rewrite(again, rubrics)
            waiting.note([*fresh, *again], self.now)
            self._note(noted)
            # Also of what only changed there: it may stand under another name by now.
            there = [story for story, source, _theirs in stories if source and story.pk in here]
            self._keep_addresses([*fresh, *there])
            Source.objects.bulk_create(self.pictures.new)
        self.pictures.new.clear()
        for what in filter(None, counted):
            self.report.count("stories", what)

    def _decide(self, story, source, theirs, here, again):
        """See what becomes of a story that was here before; return what to count."""
        where = {"file": story.file, "line": story.post.line}
        stands = here.get(source.object_id)
        story.pk = source.object_id
        if stands is None:
            self.report.skip("story", story.post.title, Remark(GONE_HERE), **where)
            return None
        settled = not story.missing
        ours = source.ours
        is_redated = story.at is not None and story.at != stands.dated
        if story.mark == stands.mark and not (is_redated and not stands.was_public):
            what = "same"
        elif source.ours != stands.seal:
            if keys.is_same_post(source.theirs, theirs):
                if story.is_public and not stands.was_public:
                    self.report.warn(story.post.title, Remark(EDITED_HERE), **where)
                return "same"
            self.report.conflict("story", story.post.title, **where)
            return "conflict"
        elif stands.was_public:
            if sentence := update(story, origin=self.origin, publish=self.wishes.publish):
                self.report.warn(story.post.title, sentence, **where)
            ours = standing([story.pk])[story.pk].seal
            what = "changed"
        else:
            again.append(story)
            ours = seal(story.mark, 0)
            what = "changed"
        if is_redated and stands.was_public:
            dates = {"there": _hour(story.at), "here": _hour(stands.dated)}
            self.report.warn(story.post.title, Remark(REDATED, **dates), **where)
        if (source.theirs, source.ours, source.is_settled) != (theirs, ours, settled):
            Source.objects.filter(pk=source.pk).update(
                theirs=theirs, ours=ours or "", is_settled=settled
            )
        return what

    def _note(self, noted):
        bulk.insert(
            Source, _SOURCE,
            [
                (
                    self.origin.pk, story.key, Kind.STORY.value, story.pk, theirs,
                    seal(story.mark, 0), not story.missing,
                )
                for story, theirs in noted
            ],
        )  # fmt: skip

    def _keep_addresses(self, stories):
        kept, asked = [], []
        for story in stories:
            kept += [(path, story.pk) for path in story.paths if path != story.address]
            asked += [(path, Kind.STORY, story.pk, story.language) for path in story.queries]
        self.report.addresses += places.keep_of_stories(kept, self.now)
        self.report.addresses += places.keep(asked) if asked else 0


def _hour(at):
    return timezone.localtime(at).strftime("%d.%m.%Y %H:%M")
