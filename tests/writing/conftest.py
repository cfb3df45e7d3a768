"""The editor is tried in the machine's own Chromium, as the other browser tests are."""

from tests.browser.conftest import browser_type_launch_args

__all__ = ["browser_type_launch_args"]
