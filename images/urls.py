from urllib.parse import urlsplit

from django.conf import settings
from django.urls import re_path

from . import views

app_name = "images"

# MEDIA_URL may name another host, one that fetches from here.
_FOLDER = urlsplit(settings.MEDIA_URL).path.lstrip("/")

urlpatterns = [
    re_path(
        rf"^{_FOLDER}(?P<name>r/[0-9a-f]{{2}}/[0-9a-z.-]{{1,80}})$",
        views.rendition,
        name="rendition",
    ),
]
