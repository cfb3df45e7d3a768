"""The settings of newspapers that tests run: `newsroom.settings`, with quick passwords."""

from newsroom.settings import *  # noqa: F403 - all of them

# A million rounds, half a second of a core, for everybody who is made and at every login.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

# Most of the eleven seconds that it takes to squeeze all files as hard as can be are of scripts.
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = (*WHITENOISE_SKIP_COMPRESS_EXTENSIONS, "js")  # noqa: F405
