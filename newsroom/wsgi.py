import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
django = get_wsgi_application()

from newsroom.garbage import search_seldom  # noqa: E402 - needs what Django has just set up
from newsroom.replica import for_readers  # noqa: E402 - as above
from pagecache.shortcut import Shortcut  # noqa: E402 - as above

application = for_readers(Shortcut(django))
search_seldom()
