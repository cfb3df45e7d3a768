"""What readers' pages look like: for each kind of page one stylesheet, the paper's colours in it.

One, because a phone waits for each further file; of its kind, because it waits for each further
kilobyte. No build: the files of `static/css/` are joined when a process first needs them.
"""

import hashlib
import re
from functools import cache
from pathlib import Path

from django.contrib.staticfiles import finders
from django.http import HttpResponse
from django.templatetags.static import static
from django.urls import reverse
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.views.decorators.http import require_safe

from articles.models import Rubric
from pagecache.pages import squeezed
from pagecache.questions import encoding_of
from pagecache.remembered import Remembered, furniture
from paper.models import Paper

A_YEAR = 31_536_000
A_MINUTE = 60
#: It is squeezed once, and every reader fetches it.
HARD = {"br": 9, "gzip": 9}
ALWAYS = ("site", "tokens", "base", "masthead", "more-rubrics", "footer")
STORY = ("card", "article", "text", "aside", "reactions", "share", "recent")
#: Kind of page → files of `static/css/`, in the order in which they overrule one another.
KINDS = {
    "front": (
        "card", "front", "first-issue", "lead", "latest", "most-reacted", "conditions",
        "interview", "photo-story",
    ),
    "story": STORY,
    "long": (*STORY[:3], "blocks", "embed", "gallery", *STORY[3:]),
    "list": ("card", "list", "archive", "author"),
    "search": ("card", "list", "search"),
    "page": ("page", "text", "blocks", "embed", "gallery"),
    "notice": ("card", "recent", "notice", "reactions", "reacted"),
}  # fmt: skip
#: What a story must hold to be a long one.
BLOCKS = ("<hr", "<table", 'class="pull', 'class="facts', 'class="embed', 'class="gallery')
COMMENT = re.compile(r"/\*.*?\*/\s*", re.DOTALL)
ROOM = re.compile(r"\s*([{}])\s*|\n\s*")
BESIDE = re.compile(r"url\(\.\./([^)]+)\)")


class Stylesheet:
    """The text, the name made from it, and the address that changes whenever the text does."""

    def __init__(self, kind: str, text: str):
        self.text = text
        self.name = f"{kind}-{hashlib.sha256(text.encode()).hexdigest()[:12]}"
        self.address = reverse("stylesheet", args=[self.name])
        self._bodies: dict[str, bytes] = {}

    def body(self, encoding: str) -> bytes:
        """Return it in `encoding`: "br", "gzip" or ""."""
        if encoding not in self._bodies:
            self._bodies[encoding] = squeezed(self.text.encode(), encoding, HARD)
        return self._bodies[encoding]


def written(paper, rubrics):
    """Return `{kind: Stylesheet}` of `paper`: its rule is so thick, its rubrics have these hues."""
    lines = [f":root{{--ice:{paper.rule_px}px}}"]
    lines += [f'[data-rubric="{rubric.slug}"]{{--hue:{rubric.hue}}}' for rubric in rubrics]
    own = "@layer tokens{\n" + "\n".join(lines) + "\n}\n"
    return {kind: Stylesheet(kind, joined(kind) + own) for kind in KINDS}


@cache
def joined(kind):
    """Return what all papers look like on pages of `kind`; it changes with the release."""
    return "".join(map(part, (*ALWAYS, *KINDS[kind])))


def part(name):
    """Return the text of a file of `static/css/`, with what lies beside it under its address."""
    text = Path(finders.find(f"css/{name}.css")).read_text(encoding="utf-8")
    text = ROOM.sub(lambda found: found[1] or "\n", COMMENT.sub("", text))
    return BESIDE.sub(lambda found: f"url({static(found[1])})", text)


Remembered(
    "stylesheets",
    tags=lambda language: ["paper", "rubrics"],
    load=lambda language: written(Paper.current(), Rubric.objects.order_by("pk")),
)


@require_safe
def stylesheet(request, name):
    """Answer with the stylesheet as it is now: for ever under its own name, for a minute under
    another, which only a page kept somewhere still asks for.
    """
    sheets = furniture(request).stylesheets
    current = sheets.get(name.partition("-")[0], sheets["notice"])
    encoding = encoding_of(request.headers.get("Accept-Encoding", ""))
    response = HttpResponse(current.body(encoding), content_type="text/css; charset=utf-8")
    if encoding:
        response.headers["Content-Encoding"] = encoding
    patch_vary_headers(response, ["Accept-Encoding"])
    if name == current.name:
        patch_cache_control(response, public=True, max_age=A_YEAR, immutable=True)
    else:
        patch_cache_control(response, public=True, max_age=A_MINUTE)
    return response
