import datetime

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from backups import proving
from backups.models import Backup, is_late
from backups.places import place_of
from backups.restoring import NAMES
from backups.source import Source
from backups.watching import Watched, told_in_words


class Command(BaseCommand):
    help = (
        "Exit with 1 if the last good backup is too old; with a file: read it to its end and exit "
        "with 1 unless it is whole."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", nargs="?", help="A file, or s3:NAME.")

    def handle(self, *, file, **options):
        with told_in_words(_("Interrupted.")):
            if file:
                self.read(file)
            else:
                self.ask_for_its_age()

    def ask_for_its_age(self):
        newest = Backup.newest()
        if newest is None:
            said = _("There never was a backup of this site.")
        else:
            said = _("The last good backup is of %(at)s: %(place)s") % {
                "at": _moment(newest.made_at),
                "place": newest.place,
            }
        if is_late(newest, timezone.now()):
            raise CommandError(said, returncode=1)
        self.stdout.write(said)

    def read(self, file):
        watched = Watched(self.stdout)
        with Source(place_of(file), watched).reading(_("Reading, MB")) as reader:
            proving.prove(reader, with_program=True)
        watched.close()
        at = datetime.datetime.fromisoformat(reader.whole.made_at)
        self.stdout.write(
            _("Whole: made on %(at)s by %(release)s of %(database)s %(version)s, %(rows)d rows.")
            % {
                "at": _moment(at),
                "release": reader.origin.release,
                "database": NAMES[reader.origin.database],
                "version": reader.origin.database_version,
                "rows": sum(reader.whole.tables.values()),
            }
        )


def _moment(at):
    return date_format(timezone.localtime(at), "SHORT_DATETIME_FORMAT")
