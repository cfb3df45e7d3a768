"""What goes into the library and what comes out of it."""

import hashlib
import io
import logging
import threading
from contextlib import suppress

from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from .darkroom import develop
from .models import FormerFile, Image, Rendition, originals, public
from .renditions import key_of
from .signals import image_changed
from .specs import SPECS
from .validators import MAX_BYTES, Refused, inspect, plain_text

logger = logging.getLogger(__name__)

# A decoded photograph takes 150 MB, so a process makes two renditions at a time; forty pictures
# of a fresh front page queue here instead of filling the memory.
_making = threading.BoundedSemaphore(2)


class InLibrary(Refused):
    """Another picture, `image`, has this very file."""

    def __init__(self, image):
        super().__init__(_("This file is in the library already, as another picture."))
        self.image = image


def add_image(file, *, by=None, **texts) -> Image:
    """Return the picture of `file`, stored for good before its row.

    file: binary, or bytes; its name becomes the title unless `texts` has one, and nothing else.
    by: the user who uploads, None for machines. texts: fields of `Image`.
    The same bytes twice give the same picture, unchanged; `image.was_known` tells. Should its
    original have been lost, it is there again.
    Raises `Refused` with a sentence, the storage being full included; then nothing is left behind.
    """
    data, content_hash = _read(file)
    if known := Image.objects.filter(content_hash=content_hash).first():
        known.was_known = True
        _give_back(known, data)
        return known
    found = inspect(data)
    texts.setdefault("title", _title(getattr(file, "name", "")))
    texts.setdefault("credit", found.credit)
    for name, text in texts.items():
        if isinstance(text, str):
            column = Image._meta.get_field(name)
            texts[name] = plain_text(text, column.max_length)  # type: ignore[union-attr]
    image = Image(uploaded_by=by, **_store(data, content_hash, found), **texts)
    try:
        with transaction.atomic():
            image.save(force_insert=True)
    except IntegrityError:
        # Somebody sent the same photograph at the same moment: theirs is ours.
        image = Image.objects.get(content_hash=content_hash)
        image.was_known = True
    except BaseException:
        originals().delete(image.original.name)
        raise
    return image


def replace_file(image, file) -> Image:
    """Give `image` another file; its number, words, focal point and places stay.

    Whatever was made of the former file is removed, and its addresses lead on to the new one.
    The same bytes again change nothing. Raises `InLibrary` when another picture has that file,
    `Refused` otherwise, also when somebody else replaced it since `image` was read.
    """
    data, content_hash = _read(file)
    if content_hash == image.content_hash:
        _give_back(image, data)
        return image
    if other := Image.objects.filter(content_hash=content_hash).first():
        raise InLibrary(other)
    facts = _store(data, content_hash, inspect(data))
    try:
        with transaction.atomic():
            _exchange(image, facts)
    except IntegrityError:
        raise InLibrary(Image.objects.get(content_hash=content_hash)) from None
    except BaseException:
        if not Image.objects.filter(content_hash=content_hash).exists():
            originals().delete(facts["original"])
        raise
    for name, fact in facts.items():
        setattr(image, name, fact)
    return image


def _exchange(image, facts):
    former_hash, former_name = image.content_hash, image.original.name
    # Conditional on the file we saw: of two who replace it at once, the second is told.
    unmoved = Image.objects.filter(pk=image.pk, content_hash=former_hash)
    if not unmoved.update(**facts):
        raise Refused(_("Somebody replaced this file a moment ago. Look at the picture again."))
    FormerFile.objects.update_or_create(key=key_of(former_hash), defaults={"image": image})
    FormerFile.objects.filter(key=key_of(facts["content_hash"])).delete()
    for rendition in image.renditions.all():
        rendition.delete()
    image_changed.send(sender=Image, image=Image.objects.get(pk=image.pk))
    transaction.on_commit(lambda: remove_original(former_name, former_hash), robust=True)


def _read(file):
    """Return (bytes, SHA-256) of `file`; of one that is too large, one byte too many."""
    data = file if isinstance(file, bytes) else file.read(MAX_BYTES + 1)
    return data, hashlib.sha256(data).hexdigest()


def _store(data, content_hash, found):
    """Store an original for good and return the columns of `Image` that tell of it."""
    name = f"{content_hash[:2]}/{content_hash}.{found.extension}"
    try:
        originals().save(name, ContentFile(data))
    except OSError as error:
        logger.exception("An original could not be stored")
        raise Refused(
            _("The file could not be stored: the storage is full or out of order. Tell your admin.")
        ) from error
    return {
        "original": name,
        "content_hash": content_hash,
        "width": found.width,
        "height": found.height,
        "size_bytes": len(data),
    }


def _give_back(image, data):
    with suppress(OSError):
        if not originals().exists(image.original.name):
            originals().save(image.original.name, ContentFile(data))


def remove_original(name, content_hash):
    """Remove a file that no picture has any more."""
    # The same photograph may have been uploaded again meanwhile; its file has the same name.
    if not Image.objects.filter(content_hash=content_hash).exists():
        originals().delete(name)


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
