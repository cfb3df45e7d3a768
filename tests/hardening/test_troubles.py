"""What the machine refuses is said in the language of the paper, not in that of the system."""

import errno
import sqlite3
import ssl

import pytest
from django.db import DatabaseError, OperationalError
from django.utils import translation

from multilingual.troubles import is_of_the_database, reason, told


def of_sqlite(name, tmp_path):
    """Return the error of Django that SQLite itself answers."""
    path = tmp_path / "db.sqlite3"
    if name == "damaged":
        path.write_bytes(b"no database" * 100)
    db = sqlite3.connect("/nowhere/db.sqlite3" if name == "nowhere" else path)
    if name == "full":
        db.execute("PRAGMA max_page_count = 2")
    db.execute("CREATE TABLE a (b)")
    db.execute("INSERT INTO a VALUES (zeroblob(100000))")
    raise AssertionError("it was stored")


@pytest.mark.parametrize(("name", "words"), [
    ("damaged", "файл повреждён"), ("nowhere", "не удаётся открыть файл"),
    ("full", "на диске нет места"),
])  # fmt: skip
def test_what_sqlite_cannot_do_is_of_the_database(tmp_path, name, words):
    with pytest.raises(sqlite3.Error) as found:
        of_sqlite(name, tmp_path)
    error = DatabaseError(*found.value.args)
    error.__cause__ = found.value
    with translation.override("ru"):
        assert reason(found.value) == reason(error) == words
    assert is_of_the_database(error)


@pytest.mark.parametrize(("state", "is_its"), [
    ("53100", True), ("57P01", True), ("08006", True), (None, True), ("22001", False),
    ("25006", True), ("XX001", True), ("54000", False), ("40P01", False), ("57014", False),
])  # fmt: skip
def test_what_postgresql_cannot_do_is_told_from_what_it_will_not_store(state, is_its):
    cause = Exception("out of it")
    cause.sqlstate = state
    error = OperationalError("out of it")
    error.__cause__ = cause
    assert is_of_the_database(error) is is_its
    assert reason(error) == ("на диске нет места" if state == "53100" else "out of it")


def test_a_disk_says_why_in_the_language_of_the_paper():
    with translation.override("ru"):
        assert reason(OSError(errno.ENOSPC, "No space left on device")) == "на диске нет места"
        assert reason(PermissionError(errno.EACCES, "Permission denied")) == "не хватает прав"
        assert reason(UnicodeDecodeError("utf-8", b"\xff", 0, 1, "x")) == "это не UTF-8"
    assert reason(ssl.SSLError(1, "handshake failure")) == "handshake failure"
    assert told(FileNotFoundError(errno.ENOENT, "", "/a")) == "такого файла нет: /a"
    assert reason(OSError(errno.ELOOP, "Too many levels")) == "Too many levels"
    assert reason(OSError("the bucket does not do its work")) == "the bucket does not do its work"
