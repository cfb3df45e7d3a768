"""The drawings, taken into the picture library like anybody's photographs."""

import multiprocessing
from concurrent.futures import ProcessPoolExecutor

from images.library import add_image
from images.models import Image

from . import texts
from .drawing.darkroom import draw

CREDIT = "Рисунок: Эрчим Бурнашов"


def missing():
    """Return the names of the drawings that the library does not have."""
    titles = set(Image.objects.filter(title__in=map(_title, texts.captions())).values_list("title"))
    return [name for name in texts.captions() if (_title(name),) not in titles]


def take_in(names, *, by=None):
    """Draw `names` and add them to the library, yielding each name as it is done.

    A picture that somebody renamed is recognised by its bytes, and is not there twice.
    """
    for name, data in zip(names, drawn(names), strict=True):
        told = texts.captions()[name]
        add_image(
            data, by=by, title=_title(name), alt=told.alt, caption=told.caption, credit=CREDIT,
            focal_x=told.focal[0], focal_y=told.focal[1],
        )  # fmt: skip
        yield name


def drawn(names):
    """Yield the drawings `names` as JPEG bytes, in order; all processors draw."""
    if not names:
        return
    # Not forked: a copy of this process would hold its database connection and its threads.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(mp_context=context) as darkrooms:
        yield from darkrooms.map(draw, names)


def pictures():
    """Return `{name: Image}` of the drawings in the library."""
    titles = {_title(name): name for name in texts.captions()}
    return {titles[image.title]: image for image in Image.objects.filter(title__in=titles)}


def _title(name):
    told = texts.captions()[name]
    return f"{told.caption or told.alt} ({name})"
