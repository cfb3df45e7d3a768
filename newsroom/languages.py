"""Languages that Django does not ship, and their names for the switch in the masthead."""

from django.conf import locale

# Django has no Sakha (Yakut): without this entry `get_language_info("sah")` fails and every
# template that names a language with it.
locale.LANG_INFO.setdefault(
    "sah",
    {"bidi": False, "code": "sah", "name": "Sakha", "name_local": "Саха тыла"},
)

NAMES = {"ru": "Русский", "sah": "Саха тыла", "en": "English"}
