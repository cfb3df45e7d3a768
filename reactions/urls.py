from django.urls import path

from . import views

app_name = "reactions"

# Texts, not numbers: whatever stands there gets the same 404.
urlpatterns = [
    path("articles/<str:pk>/reactions/", views.result, name="result"),
    path("articles/<str:pk>/reactions/<str:slug>/", views.press, name="press"),
    path("articles/<str:pk>/reactions.json", views.counts, name="counts"),
]
