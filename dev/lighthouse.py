"""`make lighthouse`: what Lighthouse says of three pages of the demo, on the phone it imagines.

Runs inside the virtual environment; needs Chromium and npm, and nginx for how pages are sent. Each
page is asked for three times and the middle of each number counts: other work on the machine makes
Lighthouse's imagined phone slower, never quicker, and so the best time is printed beside it.

    .venv/bin/python dev/lighthouse.py [--times 3] [http://address/of/a/running/paper]

Exit status 1 if a page is over a limit.
"""

import argparse
import contextlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import urllib.request
from pathlib import Path
from statistics import median

from machine import TOOLS

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.browser.chromium import CHROMIUM  # noqa: E402 - found once the path is set
from tests.browser.newspaper import Newspaper  # noqa: E402 - as above
from tests.edge.front import Front, is_there  # noqa: E402 - as above

#: The newest whose Node is the one that Debian 13 and Node's own long-term releases bring.
LIGHTHOUSE = "lighthouse@12.8.2"
PROGRAM = TOOLS / "node_modules" / ".bin" / "lighthouse"
FLAGS = "--headless --no-sandbox --disable-gpu --disable-dev-shm-usage"
# The story of the demo with everything in it.
PAGES = {"front page": "/", "article": "/articles/", "rubric": "/rubric/novosti/"}
STORY = "lena-vstala-ranshe"
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
MOST_KIB = 30
MOST_SECONDS = 1.0
TIMES = {
    "FCP": "first-contentful-paint",
    "LCP": "largest-contentful-paint",
    "TBT": "total-blocking-time",
}
#: These say how busy the machine was, or are measured by the limits themselves.
OF_THE_MACHINE = {"mainthread-work-breakdown", "bootup-time", "max-potential-fid"}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("url", nargs="?", help="a running paper; none: the demo, made for this")
    parser.add_argument("--times", type=int, default=3)
    options = parser.parse_args()
    if not CHROMIUM or not shutil.which("npm"):
        sys.exit("Chromium and npm are needed. On Debian: apt install chromium npm")
    fetch()
    with paper_at(options.url) as url:
        reports = {page: ask(url + path, options.times) for page, path in pages(url).items()}
    print(f"load of the machine at the end: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    over = [page for page, found in reports.items() if not say(page, found)]
    sys.exit(bool(over))


def fetch():
    """Install Lighthouse into `var/tools/`, once."""
    if PROGRAM.exists():
        return
    print("Installing Lighthouse into var/tools …", flush=True)
    TOOLS.mkdir(parents=True, exist_ok=True)
    command = ["npm", "install", "--no-audit", "--no-fund", "--prefix", TOOLS, LIGHTHOUSE]
    if subprocess.run(command, check=False).returncode:
        sys.exit("Lighthouse could not be installed; the lines above say why.")


@contextlib.contextmanager
def paper_at(url):
    """Yield the address of a paper: the given one, or the demo behind the shipped nginx."""
    if url:
        yield url.rstrip("/")
        return
    with tempfile.TemporaryDirectory() as place, contextlib.ExitStack() as ending:
        folder = Path(place)
        print("Making the demo, which takes a minute …", flush=True)
        paper = Newspaper(folder)
        paper.environment["TRUSTED_PROXIES"] = "127.0.0.1"
        paper.found()
        paper.start()
        ending.callback(paper.stop)
        if not is_there():
            print("nginx is not installed: pages come from gunicorn alone.")
            yield paper.url
            return
        (folder / "nginx").mkdir()
        front = Front(folder / "nginx", [paper.host], folder / "media")
        yield ending.enter_context(front.running()).url


def pages(url):
    """Return `{page: path}`; the article is looked for on the front page."""
    with urllib.request.urlopen(url + "/", timeout=30) as answer:
        front = answer.read().decode()
    end = front.find(f"/{STORY}/")
    if end < 0:
        sys.exit(f"{url}/ is not the demo: the story “{STORY}” does not stand there.")
    begin = front.rfind('"', 0, end) + 1
    return PAGES | {"article": front[begin:end] + f"/{STORY}/"}


def ask(url, times):
    """Return Lighthouse's reports of `url`."""
    command = [PROGRAM, url, "--quiet", "--output=json", f"--chrome-flags={FLAGS}"]
    environment = os.environ | {"CHROME_PATH": CHROMIUM}
    reports = []
    for _time in range(times):
        done = subprocess.run(command, capture_output=True, env=environment, check=False)
        try:
            reports.append(json.loads(done.stdout))
        except ValueError:
            sys.exit(f"Lighthouse said nothing of {url}:\n{done.stderr.decode()[-2000:]}")
    return reports


def say(page, reports):
    """Print what was found on `page`; return whether it is within the limits."""
    scores = {name: middle(reports, lambda r, n=name: r["categories"][n]["score"] * 100)
              for name in CATEGORIES}  # fmt: skip
    seconds = {
        name: sorted(report["audits"][audit]["numericValue"] / 1000 for report in reports)
        for name, audit in TIMES.items()
    }
    newest = reports[-1]
    bytes_, pictures, blocking = transferred(newest), transferred(newest, "Image"), scripts(newest)
    print(f"\n{page}: " + ", ".join(f"{name} {score:.0f}" for name, score in scores.items()))
    print("  " + ", ".join(f"{name} {median(found):.2f} s (best {found[0]:.2f})"
                           for name, found in seconds.items()))  # fmt: skip
    print(f"  {(bytes_ - pictures) / 1024:.1f} KiB without pictures, {pictures / 1024:.0f} of them")
    for audit, reason in faults(reports).items():
        print(f"  below 100: {audit}: {reason}")
    over = [name for name, score in scores.items() if score < 100]
    over += ["more than 30 KiB"] * (bytes_ - pictures > MOST_KIB * 1024)
    over += [f"scripts that paint waits for: {', '.join(blocking)}"] * bool(blocking)
    over += ["LCP over a second"] * (median(seconds["LCP"]) > MOST_SECONDS)
    print(f"  OVER THE LIMIT: {'; '.join(over)}" if over else "  within the limits")
    return not over


def middle(reports, number):
    return median(map(number, reports))


def requests(report, kind=None):
    found = report["audits"]["network-requests"]["details"]["items"]
    return [request for request in found if kind in (None, request.get("resourceType"))]


def transferred(report, kind=None):
    """Return the bytes that came, headers and all, of everything or of one kind."""
    return sum(request.get("transferSize") or 0 for request in requests(report, kind))


def scripts(report):
    """Return the addresses of scripts for which a browser waits before it paints."""
    items = report["audits"]["render-blocking-resources"].get("details", {}).get("items", [])
    return [item["url"] for item in items if ".js" in item["url"]]


def faults(reports):
    """Return `{audit: reason}` of what is below 100 in most of `reports`."""
    counted: dict[str, list[str]] = {}
    for report in reports:
        for category in CATEGORIES:
            for name in {ref["id"] for ref in report["categories"][category]["auditRefs"]}:
                audit = report["audits"][name]
                is_low = audit["score"] is not None and audit["score"] < 1
                if is_low and name not in OF_THE_MACHINE:
                    reason = f"{audit['title']} {audit.get('displayValue', '')}".strip()
                    counted.setdefault(name, []).append(reason)
    return {name: said[-1] for name, said in counted.items() if len(said) * 2 > len(reports)}


if __name__ == "__main__":
    main()
