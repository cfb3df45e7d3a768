"""Two questions of whoever runs the site: does the process live, may it be sent readers?"""

from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpResponse
from django.views.decorators.http import require_safe

# Applied migrations stay applied while this process runs; reading them costs 50 ms.
_migrated = set()


@require_safe
def live(request):
    """The process answers. Asks nothing of anybody, so that a slow database restarts no process."""
    return said("alive", 200)


@require_safe
def ready(request):
    """The database answers and has the tables of this release; 503 with the reason otherwise."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        missing = missing_migrations()
    except Error as error:
        return said(f"the database does not answer: {type(error).__name__}", 503)
    if missing:
        return said(f"{missing} migrations are not applied: run manage.py migrate", 503)
    return said("ready", 200)


def missing_migrations():
    """Return how many migrations the database lacks."""
    place = str(connection.settings_dict["NAME"])
    if place in _migrated:
        return 0
    executor = MigrationExecutor(connection)
    missing = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    if not missing:
        _migrated.add(place)
    return missing


def said(sentence, status):
    response = HttpResponse(sentence + "\n", status=status, content_type="text/plain")
    response.headers["Cache-Control"] = "no-store"
    if status == 503:
        response.headers["Retry-After"] = "5"
    return response
