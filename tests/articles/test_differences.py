"""Texts compared by two and by three: nothing of any of them is lost."""

import random

import pytest

from articles.differences import rows, three_ways, words


def test_words_say_what_went_and_what_came():
    pieces = words("Длина около трёхсот метров.", "Длина 312 метров.")
    assert [(piece.kind, piece.text) for piece in pieces] == [
        ("same", "Длина "), ("out", "около трёхсот"), ("in", "312"), ("same", " метров."),
    ]  # fmt: skip


def test_blocks_are_paired_with_their_counterparts():
    found = rows("<p>А</p><p>Б</p><p>В</p>", "<p>А</p><p>Б, и ещё</p><p>В</p><p>Г</p>")
    assert [row.kind for row in found] == ["same", "changed", "same", "in"]


def test_what_one_side_changed_is_taken_and_what_both_did_is_asked():
    base = ["1", "2", "3", "4"]
    chunks = three_ways(base, ["1", "два", "3", "4"], ["1", "2", "3", "четыре"])
    assert [chunk.kind for chunk in chunks] == ["same", "mine", "same", "theirs"]
    assert [line for chunk in chunks for line in chunk.taken] == ["1", "два", "3", "четыре"]

    chunks = three_ways(base, ["1", "два", "3", "4"], ["1", "второе", "3", "4"])
    assert [chunk.kind for chunk in chunks] == ["same", "conflict", "same"]
    assert chunks[1].taken == ("два", "второе")


@pytest.mark.parametrize("seed", range(200))
def test_three_texts_of_any_kind_come_back_whole(seed):
    chance = random.Random(seed)
    texts = [[chance.choice("абвгд") for _ in range(chance.randint(0, 12))] for _ in range(3)]
    chunks = three_ways(*texts)
    for place, side in enumerate(("base", "mine", "theirs")):
        assert [line for chunk in chunks for line in getattr(chunk, side)] == texts[place]
