"""An export that is damaged is refused with file and line, and the site stays empty."""

import hashlib
import io
import json
import shutil
import signal

import pytest
from django.core.files.storage import storages
from django.core.management import CommandError, call_command

from accounts.models import User
from articles.models import Article
from pagecache.models import Clock
from tests.factories import make_user, publish_article
from tests.images.pictures import make_image
from transfer import importing, manifest, rebuilding
from transfer.checking import MOST, Unfit
from transfer.contents import SHEETS
from transfer.exporting import export
from transfer.folder import Refused
from transfer.importing import load
from transfer.sheets import Sheet

from .paper import files_of

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def whole(newspaper_of_the_module):
    """An export of two stories and a picture."""
    with newspaper_of_the_module() as (folder, _patch):
        publish_article("Лена", picture=make_image(alt="Лёд"))
        publish_article("Мост")
        export(folder / "export", stream=io.StringIO())
    return folder / "export"


@pytest.fixture
def folder(whole, tmp_path):
    """A copy of it to damage, and an empty site."""
    return shutil.copytree(whole, tmp_path / "export")


def bring(folder):
    load(folder, stream=io.StringIO())


def rewrite(folder, name, change):
    """Let `change` have the lines of a file as objects, or bytes; the manifest is made to fit."""
    path = folder / name
    found = [json.loads(line) for line in path.read_bytes().splitlines()]
    change(found)
    lines = [
        line if isinstance(line, bytes) else json.dumps(line, ensure_ascii=False).encode()
        for line in found
    ]
    told = b"".join(line + b"\n" for line in lines)
    path.write_bytes(told)
    index = json.loads((folder / manifest.NAME).read_bytes())
    index["files"][name] = {
        "lines": len(lines), "bytes": len(told), "sha256": hashlib.sha256(told).hexdigest(),
    }  # fmt: skip
    (folder / manifest.NAME).write_text(json.dumps(index))


def one(name, value):
    """Return a change of the column `name` of the second line."""
    return lambda lines: lines[1].update({name: value})


WRONG = {
    "a word for a number": ("stories.jsonl", one("importance", "three"), 2),
    "a column nobody knows": ("stories.jsonl", one("colour", "red"), 2),
    "a status nobody knows": ("stories.jsonl", one("status", "lost"), 2),
    "a number too great": ("stories.jsonl", one("newest", 2**31), 2),
    "a day that never was": ("stories.jsonl", one("published_on", "2024-02-30"), 2),
    "an hour without a zone": ("stories.jsonl", one("created_at", "2024-02-20T10:00:00"), 2),
    "an address that is a script": ("stories.jsonl", one("canonical_url", "javascript:1"), 2),
    "a slug that is two": ("stories.jsonl", one("slug", "a/../b"), 2),
    "a text too long": ("stories.jsonl", one("kicker", "ж" * 61), 2),
    "a character that is none": ("stories.jsonl", one("headline", "a\0b"), 2),
    "half a character": ("stories.jsonl", lambda lines: lines.insert(1, b'{"id":"\\ud800"}'), 2),
    "a picture that is not there": ("stories.jsonl", one("picture", 4711), 2),
    "a translation of nothing": ("stories.jsonl", one("translation_of", 4711), 2),
    "the same number twice": ("stories.jsonl", lambda lines: lines.insert(1, lines[0]), 2),
    "a missing column": ("stories.jsonl", lambda lines: lines[1].pop("language"), 2),
    "no JSON": ("stories.jsonl", lambda lines: lines.insert(1, b'{"id": 1'), 2),
    "a number that is none": ("stories.jsonl", lambda lines: lines.insert(1, b'{"id":NaN}'), 2),
    "a list": ("stories.jsonl", lambda lines: lines.insert(1, []), 2),
    "no UTF-8": ("stories.jsonl", lambda lines: lines.insert(1, b'"\xff"'), 2),
    "a tower of lists": ("stories.jsonl", lambda lines: lines.insert(1, b"[" * 100_000), 2),
    "an original elsewhere": (
        "pictures.jsonl", lambda lines: lines[0].update(original="../../etc/passwd"), 1,
    ),
    "a file elsewhere": (
        "files.jsonl", lambda lines: lines[0].update(name="files/../../etc/passwd"), 1,
    ),
    "a file of nobody": (
        "files.jsonl", lambda lines: lines[0].update(name="files/pictures/ab/c.jpg"), 1,
    ),
}  # fmt: skip


@pytest.mark.parametrize("wrong", WRONG)
def test_what_is_wrong_is_said_with_its_line(folder, wrong):
    name, change, line = WRONG[wrong]
    rewrite(folder, name, change)
    with pytest.raises(Unfit) as refusal:
        bring(folder)
    assert f"{name}, строка {line}: " in refusal.value.faults[0]
    assert not Article.objects.exists()
    assert not User.objects.exists()


def test_a_logo_with_a_script_in_it_is_refused(tmp_path):
    call_command("export_site", tmp_path / "export", stdout=io.StringIO())
    script = '<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>'
    rewrite(
        tmp_path / "export",
        "paper.jsonl",
        lambda lines: lines.append({"id": 1, "name": "Зимник", "logo_svg": script}),
    )
    with pytest.raises(Unfit, match=r"paper\.jsonl, строка 1"):
        bring(tmp_path / "export")


