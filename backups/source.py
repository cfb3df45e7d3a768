"""A finished backup, to be read as often as one likes."""

from contextlib import closing, contextmanager

from django.utils.translation import gettext as _

from . import passphrase, proving
from .archive import is_backup, is_sealed
from .refusals import Refusal


class Source:
    """The backup at `place`. Raises `Refusal` if there is none. progress(title, MB done, MB)."""

    def __init__(self, place, progress):
        shelf, name = place
        if not name:
            raise Refusal(_("%(place)s is a folder. Name the file in it.") % {"place": place})
        if not shelf.has(name):
            raise Refusal(_("There is no backup %(place)s.") % {"place": place})
        head = shelf.head(name)
        if not is_backup(head):
            raise Refusal(_("%(place)s is no backup.") % {"place": place})
        self.place, self.size, self.is_sealed = place, shelf.size(name), is_sealed(head)
        self._progress = progress
        self._secret = None
        if self.is_sealed:
            self._secret = passphrase.given() or passphrase.typed(twice=False)

    @contextmanager
    def reading(self, title):
        """Yield a new `Reader`."""
        with closing(self.place.shelf.open(self.place.name)) as file:
            counted = proving.Counted(file, self.size, self._progress, title)
            yield proving.opened(counted, is_sealed=self.is_sealed, passphrase=self._secret)
