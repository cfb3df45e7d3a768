"""Marks, dashes and spaces, as the paper sets them."""

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.typography import Change, changes, in_utf16, set_text

# In the expected texts “~” stands for a no-break space.
RUSSIAN = {
    '"Зимник"': "«Зимник»",
    'Газета "Заря "Севера"" вышла': "Газета «Заря „Севера“» вышла",
    '«Газета "Заря" вышла»': "«Газета „Заря“ вышла»",
    "«Газета «Заря» вышла»": "«Газета „Заря“ вышла»",
    "“Зимник” открыт": "«Зимник» открыт",
    '("Зимник")': "(«Зимник»)",
    'экран 17" и 5\'30"': 'экран 17" и~5\'30"',
    'Он сказал: "Да!" - и ушёл': "Он~сказал: «Да!»~— и~ушёл",
    "Лёд - это дорога": "Лёд~— это дорога",
    "Лёд -- это дорога": "Лёд~— это дорога",
    "- Едем? - Едем.": "— Едем?~— Едем.",
    "в 1941-1945 годах": "в~1941–1945 годах",
    "5-7 ноября": "5–7~ноября",
    "с. 12-15": "с.~12–15",
    "2-14-30 и 2026-11-19": "2-14-30 и~2026-11-19",
    "какой-то, 5-й": "какой-то, 5-й",
    "-5 °C, от -12 до -8": "−5~°C, от~−12 до~−8",
    "5 -7 лет": "5 -7~лет",
    "на льду и в лесу": "на~льду и~в~лесу",
    "И вот": "И~вот",
    "что же это": "что~же это",
    "№ 5 и § 3": "№~5 и~§~3",
    "№5, школа N 7": "№~5, школа №~7",
    "10 км, 20 %, 5 млн рублей": "10~км, 20~%, 5~млн рублей",
    "10 000 шагов": "10~000 шагов",
    "1 000 000 человек": "1~000~000~человек",
    "в 2024 150 человек": "в~2024 150~человек",
    "19 ноября": "19~ноября",
    "А. С. Пушкин": "А.~С.~Пушкин",
    "г. Якутск, ул. Ленина": "г.~Якутск, ул.~Ленина",
    "Ждали... и ждали?..": "Ждали… и~ждали?..",
    "Д'Артаньян": "Д’Артаньян",
    'см. https://a.example/1-2?q="x" - там': "см. https://a.example/1-2?q=«x»~— там",
    "a.b-1-2@gazeta.example": "a.b-1-2@gazeta.example",
    "": "",
}
SAKHA = {
    'Хаһыат "Кыым "Сахата"" таҕыста': "Хаһыат «Кыым „Сахата“» таҕыста",
    "Кини да кэллэ": "Кини~да кэллэ",
    "Бу күн - өрөбүл": "Бу~күн~— өрөбүл",
    "19 киһи, 25 биэрэстэ": "19~киһи, 25~биэрэстэ",
    "Һ. Ө. Иванов": "Һ.~Ө.~Иванов",
    "-40 кыраадыс": "−40~кыраадыс",
}
ENGLISH = {
    '"Ice," she said.': "“Ice,” she said.",
    'He read "The "Zarya" paper" aloud': "He read “The ‘Zarya’ paper” aloud",
    "«Zimnik» opens": "“Zimnik” opens",
    "It's the drivers' road, isn't it": "It’s the drivers’ road, isn’t it",
    "the winter of '41 and rock 'n' roll": "the winter of ’41 and rock ’n’ roll",
    "She called it 'the road' twice": "She called it ‘the road’ twice",
    "\"It's 'fine',\" he said": "“It’s ‘fine’,” he said",
    "Ice - a road": "Ice~— a road",
    "Ice--a road": "Ice—a road",
    "pp. 5-7": "pp.~5–7",
    "-5 °C": "−5~°C",
    "5'30\"": "5'30\"",
    "19 November, 10 km": "19~November, 10~km",
    "Mr. Smith, J. R. Smith": "Mr.~Smith, J.~R.~Smith",
    "N 7 stays": "N 7 stays",
    "и вы": "и вы",
}
SET = [
    pytest.param(language, typed, wanted, id=f"{language}-{typed}")
    for language, texts in (("ru", RUSSIAN), ("sah", SAKHA), ("en", ENGLISH))
    for typed, wanted in texts.items()
]


@pytest.mark.parametrize(("language", "typed", "wanted"), SET)
def test_a_text_is_set_as_its_language_is(language, typed, wanted):
    once = set_text(typed, language)
    assert once.replace("\u00a0", "~") == wanted
    assert set_text(once, language) == once


def test_a_text_of_a_language_we_know_nothing_of_is_set_as_russian():
    assert set_text('"Зимник"', "tlh") == "«Зимник»"


def said(typed, language="ru"):
    return [
        (kind, [(typed[start:end], new.replace("\u00a0", "~")) for start, end, new in edits])
        for kind, edits in changes(typed, language)
    ]


def test_what_belongs_together_is_one_change():
    assert said('Он: "Да" --- и школа N 7') == [
        ("quotes", [('"', "«"), ('"', "»")]),
        ("dash", [(" ---", "~—")]),
        ("space", [(" ", "~")]),
        ("number", [("N ", "№~")]),
    ]
    assert said("№5") == [("number", [("№", "№~")])]


def test_a_text_that_is_set_has_nothing_to_change():
    assert changes("«Лёд»\u00a0— дорога") == []


def test_places_are_counted_as_a_browser_counts_them():
    typed = '👩\u200d💻 "Лёд"'
    [change] = in_utf16(typed, changes(typed))
    assert change == Change("quotes", ((6, 7, "«"), (10, 11, "»")))


LETTERS = [*"\"«»„“”‘’'-–—− \u00a0\n.…,№N5", "12", "на", "же", "Лёд", "А.", "км", "x", "s", "😀"]
WORDS = st.lists(st.sampled_from(LETTERS), max_size=30).map("".join)
LANGUAGE = st.sampled_from(["ru", "sah", "en"])


@given(WORDS, LANGUAGE)
@settings(max_examples=500, deadline=None)
def test_a_text_that_is_set_stays_as_it_is(text, language):
    once = set_text(text, language)
    assert set_text(once, language) == once


@given(WORDS, LANGUAGE)
@settings(max_examples=200, deadline=None)
def test_setting_changes_marks_and_spaces_only(text, language):
    def letters(words):
        words = words.replace("№", "N").replace("…", "...")
        return [letter for letter in words if letter.isalnum() or letter in ".,\n"]

    assert letters(set_text(text, language)) == letters(text)


@given(WORDS, LANGUAGE)
@settings(max_examples=200, deadline=None)
def test_all_changes_together_are_the_text_that_is_set(text, language):
    edits = sorted(edit for change in changes(text, language) for edit in change.edits)
    assert all(one.end <= other.start for one, other in pairwise(edits))
    for start, end, new in reversed(edits):
        text = text[:start] + new + text[end:]
    assert changes(text, language) == []


@pytest.mark.parametrize(
    "typed",
    [
        '"Лёд" - на 10 км, А. С. и "Заря "Севера"" ' * 800,
        '"' * 20_000,
        "'" * 20_000,
        "a" * 20_000,
        "-" * 20_000,
        "a.b@" * 5_000,
        "1 " * 10_000,
        " ." * 10_000,
    ],
    ids=lambda typed: typed[:8],
)
def test_a_long_text_is_set_quickly(typed):
    for language in ("ru", "en"):
        began = time.process_time()
        changes(typed, language)
        assert time.process_time() - began < 2
