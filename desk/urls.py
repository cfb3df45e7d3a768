from django.contrib import admin
from django.urls import path

from . import beginnings, log, notes, planning, views

app_name = "desk"

urlpatterns = [
    path("log/", admin.site.admin_view(log.log), name="log"),
    path("log/export/", admin.site.admin_view(log.export), name="log_export"),
    path("notes/<str:pk>/", admin.site.admin_view(notes.write), name="note"),
    path("notes/<str:pk>/people/", admin.site.admin_view(notes.people), name="note_people"),
    path(
        "notes/<str:pk>/<str:number>/settled/",
        admin.site.admin_view(notes.settle),
        name="settle_note",
    ),
    path("templates/usual/", admin.site.admin_view(beginnings.usual), name="usual_templates"),
    path("templates/of/<str:pk>/", admin.site.admin_view(beginnings.keep), name="keep_template"),
    path("calendar/", admin.site.admin_view(views.today), name="calendar"),
    path("calendar/hour/<str:pk>/", admin.site.admin_view(planning.hour), name="hour"),
    path("calendar/<str:span>/<str:day>/", admin.site.admin_view(views.calendar), name="span"),
    path("calendar/plan/<str:pk>/<str:action>/", admin.site.admin_view(views.plan), name="plan"),
]
