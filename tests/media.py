"""Pictures of a test lie in a folder of its own."""

from contextlib import contextmanager

from django.core.files.storage import storages

from images.models import Image, Rendition
from wordpress.models import KeptFile


@contextmanager
def pictures_in(folder, settings):
    """Keep pictures in `folder` meanwhile; yields the folder."""
    for alias, name in (("default", "public"), ("originals", "originals")):
        settings.STORAGES[alias]["OPTIONS"]["location"] = str(folder / name)
    storages._storages.clear()
    # A file field asks for its storage once, when the models are loaded.
    Image._meta.get_field("original").storage = storages["originals"]
    KeptFile._meta.get_field("stored").storage = storages["originals"]
    Rendition._meta.get_field("file").storage = storages["default"]
    yield folder
    storages._storages.clear()
