"""No English word on a Russian page: catalogues are complete, compiled and well formed."""

import ast
import re

import pytest
from django.conf import settings

from . import ROOT, catalogues

TRANSLATED = [code for code, _name in settings.LANGUAGES if code != "en"]
# The desk speaks the paper's first language and English.
FOR_EDITORS = ("templates/admin/", "templates/desk/", "templates/account/", "templates/mfa/")
GETTEXT = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy"}
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}|</?\w+")


@pytest.fixture(scope="module")
def used(tmp_path_factory):
    if not catalogues.has_extractor():
        pytest.skip("xgettext is not on this machine")
    return catalogues.used(tmp_path_factory.mktemp("sources"))


def test_every_message_can_be_extracted():
    """xgettext does not look into f-strings."""
    inside = [
        f"{path.relative_to(ROOT)}:{call.lineno}"
        for path in catalogues.python_files()
        for text in ast.walk(ast.parse(path.read_text()))
        if isinstance(text, ast.JoinedStr)
        for call in ast.walk(text)
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") in GETTEXT
    ]
    assert inside == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_message_is_translated(used, language):
    known = catalogues.catalogue(language)
    needed = used.values()
    if language != settings.LANGUAGE_CODE:
        needed = [entry for entry in needed if any(map(is_for_readers, entry.places))]
    missing = [
        f"{entry.message!r} in {entry.places[0]}"
        for entry in needed
        if entry.key not in known or not known[entry.key].is_translated
    ]
    assert not missing, f"{len(missing)} of {len(used)}:\n" + "\n".join(missing)


def is_for_readers(place):
    return place.startswith("templates/") and not place.startswith(FOR_EDITORS)


@pytest.mark.parametrize("language", TRANSLATED)
def test_no_message_is_left_that_nobody_says(used, language):
    left = set(catalogues.catalogue(language)) - set(used) - {("", "")}
    assert left == set()


@pytest.mark.parametrize("language", TRANSLATED)
def test_no_translation_is_a_guess(language):
    entries = catalogues.catalogue(language).values()
    assert [entry.message for entry in entries if entry.is_fuzzy] == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_translation_keeps_what_is_filled_in(language):
    torn = [
        (entry.message, form)
        for entry in catalogues.catalogue(language).values()
        if entry.message
        for form in entry.forms.values()
        if form and not fits(form, entry)
    ]
    assert torn == []


def fits(form, entry):
    """One form of a plural may leave the number out (“one story”), but invent nothing."""
    there = set(PLACEHOLDER.findall(form))
    if entry.plural:
        return there <= set(PLACEHOLDER.findall(entry.message + entry.plural))
    return there == set(PLACEHOLDER.findall(entry.message))


@pytest.mark.parametrize("language", TRANSLATED)
def test_what_is_compiled_is_what_is_written(language):
    compiled = catalogues.compiled(language)._catalog
    compiled.pop("")  # the header, which the compiler shortens
    written = {}
    for entry in catalogues.catalogue(language).values():
        name = f"{entry.context}\x04{entry.message}" if entry.context else entry.message
        if entry.message and entry.is_translated and not entry.is_fuzzy:
            forms = entry.forms
            written |= {(name, n): forms[n] for n in forms} if entry.plural else {name: forms[0]}
    assert compiled == written, "run: python manage.py compilemessages"


def test_russian_counts_as_russians_do():
    form = catalogues.compiled("ru").plural
    assert form(1) == form(21) == form(101)
    assert form(2) == form(22) == form(4)
    assert form(5) == form(11) == form(111) == form(0) == form(12)
    assert len({form(1), form(2), form(5)}) == 3


def test_every_russian_plural_has_all_its_forms():
    forms = {catalogues.compiled("ru").plural(n) for n in range(200)}
    short = [
        entry.message
        for entry in catalogues.catalogue("ru").values()
        if entry.plural and not all(entry.forms.get(n) for n in forms)
    ]
    assert short == []
