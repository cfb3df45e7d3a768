"""Whatever happened to the file, a backup is whole or it is refused with a sentence."""

import io
import json
import os
import random
import tarfile
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backups import archive, proving, sealed
from backups.archive import Origin, Whole, Writer
from backups.files import place_of
from backups.ledger import Ledger, State
from backups.reading import Reader
from backups.refusals import Damaged, Refusal

ORIGIN = Origin("newsroom backup", 1, "1", "sqlite", "3.40.1", ["articles.0001_initial"])
WHOLE = Whole("2026-11-23T06:00:00+00:00", {"articles_article": 3})
SECRET = "крепкий лёд"


def packed(sink=None, *, files=3, part=1000):
    sink = sink or io.BytesIO()
    writer = Writer(sink, ORIGIN, 1_700_000_000)
    for number in range(files):
        data = bytes([number]) * (part + number)
        writer.add(f"files/originals/{number}.jpg", len(data), [data])
    writer.add_database([b"rows " * 100])
    writer.close(WHOLE)
    return sink


def sealed_up(monkeypatch, **options):
    """Return a sealed backup in chunks of 500 bytes."""
    monkeypatch.setattr(sealed, "CHUNK", 500)
    sink = io.BytesIO()
    sealer = sealed.Sealer(sink, SECRET)
    packed(sealer, **options)
    sealer.close()
    return sink.getvalue()


def read(data, passphrase=SECRET):
    reader = proving.opened(
        io.BytesIO(data), is_sealed=archive.is_sealed(data), passphrase=passphrase
    )
    return proving.prove(reader)


def test_what_was_written_is_read(monkeypatch):
    for data in (packed().getvalue(), sealed_up(monkeypatch)):
        assert archive.is_backup(data[:1024])
        reader = read(data)
        assert reader.origin == ORIGIN
        assert reader.whole == WHOLE
        assert [entry.name for entry in reader.ledger] == [
            "backup.json", "files/originals/0.jpg", "files/originals/1.jpg",
            "files/originals/2.jpg", "database/000001",
        ]  # fmt: skip


def test_a_plain_backup_is_a_tar_file_that_any_tar_reads():
    with tarfile.open(fileobj=io.BytesIO(packed().getvalue())) as tar:
        assert tar.getnames()[0] == "backup.json"
        manifest = tar.extractfile("manifest.jsonl").read().splitlines()
        first = json.loads(manifest[2])
        data = tar.extractfile(first["name"]).read()
        assert len(data) == first["size"]
        assert tar.getmember("backup.json").mode == 0o600


def test_names_that_are_long_or_not_latin_come_through():
    sink = io.BytesIO()
    writer = Writer(sink, ORIGIN, 0)
    names = ["files/originals/" + "лёд/" * 60 + "а.mp3", "files/originals/" + "a" * 300]
    for name in names:
        writer.add(name, 3, [b"abc"])
    writer.close(WHOLE)
    assert [entry.name for entry in read(sink.getvalue()).ledger][1:] == names


@pytest.mark.parametrize("kind", ["plain", "sealed"])
def test_a_byte_that_was_flipped_anywhere_is_found(kind, monkeypatch):
    data = packed(files=2).getvalue() if kind == "plain" else sealed_up(monkeypatch, files=2)
    seed = random.randrange(2**32)
    chance = random.Random(seed)
    for place in chance.sample(range(len(data)), 400):
        flipped = bytearray(data)
        flipped[place] ^= 1 << chance.randrange(8)
        try:
            reader = read(bytes(flipped))
        except Refusal:
            continue
        pytest.fail(f"byte {place} of seed {seed}: {reader.whole}")


@pytest.mark.parametrize("kind", ["plain", "sealed"])
def test_a_file_that_was_cut_anywhere_is_found(kind, monkeypatch):
    data = packed(files=2).getvalue() if kind == "plain" else sealed_up(monkeypatch, files=2)
    for length in [*range(0, len(data), 97), len(data) - 512, len(data) - 1]:
        with pytest.raises(Refusal):
            read(data[:length])


