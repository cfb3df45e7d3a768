"""What the tests need of the machine besides Python: a browser, servers around ours, checkers."""

import os
import shutil
import subprocess

from environment import ROOT, say

TOOLS = ROOT / "var" / "tools"
VNU = "vnu-jar@26.9.27"
VNU_JAR = TOOLS / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
# What to look for → Debian's packages, the best first: half a browser does all that tests ask of
# one in two thirds of the time, but older systems have the whole alone.
PROGRAMS = {
    ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome"): (
        "chromium-headless-shell",
        "chromium",
    ),
    ("java",): ("default-jre-headless",),
    ("npm",): ("npm",),
    ("xgettext",): ("gettext",),
    ("nginx",): ("nginx-light", "nginx"),
    # With the compiler that it needs for its configuration.
    ("varnishd",): ("varnish",),
    ("redis-server", "valkey-server"): ("redis-server", "valkey-server"),
}


def equip():
    """Install what is missing where this machine allows it; tests say what they miss.

    Debian's packages when root may use apt, the HTML checker from npm into `var/tools/`.
    """
    missing = [wanted for names, wanted in PROGRAMS.items() if not any(map(shutil.which, names))]
    if missing and os.geteuid() == 0 and shutil.which("apt-get"):
        quietly = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
        attempt(["apt-get", "update", "-qq"], env=quietly)
        packages = [next(filter(is_offered, wanted), wanted[-1]) for wanted in missing]
        say(f"Installing {', '.join(packages)} …")
        attempt(
            ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages], env=quietly
        )
    if not VNU_JAR.exists() and shutil.which("npm") and shutil.which("java"):
        say("Installing the Nu HTML checker into var/tools …")
        TOOLS.mkdir(parents=True, exist_ok=True)
        attempt(["npm", "install", "--no-audit", "--no-fund", "--prefix", TOOLS, VNU])


def is_offered(package):
    asked = subprocess.run(["apt-cache", "show", package], capture_output=True, check=False)
    return asked.returncode == 0


def attempt(command, **how):
    done = subprocess.run(
        command,
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        text=True, check=False, **how,
    )  # fmt: skip
    if done.returncode:
        say(f"{done.stdout}\nThis failed: {' '.join(map(str, command))}")
