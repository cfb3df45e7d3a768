import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
django = get_wsgi_application()

from newsroom.replica import for_readers  # noqa: E402 - needs what Django has just set up

application = for_readers(django)
