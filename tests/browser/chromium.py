"""The machine's own Chromium, and how to start it."""

import os
import shutil

# The half without windows does the same in two thirds of the time.
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
CHROMIUM = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)

QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    # Processes that no test needs: one for drawing beside the browser's, one for the next page.
    "--in-process-gpu",
    "--disable-features=SpareRendererForSitePerProcess",
]
