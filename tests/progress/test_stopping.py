"""A long command is stopped by Ctrl-C and by whoever shuts the machine down."""

import os
import signal
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.management.base import CommandError

from progress.stopping import stoppable


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_whoever_stops_a_command_is_told_what_became_of_it(how):
    before = signal.getsignal(signal.SIGTERM)
    with pytest.raises(CommandError, match="Half is there") as stopped, stoppable("Half is there."):
        os.kill(os.getpid(), how)
        signal.pause()
    assert stopped.value.returncode == 130
    assert signal.getsignal(signal.SIGTERM) is before


def test_a_command_called_from_a_thread_only_runs():
    def run():
        with stoppable("Half is there."):
            return "done"

    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(run).result() == "done"