def test_what_only_the_database_can_know_is_said_with_its_line_and_leaves_nothing(folder):
    rewrite(folder, "authors.jsonl", lambda lines: lines[1].update(slug=lines[0]["slug"]))
    with pytest.raises(Refused, match=r"authors\.jsonl, строка 2"):
        bring(folder)
    assert not Article.objects.exists()


def test_not_all_that_is_wrong_is_told_but_enough(folder):
    rewrite(folder, "tags.jsonl", lambda lines: lines.extend({"id": -n} for n in range(50)))
    with pytest.raises(Unfit) as refusal:
        bring(folder)
    assert len(refusal.value.faults) == MOST + 1


@pytest.mark.parametrize(
    "damage",
    [
        lambda folder: (folder / "stories.jsonl").unlink(),
        lambda folder: (folder / "stories.jsonl").write_bytes(b""),
        lambda folder: (folder / "manifest.json").unlink(),
        lambda folder: (folder / "manifest.json").write_bytes(b"{"),
        lambda folder: (folder / "manifest.json").write_bytes(b"[]"),
        lambda folder: (folder / "manifest.json").write_bytes(b'{"format":"newsroom-export"}'),
        lambda folder: next((folder / "files").rglob("*.png")).unlink(),
        lambda folder: next((folder / "files").rglob("*.png")).write_bytes(b"0"),
        lambda folder: turn_a_byte(next((folder / "files").rglob("*.png"))),
        lambda folder: turn_a_byte(folder / "placements.jsonl"),
    ],
)
def test_a_damaged_folder_is_refused_and_the_site_stays_empty(folder, damage):
    damage(folder)
    with pytest.raises(Refused):
        bring(folder)
    assert not User.objects.exists()
    assert not Article.objects.exists()


def turn_a_byte(path):
    held = bytearray(path.read_bytes())
    held[-3] ^= 1
    path.write_bytes(bytes(held))


def test_a_link_out_of_the_export_is_not_followed(folder, tmp_path):
    picture = next((folder / "files").rglob("*.png"))
    (tmp_path / "secret").write_bytes(picture.read_bytes())
    picture.unlink()
    picture.symlink_to(tmp_path / "secret")
    with pytest.raises(Unfit):
        bring(folder)


def test_an_export_of_tomorrow_and_of_another_language_are_told_apart(folder, settings):
    index = json.loads((folder / manifest.NAME).read_bytes())
    for change, told in (
        ({"version": 2}, "версии 2"),
        ({"languages": ["en", "ru"]}, "LANGUAGES=en,ru"),
        ({"files": index["files"] | {"crosswords.jsonl": index["files"]["tags.jsonl"]}}, "crossw"),
    ):
        (folder / manifest.NAME).write_text(json.dumps(index | change))
        with pytest.raises(Refused, match=told):
            bring(folder)


def test_an_older_export_knows_fewer_columns_and_tables(folder):
    for sheet in SHEETS:
        if type(sheet) is Sheet and (folder / sheet.file).exists():
            needed = {*sheet.schema()["required"], "published_at", "published_on", "slug"}
            needed.add("status")
            rewrite(
                folder,
                sheet.file,
                lambda lines, needed=needed: lines.__setitem__(
                    slice(None),
                    [{k: v for k, v in line.items() if k in needed} for line in lines],
                ),
            )
    index = json.loads((folder / manifest.NAME).read_bytes())
    del index["files"]["watch.jsonl"]
    (folder / manifest.NAME).write_text(json.dumps(index))
    bring(folder)
    assert Article.objects.count() == 2


def test_a_site_in_which_somebody_wrote_is_refused(folder):
    make_user("somebody")
    with pytest.raises(Refused, match="не пуст"):
        bring(folder)


def test_an_import_that_stops_half_way_leaves_the_site_empty(folder, monkeypatch):
    def stopped(*args):
        raise KeyboardInterrupt

    for module, name in (
        (importing, "_bring_files"),
        (importing, "_insert"),
        (rebuilding, "set_alarm"),
    ):
        with monkeypatch.context() as patch:
            patch.setattr(module, name, stopped)
            with pytest.raises(CommandError) as refusal:
                call_command("import_site", folder, stdout=io.StringIO())
        assert refusal.value.returncode == 130
        assert not Article.objects.exists()
    bring(folder)
    assert Article.objects.count() == 2


def test_an_export_that_is_stopped_leaves_nothing_behind(folder, tmp_path, monkeypatch):
    def stopped(*args):
        signal.raise_signal(signal.SIGTERM)

    bring(folder)
    monkeypatch.setattr(manifest, "write", stopped)
    with pytest.raises(CommandError) as refusal:
        call_command("export_site", tmp_path / "other", stdout=io.StringIO())
    assert refusal.value.returncode == 130
    assert [path.name for path in tmp_path.iterdir() if "other" in path.name] == []


def test_an_earlier_export_is_replaced_and_nothing_else_is(folder, tmp_path):
    bring(folder)
    before = files_of(folder)
    call_command("export_site", folder, stdout=io.StringIO())
    assert files_of(folder) == before
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "dear.txt").write_text("Dear")
    for place in (tmp_path / "letters", tmp_path / "letters" / "dear.txt"):
        with pytest.raises(CommandError):
            call_command("export_site", place, stdout=io.StringIO())
    assert (tmp_path / "letters" / "dear.txt").read_text() == "Dear"


def test_files_that_were_copied_before_an_interruption_are_not_copied_again(folder, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(importing, "_lock", lambda: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            bring(folder)
    monkeypatch.setattr(type(storages["originals"]), "save", None)
    bring(folder)
    assert Clock.objects.exists()
