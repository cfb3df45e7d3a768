import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.snippets import marked, snippet
from search.text import LONGEST_WORD, fold, normalise


@pytest.mark.parametrize(
    ("asked", "printed"),
    [
        ("указа", "указ"),
        ("елка", "ёлки"),
        ("ЁЛКА", "елкой"),
        ("лёд", "льда"),
        ("посёлок", "посёлка"),
        ("рынке", "рынок"),
        ("день", "дни"),
        ("Лене", "ЛЕНУ"),
        ("за́мок", "замок"),
        ("район", "района"),
    ],
)
def test_the_forms_of_a_russian_word_are_one_word(asked, printed):
    assert normalise(asked, "ru") == normalise(printed, "ru")


@pytest.mark.parametrize(
    ("asked", "printed"),
    [
        ("ӨЛҮӨНЭ", "өлүөнэ"),
        ("Олуонэ", "Өлүөнэ"),
        ("ҔҤҺ", "ҕҥһ"),
        ("уhун", "уһун"),
        ("хахалин", "Һахалин"),
        ("танара", "таҥара"),
    ],
)
def test_sakha_letters_are_found_from_any_keyboard(asked, printed):
    assert normalise(asked, "sah") == normalise(printed, "sah")


def test_different_words_stay_different():
    words = ["лёд", "лёгкий", "рынок", "рыба", "указ", "указка", "день", "день"]
    stems = [normalise(word, "ru")[0] for word in words]
    assert len(set(stems)) == 7


def test_english_words_are_stemmed_and_sakha_words_are_not():
    assert normalise("Happy cities’ roads", "en") == ["happi", "citi", "road"]
    assert normalise("өрүскэ", "sah") == ["орускэ"]


@pytest.mark.parametrize("junk", ["", "\x00", "*^:() \"' - + ~", "🔥🔥", "___", "\u0301\u00ad"])
def test_what_holds_no_word_gives_none(junk):
    assert normalise(junk, "ru") == []


@given(st.text(), st.sampled_from(["ru", "sah", "en", "xx"]))
def test_any_text_gives_plain_words_of_bounded_length(text, language):
    for stem in normalise(text, language):
        assert stem.isalnum()
        assert len(stem) <= LONGEST_WORD


@given(st.text())
def test_folding_keeps_every_letter_in_its_place(text):
    assert len(fold(text)) == len(text)


def test_every_form_of_the_word_is_marked_and_nothing_else():
    stems = normalise("лёд растёт", "ru")
    assert marked("Льда мало, но лёд растёт. Лёгкий ветер.", stems, "ru") == (
        "<mark>Льда</mark> мало, но <mark>лёд</mark> <mark>растёт</mark>. Лёгкий ветер."
    )
    assert marked("Өлүөнэҕэ муус", normalise("олуонэ", "sah"), "sah") == (
        "<mark>Өлүөнэҕэ</mark> муус"
    )
    assert marked("Happier than a happy end", normalise("happy", "en"), "en").count("<mark>") == 1


def test_a_snippet_begins_near_the_word_and_is_short():
    text = "слово " * 100 + "вышли на лёд, " + "ещё " * 100
    found = snippet(text, normalise("льду", "ru"), "ru")
    assert "<mark>лёд</mark>" in found
    assert found.startswith("…слово")
    assert found.endswith("ещё…")
    assert len(found) < 230
    assert snippet("Коротко.", [], "ru") == "Коротко"


def test_what_a_story_holds_is_escaped_round_the_marks():
    text = '<script>лёд</script> & "лёд"'
    assert marked(text, ["лед"], "ru") == (
        "&lt;script&gt;<mark>лёд</mark>&lt;/script&gt; &amp; &quot;<mark>лёд</mark>&quot;"
    )


@given(st.text(), st.text(max_size=20))
def test_no_text_breaks_a_snippet(text, asked):
    found = snippet(text, normalise(asked, "ru"), "ru")
    assert found.count("<") == 2 * found.count("<mark>")
