"""What goes into the library and what comes out of it."""

import hashlib
import io
import logging
import threading

from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from .darkroom import develop
from .models import Image, Rendition, originals, public
from .specs import SPECS
from .validators import MAX_BYTES, Refused, inspect, plain_text

logger = logging.getLogger(__name__)

# A decoded photograph takes 150 MB, so a process makes two renditions at a time; forty pictures
# of a fresh front page queue here instead of filling the memory.
_making = threading.BoundedSemaphore(2)


def add_image(file, *, by=None, **texts) -> Image:
    """Return the picture of `file`, stored for good before its row.

    file: binary, or bytes; its name becomes the title unless `texts` has one, and nothing else.
    by: the user who uploads, None for machines. texts: fields of `Image`.
    The same bytes twice give the same picture, unchanged; `image.was_known` tells.
    Raises `Refused` with a sentence, the storage being full included; then nothing is left behind.
    """
    data = file if isinstance(file, bytes) else file.read(MAX_BYTES + 1)
    content_hash = hashlib.sha256(data).hexdigest()
    if known := Image.objects.filter(content_hash=content_hash).first():
        known.was_known = True
        return known
    found = inspect(data)
    texts.setdefault("title", _title(getattr(file, "name", "")))
    texts.setdefault("credit", found.credit)
    for name, text in texts.items():
        if isinstance(text, str):
            column = Image._meta.get_field(name)
            texts[name] = plain_text(text, column.max_length)  # type: ignore[union-attr]
    name = f"{content_hash[:2]}/{content_hash}.{found.extension}"
    try:
        originals().save(name, ContentFile(data))
    except OSError as error:
        logger.exception("An original could not be stored")
        raise Refused(
            _("The file could not be stored: the storage is full or out of order. Tell your admin.")
        ) from error
    image = Image(
        original=name,
        content_hash=content_hash,
        width=found.width,
        height=found.height,
        size_bytes=len(data),
        uploaded_by=by,
        **texts,
    )
    try:
        with transaction.atomic():
            image.save(force_insert=True)
    except IntegrityError:
        # Somebody sent the same photograph at the same moment: theirs is ours.
        image = Image.objects.get(content_hash=content_hash)
        image.was_known = True
    except BaseException:
        originals().delete(name)
        raise
    return image


def _title(name):
    """Return a title made of the user's file name: the last part, without its ending."""
    last = str(name).replace("\\", "/").rpartition("/")[2]
    return plain_text(last.rpartition(".")[0] or last, 200)


def open_rendition(image, wanted):
    """Return the rendition as an open binary file, made now if nobody asked for it before.

    wanted: as `Wanted.of(image)` gives it. Of two who ask at once both may make it: the files are
    alike, each appears whole, and there is one row. Raises `FileNotFoundError` when neither
    the rendition nor the original exists, another `OSError` when the storage is out of order.
    """
    try:
        return public().open(wanted.name)
    except FileNotFoundError:
        pass
    with _making:
        try:
            return public().open(wanted.name)
        except FileNotFoundError:
            return io.BytesIO(make_rendition(image, wanted))


def make_rendition(image, wanted):
    """Make one rendition, keep it and return its bytes. Raises `FileNotFoundError`."""
    with originals().open(image.original.name) as file:
        original = file.read()
    spec = SPECS[wanted.spec]
    data = develop(
        original, spec=spec, width=wanted.width, focal=wanted.focal, format=wanted.format
    )
    try:
        public().save(wanted.name, ContentFile(data))
    except OSError:
        # A full disk must not take the pictures from the pages: this reader gets the bytes,
        # the next one has them made again.
        logger.exception("A rendition could not be stored")
        return data
    Rendition.objects.get_or_create(
        image=image,
        spec=wanted.spec,
        width=wanted.width,
        format=wanted.format,
        focal_x=wanted.focal[0],
        focal_y=wanted.focal[1],
        defaults={
            "height": spec.height_of(wanted.width, image.width, image.height),
            "file": wanted.name,
            "size_bytes": len(data),
        },
    )
    return data
