"""Runs of styled words: one form for every way to write the same. Pure."""

import re
import unicodedata

from .blocks import Run

EDGE = " \n\u00a0"
SPACES = re.compile("  +")
AROUND_BREAK = re.compile(" *\n *")
EMPTY_LINES = re.compile("\n{2,}")
EMPTY_START = re.compile("^(?:[ \u00a0]*\n)+")
BULLET = re.compile("(?:[·•▪◦‣●\uf0b7][ \u00a0]*)+")


def tidy(runs) -> tuple[Run, ...]:
    """Return `runs` with single spaces, nothing empty, nothing split, no space at the edges."""
    runs = tuple(runs)
    if len(runs) == 1:
        text = _tight(runs[0].text).strip(EDGE)
        return (Run(text, runs[0].style),) if text else ()
    while (once := _tidied(runs)) != runs:
        runs = once
    return runs


def _tight(text):
    if "\n" in text:
        text = AROUND_BREAK.sub("\n", text)
    if "  " in text:
        text = SPACES.sub(" ", text)
    return unicodedata.normalize("NFC", text)


def _tidied(runs):
    joined = _without_splits(runs)
    before = "\n"
    for place, (text, style) in enumerate(joined):
        text = _tight(text.lstrip(" ") if before in " \n" else text)
        joined[place] = Run(text, style)
        before = text[-1] if text else before
    after = "\n"
    for place in range(len(joined) - 1, -1, -1):
        text, style = joined[place]
        if after == "\n":
            text = text.rstrip(" ")
            joined[place] = Run(text, style)
        after = text[0] if text else after
    return _without_edges(joined)


def _without_splits(runs):
    """Return `runs` with neighbours of one style made one; spaces alone have no style."""
    joined = []
    for run in runs:
        if not run.text.strip(EDGE):
            run = Run(run.text)
        if joined and joined[-1][0].style == run.style:
            joined[-1].append(run)
        elif run.text:
            joined.append([run])
    return [Run("".join(run.text for run in same), same[0].style) for same in joined]


def _without_edges(runs):
    while runs and not runs[-1].text.strip(EDGE):
        runs.pop()
    first = next((place for place, run in enumerate(runs) if run.text.strip(EDGE)), len(runs))
    runs = runs[first:]
    if runs:
        runs[0] = Run(runs[0].text.lstrip(EDGE), runs[0].style)
        runs[-1] = Run(runs[-1].text.rstrip(EDGE), runs[-1].style)
    return tuple(run for run in runs if run.text)


def one_line(runs) -> tuple[Run, ...]:
    """Return tidy `runs` in which a line break is a space."""
    return tidy([Run(text.replace("\n", " "), style) for text, style in runs])


def line_by_line(runs) -> tuple[Run, ...]:
    """Return `runs` with every space and line end in its place, and nothing round them."""
    while (once := _framed(_without_splits(runs))) != tuple(runs):
        runs = once
    return once


def _framed(runs):
    runs = [Run(unicodedata.normalize("NFC", text), style) for text, style in runs]
    if runs:
        runs[0] = Run(EMPTY_START.sub("", runs[0].text), runs[0].style)
        runs[-1] = Run(runs[-1].text.rstrip(EDGE), runs[-1].style)
    return tuple(run for run in runs if run.text)


def paragraphs(runs):
    """Yield the tidy runs of each paragraph: two line breaks in a row begin a new one."""
    runs = tidy(runs)
    if not any("\n\n" in text for text, style in runs):
        yield runs
        return
    part = []
    for text, style in runs:
        first, *others = EMPTY_LINES.split(text)
        part.append(Run(first, style))
        for other in others:
            yield tidy(part)
            part = [Run(other, style)]
    yield tidy(part)


def without_bullet(runs):
    """Return `(runs, had one)`: a word processor's bullet is a character, not a list."""
    found = False
    while runs and (match := BULLET.match(runs[0].text)):
        found = True
        runs = tidy([Run(runs[0].text[match.end() :], runs[0].style), *runs[1:]])
    return runs, found


def joined(parts) -> tuple[Run, ...]:
    """Return the runs of `parts` as one, a space between them."""
    runs = []
    for part in parts:
        runs += [Run(" "), *part] if runs else part
    return tidy(runs)


def words(runs) -> str:
    return "".join(text for text, style in runs).replace("\n", " ")
