"""Sessions in the database, as Django keeps them, found by a question that is worded once."""

from django.contrib.sessions.backends import db
from django.db import models
from django.utils import timezone

from pagecache.prepared import Prepared


class SessionStore(db.SessionStore):
    def _get_session_from_db(self):
        # Django makes keys of letters and digits. Whoever sends a NUL has not got it from us.
        found = self.session_key.isalnum() and _valid(key=self.session_key, now=timezone.now())
        if found:
            return found[0]
        self._session_key = None
        return None


_valid = Prepared(
    lambda key, now: SessionStore.get_model_class().objects.filter(
        session_key=key, expire_date__gt=now
    ),
    key=models.CharField(),
    now=models.DateTimeField(),
)
