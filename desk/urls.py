from django.contrib import admin
from django.urls import path

from . import views

app_name = "desk"

urlpatterns = [
    path("calendar/", admin.site.admin_view(views.today), name="calendar"),
    path("calendar/<str:span>/<str:day>/", admin.site.admin_view(views.calendar), name="span"),
    path("calendar/plan/<str:pk>/<str:action>/", admin.site.admin_view(views.plan), name="plan"),
]
