from django.urls import path, re_path

from . import feeds, views

app_name = "articles"

DAY = r"(?P<year>[0-9]{4})/(?P<month>[0-9]{2})/(?P<day>[0-9]{2})"

urlpatterns = [
    re_path(rf"^{DAY}/(?P<slug>[^/]+)/$", views.article, name="article"),
    re_path(rf"^{DAY}/$", views.day, name="day"),
    re_path(r"^(?P<year>[0-9]{4})/(?P<month>[0-9]{2})/$", views.month, name="month"),
    re_path(r"^(?P<year>[0-9]{4})/$", views.year, name="year"),
    path("rubric/<str:slug>/", views.rubric, name="rubric"),
    path("tag/<str:slug>/", views.tag, name="tag"),
    path("author/<str:slug>/", views.author, name="author"),
    *feeds.addresses("", feeds.site),
    *feeds.addresses("rubric/<str:slug>/", feeds.rubric, "rubric_"),
    *feeds.addresses("tag/<str:slug>/", feeds.tag, "tag_"),
    *feeds.addresses("author/<str:slug>/", feeds.author, "author_"),
    path("corrections/", views.corrections, name="corrections"),
]
