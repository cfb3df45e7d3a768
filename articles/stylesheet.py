"""The paper's own colours as one small stylesheet, so that no page needs an inline style."""

import hashlib
from dataclasses import dataclass

from django.http import HttpResponse
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from articles.models import Rubric
from pagecache.remembered import Remembered, furniture
from paper.models import Paper

A_YEAR = 31_536_000
A_MINUTE = 60


@dataclass(frozen=True)
class Stylesheet:
    """The text, the name made from it, and the address that changes whenever the text does."""

    text: str

    @property
    def name(self):
        return hashlib.sha256(self.text.encode()).hexdigest()[:12]

    @property
    def address(self):
        return reverse("stylesheet", args=[self.name])


def written(paper, rubrics):
    """Return the stylesheet of `paper`: how thick its rule is, which hue each rubric has."""
    lines = [f":root{{--ice:{paper.rule_px}px}}"]
    lines += [f'[data-rubric="{rubric.slug}"]{{--hue:{rubric.hue}}}' for rubric in rubrics]
    return Stylesheet("@layer tokens{\n" + "\n".join(lines) + "\n}\n")


Remembered(
    "stylesheet",
    tags=lambda language: ["paper", "rubrics"],
    load=lambda language: written(Paper.current(), Rubric.objects.order_by("pk")),
)


@require_safe
def stylesheet(request, name):
    """Answer with the stylesheet as it is now: for ever under its own name, for a minute under
    another, which only a page kept somewhere still asks for.
    """
    current = furniture(request).stylesheet
    response = HttpResponse(current.text, content_type="text/css; charset=utf-8")
    if name == current.name:
        patch_cache_control(response, public=True, max_age=A_YEAR, immutable=True)
    else:
        patch_cache_control(response, public=True, max_age=A_MINUTE)
    return response
