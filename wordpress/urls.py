from django.urls import path

from . import views

app_name = "wordpress"
urlpatterns = [path("files/<int:pk>/<str:name>", views.kept_file, name="file")]
