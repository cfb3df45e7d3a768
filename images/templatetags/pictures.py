"""`{% picture image "card" %}` and `{% picture_preload image "lead" %}`."""

from django import template

from images.markup import picture_html, preload_html
from images.renditions import url_of

register = template.Library()

register.simple_tag(picture_html, name="picture")
register.simple_tag(preload_html, name="picture_preload")
register.simple_tag(url_of, name="picture_url")