def test_a_sealed_file_cut_between_two_chunks_ends_too_early(monkeypatch):
    data = sealed_up(monkeypatch)
    for chunks in range(1, 4):
        with pytest.raises(Damaged, match="ends too early"):
            read(data[: sealed.HEAD + chunks * (500 + sealed.TAG)])


def test_chunks_cannot_change_places_or_be_left_out_or_repeated(monkeypatch):
    data, size = sealed_up(monkeypatch), 500 + sealed.TAG
    head, rest = data[: sealed.HEAD], data[sealed.HEAD :]
    chunks = [rest[at : at + size] for at in range(0, len(rest), size)]
    for order in ([1, 0, *range(2, len(chunks))], [0, *range(2, len(chunks))],
                  [0, 0, *range(1, len(chunks))]):  # fmt: skip
        with pytest.raises(Damaged, match="damaged or cut off"):
            read(head + b"".join(chunks[number] for number in order))


def test_a_chunk_of_another_backup_with_the_same_passphrase_does_not_fit(monkeypatch):
    one, other = sealed_up(monkeypatch), sealed_up(monkeypatch)
    at = sealed.HEAD + 500 + sealed.TAG
    with pytest.raises(Damaged):
        read(one[:at] + other[at:])


@pytest.mark.parametrize("size", [0, 1, 499, 500, 501, 1000, 1001])
def test_sealing_keeps_every_length(size, monkeypatch):
    monkeypatch.setattr(sealed, "CHUNK", 500)
    data, sink = os.urandom(size), io.BytesIO()
    sealer = sealed.Sealer(sink, SECRET)
    for at in range(0, size, 7):
        sealer.write(data[at : at + 7])
    sealer.close()
    opener = sealed.Opener(io.BytesIO(sink.getvalue()), SECRET)
    found = b""
    while piece := opener.read(33):
        found += piece
    assert found == data


def test_another_passphrase_is_said_to_be_another(monkeypatch):
    data = sealed_up(monkeypatch)
    with pytest.raises(Refusal, match="not the one this backup was made with"):
        read(data, "тонкий лёд")
    with pytest.raises(Refusal, match="The backup is sealed"):
        read(data, None)


def test_a_passphrase_is_the_same_however_its_letters_are_composed(monkeypatch):
    data = sealed_up(monkeypatch)
    assert read(data, "крепкий лёд").whole == WHOLE


def test_a_strangers_file_cannot_ask_for_all_memory(monkeypatch):
    data = bytearray(sealed_up(monkeypatch))
    data[len(sealed.MAGIC)] = 40
    with pytest.raises(Damaged, match="head of the file"):
        read(bytes(data))


def foreign_tar():
    sink = io.BytesIO()
    with tarfile.open(fileobj=sink, mode="w") as tar:
        tar.addfile(tarfile.TarInfo("etc/passwd"))
    return sink.getvalue()


def a_zip():
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w") as file:
        file.writestr("backup.json", "{}")
    return sink.getvalue()


def with_first_member(text):
    sink = io.BytesIO()
    with tarfile.open(fileobj=sink, mode="w") as tar:
        info = tarfile.TarInfo("backup.json")
        info.size = len(text)
        tar.addfile(info, io.BytesIO(text))
    return sink.getvalue()


@pytest.mark.parametrize(
    "data",
    [b"", b"x", b"\0" * 10240, b"SQLite format 3\0" * 100, foreign_tar(), a_zip(),
     with_first_member(b""), with_first_member(b"[]"), with_first_member(b"null"),
     with_first_member(b'{"format": "other"}'), with_first_member(b'{"format": []}'),
     with_first_member(b'{"format": "newsroom backup", "version": 1}'),
     with_first_member(b"[" * 100_000), with_first_member(b"\xff\xfe")],
)  # fmt: skip
def test_a_foreign_file_is_refused(data):
    with pytest.raises(Refusal):
        read(data)


