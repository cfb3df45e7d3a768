import io

import pytest

from progress import Progress


class Terminal(io.StringIO):
    def isatty(self):
        return True


def test_whoever_watches_sees_a_bar():
    screen = Terminal()
    with Progress("Pictures", 3, screen) as progress:
        for _picture in range(3):
            progress.advance()
    assert "3/3" in screen.getvalue().split("\r")[-1]
    assert screen.getvalue().endswith("\n")


def test_a_log_gets_a_line_for_every_tenth_part():
    log = io.StringIO()
    with Progress("Stories", 1000, log) as progress:
        for _story in range(1000):
            progress.advance()
    assert len(log.getvalue().splitlines()) == 10


def test_an_interrupted_bar_does_not_claim_to_be_done():
    log = io.StringIO()
    with pytest.raises(KeyboardInterrupt), Progress("Stories", 10, log) as progress:
        progress.advance(4)
        raise KeyboardInterrupt
    assert "4 из 10" in log.getvalue()
    assert "10 из 10" not in log.getvalue()


def test_where_nothing_is_to_do_nothing_is_said():
    log = io.StringIO()
    with Progress("Stories", 0, log):
        pass
    assert log.getvalue() == ""
