"""Where static files lie."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class Shelf(CompressedManifestStaticFilesStorage):
    """Remembers the address of each file: a page prints twenty, and they change with a release."""

    def load_manifest(self):
        self._addresses = {}
        return super().load_manifest()

    def url(self, name, force=False):
        if name not in self._addresses or force:
            self._addresses[name] = super().url(name, force)
        return self._addresses[name]
