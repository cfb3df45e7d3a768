"""Marks, dashes and spaces, as the paper sets them."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.typography import set_html, set_text

# In the expected texts “~” stands for a no-break space.
SET = {
    '"Зимник"': "«Зимник»",
    'Газета "Заря "Севера"" вышла': "Газета «Заря „Севера“» вышла",
    '«Газета "Заря" вышла»': "«Газета „Заря“ вышла»",
    "“Зимник” открыт": "«Зимник» открыт",
    '("Зимник")': "(«Зимник»)",
    'экран 17" и 5\'30"': 'экран 17" и~5\'30"',
    'Он сказал: "Да!" - и ушёл': "Он~сказал: «Да!»~— и~ушёл",
    "Лёд - это дорога": "Лёд~— это дорога",
    "Лёд -- это дорога": "Лёд~— это дорога",
    "- Едем? - Едем.": "— Едем?~— Едем.",
    "в 1941-1945 годах": "в~1941–1945 годах",
    "с. 12-15": "с.~12–15",
    "2-14-30 и 2026-11-19": "2-14-30 и~2026-11-19",
    "какой-то, 5-й": "какой-то, 5-й",
    "на льду и в лесу": "на~льду и~в~лесу",
    "И вот": "И~вот",
    "что же это": "что~же это",
    "№ 5 и § 3": "№~5 и~§~3",
    "10 км, 20 %, 5 млн рублей": "10~км, 20~%, 5~млн рублей",
    "1 000 000 человек": "1~000~000~человек",
    "19 ноября": "19~ноября",
    "А. С. Пушкин": "А.~С.~Пушкин",
    "г. Якутск, ул. Ленина": "г.~Якутск, ул.~Ленина",
    "Һ. Ө. Иванов": "Һ.~Ө.~Иванов",
    "": "",
}


@pytest.mark.parametrize(("typed", "wanted"), SET.items())
def test_a_text_is_set(typed, wanted):
    assert set_text(typed).replace("\u00a0", "~") == wanted


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ('<p>"Зимник"</p>', "<p>«Зимник»</p>"),
        ('<p>"<em>Зимник</em>" открыт</p>', "<p>«<em>Зимник</em>» открыт</p>"),
        ('<p>&quot;Зимник&quot; &amp; "Заря"</p>', "<p>«Зимник» &amp; «Заря»</p>"),
        ("<p>на <b>льду</b></p>", "<p>на~<b>льду</b></p>"),
        ('<p>"а</p><p>б"</p>', '<p>«а</p><p>б"</p>'),
        ('<a href="/x - y/" title=\'"q"\'>"x - y"</a>',
         '<a href="/x - y/" title=\'"q"\'>«x~— y»</a>'),
        ('<code>"x" - 1-2</code>', '<code>"x" - 1-2</code>'),
        ('<!-- "x" - y -->', '<!-- "x" - y -->'),
        ('<img data-file="1">', '<img data-file="1">'),
    ],
)  # fmt: skip
def test_only_the_words_of_html_are_set(typed, wanted):
    assert set_html(typed).replace("\u00a0", "~") == wanted


WORDS = st.lists(
    st.sampled_from([*'"«»„“”-–— \u00a0\n.,№5', "12", "на", "же", "Лёд", "А.", "км", "x"]),
    max_size=30,
).map("".join)


@given(WORDS)
@settings(max_examples=500, deadline=None)
def test_a_text_that_is_set_stays_as_it_is(text):
    once = set_text(text)
    assert set_text(once) == once


@given(WORDS)
@settings(max_examples=200, deadline=None)
def test_setting_changes_marks_and_spaces_only(text):
    def letters(words):
        return [letter for letter in words if letter.isalnum() or letter in ".,№\n"]

    assert letters(set_text(text)) == letters(text)


def test_a_long_text_is_set_quickly():
    began = time.process_time()
    set_html('<p>"Лёд" - на 10 км, А. С. и "Заря "Севера""</p>' * 4000)
    assert time.process_time() - began < 5
