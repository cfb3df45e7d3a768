"""What is expensive is made once for a module, in a transaction that is rolled back."""

import contextlib

import pytest
from django.conf import settings
from django.db import transaction

from pagecache import bulletin
from tests.conftest import pictures_in


@pytest.fixture(scope="module")
def newspaper_of_the_module(django_db_setup, django_db_blocker, tmp_path_factory):
    """Return a context manager: a database and shelves to write a paper in that nobody else sees.

    It yields a folder, and a `MonkeyPatch` that ends with it.
    """

    @contextlib.contextmanager
    def newspaper():
        folder = tmp_path_factory.mktemp("newspaper")
        with (
            django_db_blocker.unblock(),
            pytest.MonkeyPatch.context() as patch,
            pictures_in(folder / "media", settings),
            transaction.atomic(),
        ):
            # All of it happens in one transaction, whose stamps are to be believed.
            patch.setattr(bulletin, "has_stamped", lambda connection: False)
            patch.setattr(settings, "SITE_URL", "https://paper.example")
            yield folder, patch
            transaction.set_rollback(True)

    return newspaper
