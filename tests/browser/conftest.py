"""A real Chromium and a real server. Where there is no Chromium, these tests say so and skip."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests import migrated

from .chromium import CHROMIUM, QUIET
from .newspaper import Newspaper, running

# Playwright keeps an event loop in the thread of the tests, which makes Django refuse every
# query there although nothing asynchronous ever touches the database.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

# Three browsers and their papers share two cores: an answer may take longer than five seconds.
expect.set_options(timeout=15_000)

HERE = Path(__file__).parent
#: Modules of many tests that need no paper of their own.
SPREAD = {"test_sweep"}


def pytest_collection_modifyitems(items):
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)
            if item.path.stem not in SPREAD:
                # One process runs them all, so that their paper is made once.
                item.add_marker(pytest.mark.xdist_group(item.path.stem))


@pytest.fixture(scope="session")
def browser_type_launch_args():
    """Start the machine's own Chromium; it may ask nobody for updates."""
    if not CHROMIUM:
        pytest.skip("there is no Chromium on this machine")
    return {
        "executable_path": CHROMIUM,
        "args": QUIET,
    }


@pytest.fixture(scope="session")
def demo(browser_type_launch_args):
    """The demo newspaper, running. Read it only: all tests share its database."""
    with migrated.made_once("demo") as (folder, is_made):
        newspaper = Newspaper(folder)
        if not is_made:
            # Under another name until it is whole.
            unfinished = Newspaper(folder.with_name("demo.unfinished"))
            unfinished.folder.mkdir(exist_ok=True)
            unfinished.found()
            unfinished.folder.rename(folder)
    newspaper.start()
    yield newspaper
    newspaper.stop()


@pytest.fixture
def empty_newspaper(tmp_path, browser_type_launch_args):
    """A newspaper of this test's own, migrated, without a story, running."""
    with running(tmp_path) as newspaper:
        yield newspaper


@pytest.fixture(scope="module")
def paper(tmp_path_factory, browser_type_launch_args):
    """A newspaper for all tests of a module; whoever needs a story writes one of their own."""
    with running(tmp_path_factory.mktemp("paper")) as paper:
        yield paper
