"""How far a long command is: a bar for whoever watches, a line for every tenth part in a log."""

import time

from django.utils.translation import gettext as _

WIDTH = 32
# A terminal is not written to more often than an eye can follow.
EVERY_SECONDS = 0.1


class Progress:
    """Counts up to `total` and says so on `stream`, a command's `self.stdout` for example.

        with Progress("Pictures", 70, self.stdout) as progress:
            for picture in pictures:
                ...
                progress.advance()

    Left by an exception it stops where it is, so that an interrupted command does not claim
    to have finished.
    """

    def __init__(self, title, total, stream):
        self.title, self.total, self.stream = title, total, stream
        self.done = 0
        self._is_watched = stream.isatty()
        self._began = self._shown_at = time.monotonic()
        self._tenths = 0

    def __enter__(self):
        return self

    def __exit__(self, kind, error, trace):
        if self._is_watched and self.total:
            self._draw()
            self._write("\n")

    def advance(self, number=1):
        self.done += number
        self._show()

    @property
    def per_second(self):
        return self.done / (time.monotonic() - self._began or 1e-9)

    def _show(self):
        if self._is_watched:
            now = time.monotonic()
            if self.done >= self.total or now - self._shown_at >= EVERY_SECONDS:
                self._shown_at = now
                self._draw()
        elif self.total and self.done * 10 // self.total > self._tenths:
            self._tenths = self.done * 10 // self.total
            said = _("%(title)s: %(done)d of %(total)d, %(speed)d a second")
            facts = {"title": self.title, "done": self.done, "total": self.total}
            self._write(said % (facts | {"speed": self.per_second}) + "\n")

    def _draw(self):
        part = self.done / self.total if self.total else 1
        full = round(WIDTH * part)
        bar = "█" * full + "·" * (WIDTH - full)
        self._write(f"\r{self.title:<12} {bar} {self.done}/{self.total} {self.per_second:,.0f}/s ")

    def _write(self, text):
        # Commands' streams add a line end of their own unless told otherwise.
        if hasattr(self.stream, "ending"):
            self.stream.write(text, ending="")
        else:
            self.stream.write(text)
        self.stream.flush()
