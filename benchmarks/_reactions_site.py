"""The paper as it is served, with the ways beside it that its reactions are measured against.

Same server, same processes, same middlewares: what differs is what is done with a press.
"""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")

from django.core.wsgi import get_wsgi_application

paper = get_wsgi_application()

from django.db import connection, transaction  # noqa: E402 - after the settings are read
from django.http import JsonResponse  # noqa: E402
from django.urls import path  # noqa: E402
from django.views.decorators.csrf import csrf_exempt  # noqa: E402

from newsroom import urls  # noqa: E402
from reactions.visitors import visitor_of  # noqa: E402

HELLO = b"Hello."


def application(environ, start_response):
    if environ["PATH_INFO"] == "/constant":
        start_response("200 OK", [("Content-Length", str(len(HELLO)))])
        return [HELLO]
    return paper(environ, start_response)


@csrf_exempt
def counter_row(request, pk):
    """What one writes first: the vote, and one more in a row that all who press want."""
    visitor = visitor_of(request)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT 1 FROM articles_article WHERE id = %s AND status = 'published'", [pk]
        )
        cursor.fetchone()
        cursor.execute("INSERT INTO naive_vote VALUES (%s, 1, %s)", [pk, visitor.pk.hex])
        cursor.execute("UPDATE naive_counter SET number = number + 1 WHERE article_id = %s", [pk])
        cursor.execute("SELECT number FROM naive_counter WHERE article_id = %s", [pk])
        (number,) = cursor.fetchone()
    return JsonResponse({"counts": {"heart": number}})


@csrf_exempt
def append_only(request, pk):
    """The least that stores a press: one row and no number."""
    visitor = visitor_of(request)
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO naive_vote VALUES (%s, 2, %s)", [pk, visitor.pk.hex])
    return JsonResponse({"counts": {}})


def make_naive_tables(article_id):
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TABLE naive_vote (article_id bigint, emoji_id smallint, visitor char(32),"
            " PRIMARY KEY (article_id, emoji_id, visitor))"
        )
        cursor.execute("CREATE TABLE naive_counter (article_id bigint PRIMARY KEY, number integer)")
        cursor.execute("INSERT INTO naive_counter VALUES (%s, 0)", [article_id])


def naive_number():
    with connection.cursor() as cursor:
        cursor.execute("SELECT number FROM naive_counter")
        return cursor.fetchone()[0]


urls.urlpatterns[:0] = [
    path("naive/<int:pk>/", counter_row),
    path("append/<int:pk>/", append_only),
]