def test_a_backup_of_a_later_format_is_refused_by_its_number():
    with pytest.raises(Refusal, match="format 2; this release reads 1"):
        read(with_first_member(b'{"format": "newsroom backup", "version": 2}'))


def members_changed(change):
    """Return a backup whose members were changed by who knows tar, but not the list's hash."""
    with tarfile.open(fileobj=io.BytesIO(packed().getvalue())) as tar:
        members = [(info.name, tar.extractfile(info).read()) for info in tar]
    sink = io.BytesIO()
    with tarfile.open(fileobj=sink, mode="w", format=tarfile.USTAR_FORMAT) as tar:
        for name, data in change(members):
            info = tarfile.TarInfo(name)
            info.size = len(data)
            tar.addfile(info, io.BytesIO(data))
    return sink.getvalue()


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda members: members[:1] + members[2:], "is damaged|list"),
        (lambda members: members[:-1], "too early"),
        (lambda members: [*members[:1], ("files/x", b"x"), *members[1:]], "list"),
        (lambda members: [*members, ("files/x", b"x")], "behind the list"),
        (lambda members: members[:2] + members[1:], "twice"),
        (lambda members: [*members[:-1], (members[-1][0], members[-1][1].replace(b": 3", b": 4"))],
         "list"),
        (lambda members: [*members[:-1], (members[-1][0], b"")], "list"),
        (lambda members: [*members[:-1], (members[-1][0], b"{}\n" * 9)], "list"),
    ],
)  # fmt: skip
def test_members_that_are_not_as_the_list_says_are_found(change, reason):
    assert read(members_changed(lambda members: members)).whole == WHOLE
    with pytest.raises(Damaged, match=reason):
        read(members_changed(change))


def test_what_is_no_file_is_refused():
    sink = io.BytesIO()
    with tarfile.open(fileobj=sink, mode="w") as tar:
        first = json.dumps(vars(ORIGIN)).encode()
        info = tarfile.TarInfo("backup.json")
        info.size = len(first)
        tar.addfile(info, io.BytesIO(first))
        link = tarfile.TarInfo("files/originals/a.jpg")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        tar.addfile(link)
    with pytest.raises(Damaged, match="no file"):
        read(sink.getvalue())


@pytest.mark.parametrize(
    "name",
    ["files/originals/../../etc/passwd", "files/originals//etc/passwd", "files/originals/..",
     "files/originals/a/../b", "files/elsewhere/a.jpg", "files/staticfiles/a.js",
     "files/originals/", "files/originals/a\\..\\b", "files/originals/a\0b"],
)  # fmt: skip
def test_no_member_leads_out_of_the_folder_of_pictures(name):
    assert place_of(name) is None


def test_members_of_the_pictures_have_their_place():
    assert place_of("files/originals/ab/abc.jpg") == ("originals", "ab/abc.jpg")
    assert place_of("files/default/лёд.mp3") == ("default", "лёд.mp3")


@given(st.binary(max_size=4000), st.booleans())
@settings(max_examples=150, deadline=None)
def test_no_bytes_whatever_are_more_than_refused(data, begins_rightly):
    whole = packed(files=1).getvalue()
    data = whole[:1536] + data if begins_rightly else data
    with pytest.raises(Refusal):
        proving.prove(Reader(io.BytesIO(data)))


def test_a_million_members_are_noted_in_no_memory():
    ledger = Ledger()
    assert ledger.note("a", 1, "x", State.LEFT_OVER)
    assert not ledger.note("a", 2, "y")
    assert ledger.keep("a")
    assert not ledger.keep("b")
    assert ledger.find("a") == ("a", 1, "x", State.KEPT)
    assert len(ledger) == 1
