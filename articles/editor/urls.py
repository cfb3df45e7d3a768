from django.urls import path

from . import views

app_name = "writing"

urlpatterns = [
    path("words.js", views.words, name="words"),
    path("stories.json", views.stories, name="stories"),
    path("embed.json", views.embed, name="embed"),
    path("typography.json", views.set_typography, name="typography"),
]
