"""What `make test` says at its end."""

from pathlib import Path

import pytest

from tests import ROOT

CASE = '<testcase classname="tests.search.test_page" name="{name}">{inside}</testcase>'
FAILED = "<failure message='assert 0'/>"


@pytest.fixture
def report(tmp_path):
    """Return a function that writes what pytest would: names, each with what came of it."""

    def write(name="report.xml", **tests):
        cases = "".join(CASE.format(name=test, inside=inside) for test, inside in tests.items())
        file = tmp_path / name
        file.write_text(f"<testsuites><testsuite>{cases}</testsuite></testsuites>")
        return file

    return write


@pytest.fixture
def module(monkeypatch):
    monkeypatch.syspath_prepend(str(ROOT / "dev"))
    import outcome

    return outcome


@pytest.fixture
def outcome(module):
    return module.Outcome(must_be_whole=True)


def test_what_failed_is_named_as_pytest_takes_it(module, report):
    written = report(test_one="", test_two=FAILED)
    assert module.failed_in(written) == ["tests/search/test_page.py::test_two"]


def test_a_test_that_fails_twice_has_failed(outcome, report):
    outcome.add("on SQLite", went_well=False, report=report(test_one="", test_two=FAILED))
    outcome.add_once_more("on SQLite", report("again.xml", test_two=FAILED))
    assert not outcome.is_good
    assert "1 passed, 1 failed" in outcome.summary(seconds=1)


def test_one_that_passes_alone_is_named_and_has_not_failed(outcome, report):
    outcome.add("on SQLite", went_well=False, report=report(test_one="", test_two=FAILED))
    outcome.add_once_more("on SQLite", report("again.xml", test_two=""))
    assert outcome.is_good
    said = outcome.summary(seconds=1)
    assert "UNSTEADY" in said
    assert "on SQLite: tests.search.test_page.test_two" in said
    assert "2 passed, 0 failed" in said


def test_what_passes_on_one_database_says_nothing_of_the_other(outcome, report):
    for step in ("on SQLite", "on PostgreSQL"):
        outcome.add(step, went_well=False, report=report(test_one=FAILED))
    outcome.add_once_more("on SQLite", report("again.xml", test_one=""))
    assert outcome.failed == ["on PostgreSQL: tests.search.test_page.test_one"]


def test_a_run_that_could_not_begin_again_forgives_nothing(outcome, report, tmp_path):
    outcome.add("on SQLite", went_well=False, report=report(test_one=FAILED))
    outcome.add_once_more("on SQLite", tmp_path / "never written")
    assert not outcome.is_good


def test_skipped_on_both_is_a_failure_where_all_must_run(outcome, report):
    outcome.add("on SQLite", went_well=True, report=report(a="", b="<skipped message='no Java'/>"))
    assert not outcome.is_good
    assert "b: no Java" in outcome.summary(seconds=1)


def test_tests_in_a_browser_lie_where_they_are_looked_for(module):
    import suite

    marked = [
        path.relative_to(ROOT)
        for path in (ROOT / "tests").rglob("*.py")
        if "pytest.mark.browser" in path.read_text() and path != Path(__file__)
    ]
    assert marked
    assert [path for path in marked if "/".join(path.parts[:2]) not in suite.BROWSER_TESTS] == []
