"""A story's picture as other sites show it: in feeds, link previews, structured data."""

from dataclasses import dataclass

from django.utils.html import format_html

from images.renditions import url_of
from images.specs import SPECS

from .absolute import absolute
from .printable import printable

SPEC = "social"


@dataclass(frozen=True)
class Picture:
    """A jpeg of one known size at an absolute address."""

    url: str
    width: int
    height: int
    alt: str
    caption: str
    credit: str

    @property
    def html(self):
        """The picture as a figure; caption and credit stay with it wherever it is copied."""
        words = " ".join(filter(None, [self.caption, self.credit]))
        image = format_html(
            '<img src="{}" width="{}" height="{}" alt="{}">',
            self.url, self.width, self.height, self.alt,
        )  # fmt: skip
        caption = format_html("<figcaption>{}</figcaption>", words) if words else ""
        return format_html("<figure>{}{}</figure>", image, caption)


def picture_of(article, request):
    """Return the `Picture` of `article`, None if it has none. No query."""
    image = article.picture
    if image is None:
        return None
    spec = SPECS[SPEC]
    width = spec.widths_of(image.width, image.height)[-1]
    return Picture(
        url=absolute(request, url_of(image, SPEC)),
        width=width,
        height=spec.height_of(width, image.width, image.height),
        alt="" if image.is_decorative else printable(image.alt),
        caption=printable(article.picture_caption or image.caption),
        credit=printable(image.credit),
    )
