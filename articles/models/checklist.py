"""What a story needs before readers may see it. The paper chooses which points it insists on."""

from django.utils.translation import gettext_lazy as _

from articles import html
from images.models import Image
from paper.models import Point


def missing(content, points, *, picture=None):
    """Return `{field: sentence}` of everything that `points` ask for and `content` has not.

    points: codes of `paper.Point`. picture: the row of its main picture, if it is at hand; if
    not, at most one query.
    """
    asked = [(point, CHECKS[point]) for point in Point.values if point in points]
    main = Picture(content["picture"], picture)
    found = {}
    for _point, (field, is_there, sentence) in asked:
        if field not in found and not is_there(content, main):
            found[field] = sentence
    return found


class Picture:
    """The main picture, read when something is asked of it."""

    def __init__(self, named, row):
        self._named, self._row = named, row

    @property
    def row(self):
        if self._named and self._row is None:
            self._row = Image.objects.filter(pk=self._named["id"]).first()
        return self._row


def _has_text(content, picture):
    return bool(html.text_of(content["body"]) or content["lead"].strip())


def _is_described(content, picture):
    return picture.row is None or bool(picture.row.alt or picture.row.is_decorative)


def _is_credited(content, picture):
    return picture.row is None or bool(picture.row.credit)


#: Point → the field it leads to, whether it is met, and what to do if it is not.
CHECKS = {
    Point.HEADLINE: ("headline", lambda c, p: c["headline"].strip(), _("Write a headline.")),
    Point.LEAD: ("lead", lambda c, p: c["lead"].strip(), _("Write a lead.")),
    Point.TEXT: ("body", _has_text, _("Write the text, or at least a lead.")),
    Point.RUBRIC: ("rubrics", lambda c, p: c["rubrics"], _("Choose at least one rubric.")),
    Point.BYLINE: ("bylines", lambda c, p: c["bylines"], _("Say who wrote it.")),
    Point.PICTURE: ("picture", lambda c, p: c["picture"], _("Choose a main picture.")),
    Point.ALT: (
        "picture",
        _is_described,
        _("Describe the main picture for those who cannot see it, or mark it as decorative."),
    ),
    Point.CREDIT: ("picture", _is_credited, _("Say whose picture the main one is.")),
    Point.AGE_MARK: ("age_mark", lambda c, p: c["age_mark"], _("Choose an age mark.")),
}
