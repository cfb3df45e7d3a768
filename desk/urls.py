from django.contrib import admin
from django.urls import path

from . import log, views

app_name = "desk"

urlpatterns = [
    path("log/", admin.site.admin_view(log.log), name="log"),
    path("log/export/", admin.site.admin_view(log.export), name="log_export"),
    path("calendar/", admin.site.admin_view(views.today), name="calendar"),
    path("calendar/<str:span>/<str:day>/", admin.site.admin_view(views.calendar), name="span"),
    path("calendar/plan/<str:pk>/<str:action>/", admin.site.admin_view(views.plan), name="plan"),
]
