"""The nameplate as inline SVG: outlines only, nothing that runs, loads or links."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from lxml import etree

TAGS = {"svg", "g", "path", "circle", "rect", "ellipse", "polygon", "polyline", "line", "title"}
ATTRIBUTES = {
    "viewBox", "width", "height", "d", "class", "fill-rule", "clip-rule", "transform",
    "cx", "cy", "r", "rx", "ry", "x", "y", "x1", "y1", "x2", "y2", "points",
}  # fmt: skip
_SVG = "{http://www.w3.org/2000/svg}"


def validate_logo(text):
    """Raise ValidationError unless `text` is one <svg> of plain outlines."""
    if "<!" in text or "<?" in text:
        raise ValidationError(_("The nameplate may hold no DOCTYPE, comment or instruction."))
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        root = etree.fromstring(text.encode(), parser)
    except etree.XMLSyntaxError as error:
        raise ValidationError(_("This is no SVG: %(error)s") % {"error": error}) from None
    if root.tag.removeprefix(_SVG) != "svg":
        raise ValidationError(_("The nameplate must be one <svg> element."))
    for element in root.iter():
        tag = str(element.tag).removeprefix(_SVG)
        if tag not in TAGS:
            raise ValidationError(_("<%(tag)s> is not allowed in the nameplate.") % {"tag": tag})
        for name in element.attrib:
            if name not in ATTRIBUTES:
                raise ValidationError(
                    _("The attribute “%(name)s” is not allowed in the nameplate.") % {"name": name}
                )
