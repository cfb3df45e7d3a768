"""Readers of every page, and an editor at work at the real desk: the traffic of `soak`."""

import http.cookiejar
import random
import re
import threading
import time
import urllib.error
import urllib.request
from collections import Counter
from urllib.parse import quote, urlencode

from django.db import connections
from django.urls import reverse

from articles.models import Article, Author, Rubric
from benchmarks.pages import WORDS
from demo.people import PASSWORD
from reactions.models import Emoji
from tests.desk.people import filled_in
from tests.images.pictures import draw, encode

LIST = "/admin/articles/article/"
UPLOAD = "/admin/images/image/add/"
#: What a reader or an editor may be answered: a story may be withdrawn, a press limited.
FINE = {200, 304, 404, 410, 429}


class Visitor:
    """Asks for pages and counts what comes; errors are kept with their address."""

    def __init__(self, port, seen):
        self.url = f"http://127.0.0.1:{port}"
        self.seen = seen
        self.cookies = http.cookiejar.CookieJar()
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.cookies))

    def ask(self, what, path, data=None, **headers):
        """Return the body of `path`; what: the name under which it is counted."""
        headers = {"Origin": self.url, "Accept-Encoding": "gzip"} | headers
        request = urllib.request.Request(self.url + path, data=data, headers=headers)
        began = time.monotonic()
        try:
            with self._opener.open(request, timeout=30) as answer:
                status, body = answer.status, answer.read()
        except urllib.error.HTTPError as answer:
            status, body = answer.code, answer.read()
        except OSError as error:
            status, body = str(error), b""
        self.seen.note(what, path, status, time.monotonic() - began)
        return body


class Seen:
    """What all visitors were answered."""

    def __init__(self):
        self._lock = threading.Lock()
        self.answers: Counter = Counter()
        self.slowest: dict[str, float] = {}
        self.errors: list[str] = []

    def note(self, what, path, status, seconds):
        with self._lock:
            self.answers[what] += 1
            self.slowest[what] = max(seconds, self.slowest.get(what, 0))
            if status not in FINE:
                self.errors.append(f"{what} {path}: {status}")


def read(port, seen, rate, until):
    """Ask for everything that readers ask for, `rate` times a second."""
    chance, addresses = random.Random(1), readers_addresses()
    emoji = list(Emoji.objects.values_list("slug", flat=True))
    public = list(Article.objects.published().values_list("pk", flat=True)[:200])
    connections.close_all()
    while time.monotonic() < until:
        began = time.monotonic()
        reader = Visitor(port, seen)
        what = chance.choices(list(addresses), [6, 3, 4, 2, 1, 1])[0]
        page = reader.ask(what, chance.choice(addresses[what]))
        pictures = re.findall(rb'"(/media/[^" ]+\.(?:avif|jpg))[ "]', page)
        if pictures and chance.random() < 0.3:
            reader.ask("picture", chance.choice(pictures).decode())
        if chance.random() < 0.2:
            pk = chance.choice(public)
            reader.ask("press", f"/articles/{pk}/reactions/{chance.choice(emoji)}/", b"on=1",
                       Accept="application/json")  # fmt: skip
            reader.ask("numbers", f"/articles/{pk}/reactions.json")
        time.sleep(max(0, 1 / rate - (time.monotonic() - began)))


def ask_for_everything(port, seen, times=6):
    """Ask for every address that readers know, so often that each process has kept it."""
    addresses = [path for paths in readers_addresses().values() for path in paths]
    connections.close_all()
    for _time in range(times):
        # Somebody new each time: another process answers.
        for path in addresses:
            Visitor(port, seen).ask("beforehand", path)


def readers_addresses():
    """Return `{kind: addresses}`."""
    stories = Article.objects.published().for_cards().newest_first()[:300]
    lists = [row.get_absolute_url() for kind in (Rubric, Author) for row in kind.objects.all()]
    days = sorted({f"/{story.published_on:%Y/%m/%d}/" for story in stories})
    return {
        "story": [story.get_absolute_url() for story in stories],
        "front page": ["/", "/sah/", "/en/"],
        "list": [*lists, *days, "/corrections/"],
        "search": [f"/search/?q={quote(word)}" for word in (*WORDS, "снег", "автобус", "qq", "")],
        "feed": ["/feed/", "/sitemap.xml", "/robots.txt", "/imprint/"],
        "nothing": [f"/no/such/page/{number}/" for number in range(1000)],
    }


def work(port, seen, until):
    """Write, save, publish and upload as an editor, an act in some four seconds."""
    chance = random.Random(2)
    desk = Visitor(port, seen)
    desk.ask("login", "/admin/login/")
    form = {"username": "chief", "password": PASSWORD, "next": "/admin/"}
    desk.ask("login", "/admin/login/", sent(desk, form))
    acts = [save, save, publish, autosave, upload, look, look]
    number = 0
    while time.monotonic() < until:
        number += 1
        chance.choice(acts)(desk, chance, number)
        connections.close_all()
        time.sleep(chance.uniform(2, 6))


def sent(desk, form):
    token = next((cookie.value for cookie in desk.cookies if cookie.name == "desk_csrf"), "")
    return urlencode(form | {"csrfmiddlewaretoken": token}, doseq=True).encode()


def story(chance):
    return chance.choice(Article.objects.published().in_language("ru").newest_first()[:40])


def save(desk, chance, number, **how):
    article = story(chance)
    path = f"{LIST}{article.pk}/change/"
    desk.ask("form", path)
    lead = f"Правка {number}: {article.lead}"[:300]
    form = filled_in(article, lead=lead, **how)
    page = desk.ask("save", path, sent(desk, form), Referer=desk.url + path)
    if b"errorlist" in page or b"id_body" not in page:
        desk.seen.errors.append(f"{path} was not saved")


def publish(desk, chance, number):
    save(desk, chance, number, _publish="")


def autosave(desk, chance, number):
    article = story(chance)
    form = {"headline": article.headline, "body": article.body, "seen": article.newest}
    desk.ask("autosave", f"{LIST}{article.pk}/autosave/", sent(desk, form))


def upload(desk, chance, number):
    picture = draw(1600, 1000)
    picture.putpixel((1, 1), (number % 256, number // 256, chance.randrange(256)))
    parts = {"licence": "own", "csrfmiddlewaretoken": next(
        cookie.value for cookie in desk.cookies if cookie.name == "desk_csrf")}  # fmt: skip
    mark = "soak-soak-soak"
    body = b"".join(
        f'--{mark}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in parts.items()
    )
    body += (
        f'--{mark}\r\nContent-Disposition: form-data; name="files"; filename="{number}.jpg"\r\n'
        "Content-Type: image/jpeg\r\n\r\n"
    ).encode()
    body += encode(picture) + f"\r\n--{mark}--\r\n".encode()
    desk.ask("upload", UPLOAD, body, **{"Content-Type": f"multipart/form-data; boundary={mark}"})


def look(desk, chance, number):
    desk.ask("desk", chance.choice([LIST, f"{LIST}?q={quote(WORDS[0])}", "/admin/",
                                    "/admin/images/image/", reverse("desk:calendar")]))  # fmt: skip
