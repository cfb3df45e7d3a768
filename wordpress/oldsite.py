"""What texts of the old site lead to: `bodies.OldSite`, answered from ledger and library."""

from urllib.parse import quote, urlsplit

from images.models import Image

from .fates import Stage
from .hands import NotHere
from .paths import each_form, host_of, in_uploads, item_number, path_of, query_of, term_address


class Here:
    """post: the one whose text is being converted; where: its (file, line)."""

    def __init__(self, ledger, pictures, site):
        self.ledger, self.pictures = ledger, pictures
        self.post, self.where = None, ("", 0)
        self._hosts = {host_of(address) for address in (site.link, site.home)} - {""}
        self._homes = {"/"} | {path_of(address) for address in (site.link, site.home)} - {""}

    def only_looks(self):
        """Bring nothing from now on: raise `NotHere` where a text asks for what is not here."""
        self.pictures.of_text = self.pictures.file = _not_here

    def is_foreign(self, url):
        """Tell whether an address is of another site, and of no store of this one's files."""
        if host_of(url).endswith(".files.wordpress.com"):
            return False
        return host_of(url) not in self._hosts

    def attachment(self, id):
        """Return the picture that an attachment is here, None if it is none or missing."""
        row = self.ledger.db.execute(
            "SELECT object FROM item WHERE id = ? AND stage = ?", [id, int(Stage.PICTURE)]
        ).fetchone()
        return row and row[0]

    def picture(self, wanted):
        return self.pictures.named(wanted, where=self.where)

    def caption(self, picture):
        return Image.objects.filter(pk=picture).values_list("caption", flat=True).first() or ""

    def file(self, id, address):
        row = self.ledger.db.execute(
            "SELECT address FROM item WHERE stage = ? AND id = ?", [int(Stage.PICTURE), id]
        ).fetchone() or self._upload(path_of(address))
        if (row and row[0]) or not address:
            return row and row[0]
        is_elsewhere = not row and not address.startswith("/") and self.is_foreign(address)
        kept = self.pictures.file(address, is_elsewhere=is_elsewhere)
        # What played from another site goes on playing from there.
        return kept.get_absolute_url() if kept else address if is_elsewhere else None

    def address(self, url):
        try:
            parts = urlsplit(url.strip())
            host = host_of(url)
        except ValueError:
            return url
        if host not in self._hosts and (host or not url.startswith(("/", "?"))):
            return url
        found = self._leads_to(url)
        if found is None:
            return url
        return f"{found}#{parts.fragment}" if parts.fragment else found

    def block(self, id):
        found = self.ledger.one(id)
        return found[0].content if found and found[0].type == "wp_block" else None

    def attached(self, ids):
        if ids is not None:
            return list(ids)
        rows = self.ledger.db.execute(
            "SELECT id FROM item WHERE parent = ? AND stage = ? AND object IS NOT NULL "
            "ORDER BY rank, id",
            [self.post.id, int(Stage.PICTURE)],
        )
        return [id for (id,) in rows]

    def _leads_to(self, url):
        """Return where an address of the old site leads; None if nothing is known of it."""
        query = query_of(url)
        if query and (number := item_number(query)) is not None:
            row = self.ledger.db.execute(
                "SELECT address, path FROM item WHERE id = ?", [number]
            ).fetchone()
            return row and (row[0] or f"/?p={number}")
        if query and (place := term_address(query)):
            return self._place(place)
        for form in each_form(path_of(url)):
            row = self.ledger.db.execute(
                "SELECT address FROM item WHERE path = ? ORDER BY address IS NULL", [form.path]
            ).fetchone() or self._upload(form.path)
            if row:
                return row[0] or quote(form.path)
            if place := self._place(form.path):
                return place + form.feed
        return "/" if path_of(url) in self._homes and not query else None

    def _upload(self, path):
        upload = in_uploads(path)
        if upload == path.strip("/"):
            return None
        return self.ledger.db.execute(
            "SELECT address FROM item WHERE upload = ? AND upload <> ''", [upload]
        ).fetchone()

    def _place(self, path):
        row = self.ledger.db.execute("SELECT address FROM place WHERE path = ?", [path]).fetchone()
        return row and row[0]


def _not_here(*asked, **named):
    raise NotHere
