"""Every address of the site. Russian (the first language) has no prefix."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("admin/", admin.site.urls),
    path("", include("images.urls")),
    path("", include("reactions.urls")),
    *i18n_patterns(
        path("", include("frontpage.urls")),
        path("", include("search.urls")),
        path("", include("articles.urls")),
        # Last: a plain page may have any address that is still free.
        path("", include("pages.urls")),
        prefix_default_language=False,
    ),
]
