"""Posts of the export turned into stories, in one process or in several; nothing is written."""

from dataclasses import dataclass, field, replace

from . import keys, places
from .fates import Fate
from .hands import Hands, NotHere
from .packed import Packed
from .remarks import Remark
from .stories import Story
from .wxr import Post


@dataclass(slots=True)
class Turned(Packed):
    """What became of a post. story: None where it is as before, or where it is `broken`.

    theirs: its fingerprint. remarks: for the report, with the name of what they are about.
    """

    key: str
    file: str
    post: Post
    fate: Fate
    theirs: str
    story: Story | None = None
    broken: str = ""
    remarks: list[tuple[str, Remark]] = field(default_factory=list)


class Turning:
    """writer: a `stories.Writer`; processes: how many may be at it."""

    def __init__(self, ledger, writer, wishes, processes):
        self.ledger, self.writer, self.wishes = ledger, writer, wishes
        self.processes = processes
        self._is_beside = False

    def hands(self):
        """Return `Hands` whose tasks are `(n, fingerprint of before)`, answered as `Turned`.

        The ledger's plan is not written into from here on.
        """
        self.ledger.close()
        hands = Hands(self.processes, self._turned, self._begin)
        self.ledger.open()
        return hands

    def _begin(self):
        self._is_beside = True
        self.ledger.open(only_looks=True)
        self.writer.here.only_looks()

    def _turned(self, task):
        """Return the `Turned` of a task. Raises `NotHere` beside the process that writes."""
        n, before = task
        item = self.ledger.item(n)
        theirs = keys.of_post(item.post, self.wishes.mark)
        turned = Turned(item.key, item.file, item.post, item.fate, theirs)
        if theirs != before:
            self._turn(item, turned)
        if self._is_beside:
            # Its text is a story's by now, and is not sent twice.
            turned.post = replace(item.post, content="", excerpt="")
            if turned.story:
                turned.story.post = turned.post
        return turned

    def _turn(self, item, turned):
        try:
            turned.story = story = self.writer.story(item, turned.remarks)
        except NotHere:
            raise
        except Exception as error:
            turned.broken = f"{type(error).__name__}: {error}"[:200]
            return
        story.paths, story.queries = places.of_post(item.post)
        turned.remarks += [(item.post.title, fault) for fault in item.post.faults]
