"""Pictures of the old site → the library: out of the folder of uploads, or fetched from there."""

import json
from collections import Counter
from itertools import count

from django.utils.translation import gettext as _

from images.fetching import NotFetched, fetch
from images.library import add_image
from images.models import Image, Licence
from images.validators import MAX_BYTES, Refused, inspect

from . import files, keys
from .descriptions import ALT, CAPTION
from .fates import Stage
from .models import KeptFile, Kind, Source
from .paths import host_of, in_uploads, originals_of, path_of, whole
from .remarks import Remark
from .report import GONE_HERE
from .uploads import Uploads
from .words import line

#: Numbers of pictures that a rehearsal only imagines.
IMAGINED = 2**62
#: So many failures in a row, and a host is asked no more.
MOST_FAILURES = 5
#: Where plugins keep whose a picture is.
CREDITS = (
    "_media_credit", "_wp_attachment_credit", "_credit", "credit", "_photo_credit", "photo_credit",
    "_image_credit", "isc_image_source", "_navis_media_credit_org", "media_credit",
)  # fmt: skip


class Pictures:
    """Each file becomes one picture, however many attachments and texts name it.

    new: sources that the next batch of stories writes down. added: numbers of new pictures.
    """

    def __init__(self, ledger, origin, wishes, report):
        self.ledger, self.origin, self.wishes, self.report = ledger, origin, wishes, report
        self.new: list[Source] = []
        self.added = 0
        self._uploads = Uploads(wishes.uploads) if wishes.uploads else None
        self._failures: Counter[str] = Counter()
        self._imagined = count(IMAGINED)

    def bring(self, batch):
        """Put a batch of attachments into the library; return sources to be written down."""
        known = {
            source.key: source
            for source in Source.objects.filter(
                origin=self.origin, key__in=[item.key for item in batch]
            )
        }
        here = Image.objects.in_bulk([source.object_id for source in known.values()])
        sources, found = [], []
        for item in batch:
            post, source = item.post, known.get(item.key)
            if not is_picture(post):
                if source is None and (made := self._keep_file(item)):
                    sources.append(made)
                elif source:
                    self._find_file(item, source)
                continue
            if source is None:
                pk = self._of_attachment(post, item.moment, item.file)
                if pk is not None:
                    sources.append(self._source(item.key, pk, post))
            elif source.object_id in here:
                pk = source.object_id
                self._compare(source, here[pk], post)
            else:
                pk = None
                self.report.skip("picture", post.title, Remark(GONE_HERE), line=post.line)
            if pk is not None:
                found.append((pk, item.n))
        self.ledger.db.executemany("UPDATE item SET object = ? WHERE n = ?", found)
        return sources

    def named(self, wanted, *, where):
        """Return the picture that a text names, None if it is missing. where: (file, line)."""
        path = path_of(wanted.address)
        names = originals_of(in_uploads(path)) if path not in ("", "/") else []
        pk = self._of_upload(names)
        if wanted.id is not None:
            row = self.ledger.db.execute(
                "SELECT object, upload FROM item WHERE id = ? AND stage = ?",
                [wanted.id, int(Stage.PICTURE)],
            ).fetchone()
            # A text that came from another site has the numbers of that one.
            if row and (pk is None or row[1] in names):
                return row[0]
        return self.of_text(wanted, whole(path)) if pk is None and names else pk

    def _of_upload(self, names):
        """Return the attachment that has the first of these files, None if none has."""
        rows = self.ledger.db.execute(
            "SELECT upload, object FROM item, json_each(?) AS wanted "
            "WHERE upload = wanted.value AND upload <> '' AND object IS NOT NULL",
            [json.dumps(names)],
        )
        found = dict(rows.fetchall())
        return next((found[name] for name in names if name in found), None)

    # --- what is no picture ---

    def _keep_file(self, item):
        """Keep the file of an attachment; return its source, None if it is missing."""
        post = item.post
        file = self.file(post.attachment_url or post.guid)
        if file is None:
            self.report.count("files", "missing")
            self.report.missing(post.attachment_url, file=item.file, line=post.line)
            return None
        self.report.count("files", "new")
        self._note_file(item, file)
        return Source(origin=self.origin, key=item.key, kind=Kind.FILE, object_id=file.pk)

    def _find_file(self, item, source):
        if file := KeptFile.objects.filter(pk=source.object_id).first():
            self.report.count("files", "same")
            self._note_file(item, file)

    def _note_file(self, item, file):
        self.ledger.db.execute(
            "UPDATE item SET address = ? WHERE n = ?", [file.get_absolute_url(), item.n]
        )

    def file(self, address, *, is_elsewhere=False):
        """Return the kept file that had `address`, None where it is missing.

        is_elsewhere: another site's, which is not fetched.
        """
        place = self._uploads.find(address) if self._uploads else None
        if is_elsewhere and place is None:
            return None
        try:
            if place is None:
                self._must_fetch(address)
            if self.wishes.is_rehearsal:
                return KeptFile(pk=next(self._imagined), name=path_of(address).rpartition("/")[2])
            return files.keep(address, place)
        except NotFetched as refusal:
            self.report.explain(address, str(refusal))
            return None

    # --- one picture --------------------------------------------------------------------------

    def _texts(self, post):
        """Return `texts_of` an attachment; what it does not say, the texts may."""
        texts = texts_of(post)
        for kind, longest in ((ALT, 400), (CAPTION, 600)):
            texts[kind] = texts[kind] or line(self.ledger.description(kind, post), longest)
        return texts

    def _of_attachment(self, post, moment, file):
        texts = self._texts(post)
        try:
            pk = self._added(post.attachment_url or post.guid, texts, moment, is_copy=False)
        except (NotFetched, Refused) as refusal:
            self.report.count("pictures", "missing")
            self.report.explain(post.attachment_url, _sentence(refusal))
            self.report.missing(post.attachment_url, file=file, line=post.line)
            return None
        return pk

    def of_text(self, wanted, path):
        found = self.ledger.db.execute(
            "SELECT object FROM picture WHERE path = ?", [path]
        ).fetchone()
        if found:
            return found[0]
        key = keys.picture(path)
        source = Source.objects.filter(origin=self.origin, key=key).first()
        if source:
            is_here = Image.objects.filter(pk=source.object_id).exists()
            pk = source.object_id if is_here else None
        else:
            texts = {"alt": line(wanted.alt, 400), "caption": line(wanted.caption, 600),
                     "credit": line(wanted.credit, 200)}  # fmt: skip
            try:
                pk = self._added(wanted.address, texts, None, is_copy=True)
            except (NotFetched, Refused) as refusal:
                pk = None
                self.report.explain(wanted.address, _sentence(refusal))
            else:
                self.new.append(
                    Source(origin=self.origin, key=key, kind=Kind.PICTURE, object_id=pk)
                )
        self.ledger.db.execute("INSERT OR REPLACE INTO picture VALUES (?, ?)", [path, pk])
        return pk

    def _added(self, address, texts, moment, *, is_copy):
        """Return the number of the picture that had `address`. Raises NotFetched and Refused.

        is_copy: what lies there is probably a smaller copy, as texts show it.
        """
        data = self._bytes(address, is_copy)
        name = path_of(address).strip("/").rpartition("/")[2]
        if self.wishes.is_rehearsal:
            inspect(data)
            self.report.count("pictures", "new")
            return next(self._imagined)
        texts.setdefault("title", line(name.rpartition(".")[0], 200))
        texts |= {"licence": Licence.UNKNOWN, "source_url": address[:200]}
        image = add_image(data, **{name: text for name, text in texts.items() if text})
        if image.was_known:
            self.report.count("pictures", "joined")
            if texts.get("alt") and not image.alt and not image.is_decorative:
                image.alt = texts["alt"]
                image.save()
        else:
            self.added += 1
            self.report.count("pictures", "new")
            if moment:
                # The library is read by the months in which pictures came.
                Image.objects.filter(pk=image.pk).update(uploaded_at=moment)
        return image.pk

    def _bytes(self, address, is_copy):
        path = self._uploads and self._uploads.find(address, original=is_copy)
        if path:
            with path.open("rb") as file:
                return file.read(MAX_BYTES + 1)
        self._must_fetch(address)
        host = host_of(address)
        try:
            data = fetch(address).data
        except NotFetched:
            self._failures[host] += 1
            raise
        self._failures[host] = 0
        return data

    def _must_fetch(self, address):
        """Raise `NotFetched` where nobody is to ask the network."""
        host = host_of(address)
        if not self.wishes.fetch or not host:
            raise NotFetched(_("It is not among the uploads."))
        if self.wishes.is_rehearsal:
            raise NotFetched(_("It would be fetched; a rehearsal fetches nothing."))
        if self._failures[host] >= MOST_FAILURES:
            raise NotFetched(_("%s did not answer several times; it is asked no more.") % host)

    # --- what was brought before --------------------------------------------------------------

    def _source(self, key, pk, post):
        texts = self._texts(post)
        return Source(
            origin=self.origin, key=key, kind=Kind.PICTURE, object_id=pk,
            theirs=keys.fingerprint(texts), ours=_mark(texts),
        )  # fmt: skip

    def _compare(self, source, image, post):
        """Take over the words that changed there, unless somebody changed them here."""
        texts = self._texts(post)
        theirs = keys.fingerprint(texts)
        if source.theirs == theirs:
            self.report.count("pictures", "same")
            return
        if source.ours != _mark(vars(image)):
            self.report.conflict("picture", str(image), line=post.line)
            return
        for name in ("alt", "caption", "credit"):
            setattr(image, name, texts[name])
        image.save()
        Source.objects.filter(pk=source.pk).update(theirs=theirs, ours=_mark(texts))
        self.report.count("pictures", "changed")


def is_picture(post):
    """Tell whether an attachment is a picture, by the ending of its file."""
    ending = path_of(post.attachment_url or post.guid).strip("/").rpartition(".")[2].lower()
    return ending in {"jpg", "jpeg", "jpe", "png", "gif", "webp", "avif", "bmp", "tif", "tiff",
                      "heic", "svg", "ico"}  # fmt: skip


def texts_of(post):
    """Return the words of an attachment as columns of `Image`."""
    meta = post.meta
    credit = next((meta[name][0] for name in CREDITS if meta.get(name)), "")
    return {
        "title": line(post.title, 200),
        "alt": line(meta.get("_wp_attachment_image_alt", [""])[0], 400),
        "caption": line(post.excerpt or post.content, 600),
        "credit": line(credit, 200),
    }


def _mark(texts):
    return keys.fingerprint(*(texts[name] for name in ("alt", "caption", "credit")))


def _sentence(refusal):
    return refusal.message if isinstance(refusal, Refused) else str(refusal)
