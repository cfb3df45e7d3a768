"""A story's picture as other sites show it: in feeds, link previews, structured data."""

from dataclasses import dataclass
from html import escape

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
        image = (
            f'<img src="{escape(self.url)}" width="{self.width}" height="{self.height}"'
            f' alt="{escape(self.alt)}">'
        )
        caption = f"<figcaption>{escape(words)}</figcaption>" if words else ""
        return f"<figure>{image}{caption}</figure>"


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
