import gc
import shutil

import pytest
from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.files.storage import storages
from django.db import connection
from django.utils import translation
from django.utils.functional import empty

from articles.clocks import CLOCKS
from images.markup import offer
from newsroom.garbage import search_seldom
from pagecache import bulletin
from pagecache.answers import answers
from pagecache.parts import Part
from pagecache.remembered import Remembered
from reactions.bursts import lookout
from reactions.folding import turn
from reactions.lately import Lately
from tests import migrated
from tests.media import pictures_in

#: What asks a database; a newspaper of its own has one behind it.
ASKING = {
    "db", "transactional_db", "django_db_reset_sequences", "django_db_serialized_rollback",
    "newspaper", "machines", "newspaper_of_the_module",
}  # fmt: skip


def pytest_collection_modifyitems(config, items):
    """A test that asks no database, or that none decides, says nothing new about the second one."""
    if connection.vendor == "sqlite":
        return
    asking = [
        item
        for item in items
        if (item.get_closest_marker("django_db") or ASKING & set(item.fixturenames))
        and not item.get_closest_marker("one_database")
    ]
    config.hook.pytest_deselected(items=[item for item in items if item not in asking])
    items[:] = asking


def pytest_configure(config):
    if hasattr(config, "workerinput") or not getattr(config.option, "numprocesses", None):
        # Six thousand tests are found without losing any: nothing of them is garbage.
        gc.disable()
    # Before the other processes are started, so that they have the same.
    migrated.folder()


def pytest_collection_finish():
    # As the server does. Python's own searches took a tenth of all tests.
    search_seldom()
    gc.enable()


def pytest_unconfigure(config):
    if connection.vendor == "postgresql" and not hasattr(config, "workerinput"):
        migrated.forget_postgres_template(migrated.place_of(connection))


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix, tmp_path_factory):
    """The database is a copy of one that was migrated once for all processes of the run.

    SQLite lies in a file, as it does for readers. In memory its threads would share one cache,
    which answers “table is locked” at once where a file waits: a failure that no site could see.
    """
    its = connection.settings_dict["TEST"]
    if connection.vendor == "sqlite":
        its["NAME"] = str(tmp_path_factory.mktemp("database") / "db.sqlite3")
        shutil.copy(migrated.sqlite_file(), its["NAME"])
    else:
        its["TEMPLATE"] = migrated.postgres_template(migrated.place_of(connection))


@pytest.fixture(scope="session")
def django_db_keepdb(django_db_keepdb):
    """What was copied to where it shall be need not be made."""
    return django_db_keepdb or connection.vendor == "sqlite"


def forget():
    """What a process remembers outlives a rolled-back test; a real process never sees that."""
    for item in (*Remembered.every.values(), *Part.every.values(), answers):
        item.forget()
    for item in Lately.every:
        item.forget()
    offer.cache_clear()
    lookout.forget()
    bulletin.forget()
    turn.forget()
    CLOCKS.forget()
    translation.activate(settings.LANGUAGE_CODE)


@pytest.fixture(scope="module", autouse=True)
def fresh_memory_of_the_module():
    """What is made once for a module is made before `fresh_memory` of its first test."""
    forget()


@pytest.fixture(autouse=True)
def fresh_memory(monkeypatch):
    forget()
    # All of a test happens in one transaction, whose stamps it is to believe.
    monkeypatch.setattr(bulletin, "has_stamped", lambda connection: False)


@pytest.fixture
def uncached(settings):
    """Every page is made for whoever asks."""
    settings.PAGECACHE_BYTES = 0


@pytest.fixture(autouse=True)
def media(tmp_path, settings):
    """Every test has media folders of its own."""
    with pictures_in(tmp_path, settings) as folder:
        yield folder


@pytest.fixture(scope="session", autouse=True)
def plain_static_files(tmp_path_factory):
    """Tests need no manifest: addresses of static files stay as they are written.

    Nor collected files: each new client would look at all of them again, a fifth of a second.
    """
    settings.STATIC_ROOT = tmp_path_factory.mktemp("static")
    # In place: the models asked for their storages at import, which kept a copy of the outer dict.
    settings.STORAGES["staticfiles"]["BACKEND"] = (
        "django.contrib.staticfiles.storage.StaticFilesStorage"
    )
    # Whoever imports the whole site has made one with a manifest already.
    storages._storages.pop("staticfiles", None)
    staticfiles_storage._wrapped = empty


@pytest.fixture(scope="session", autouse=True)
def quick_passwords():
    """A million rounds for each person of each test took two thirds of the suite."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
