from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from backups import counting, sqlite
from backups.places import place_of
from backups.refusals import Refusal
from backups.restoring import ASIDE, Restoring
from backups.source import Source
from backups.watching import Watched, told_in_words


class Command(BaseCommand):
    help = (
        "Put a backup back: proven first, looked at beside the old site, and in its place in one "
        "moment. Interrupted at any moment, the old site or the new one is whole."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", help="A file, or s3:NAME.")
        parser.add_argument(
            "--yes", action="store_true", help="Also over a site that is not empty."
        )

    def handle(self, *, file, yes, **options):
        with told_in_words(_("Interrupted. The site is as it was.")):
            watched = Watched(self.stdout)
            restoring = Restoring(Source(place_of(file), watched))
            was_empty = self.may_be_replaced(yes)
            restoring.prove()
            done = restoring.carry_out(was_empty=was_empty)
            watched.close()
            self.tell(done)

    def may_be_replaced(self, yes):
        """Return whether the site is empty; raises `Refusal` if it is not and nobody said yes."""
        if connection.vendor == "sqlite":
            sqlite.path_of_database().parent.mkdir(parents=True, exist_ok=True)
        try:
            lost = counting.what_would_be_lost()
        except DatabaseError as error:
            if connection.vendor != "sqlite":
                raise
            connection.close()
            if not yes:
                raise Refusal(
                    _("The database of the site cannot be read (%(why)s). --yes moves it aside.")
                    % {"why": error}
                ) from error
            away = sqlite.put_away_damaged(f".{timezone.now():{ASIDE}}")
            self.stdout.write(_("The damaged database lies at %(path)s now.") % {"path": away})
            return True
        if lost and not yes:
            raise Refusal(
                _(
                    "The site is not empty. Restoring would replace: %(what)s. "
                    "Say --yes if that is meant; the old database is kept aside."
                )
                % {"what": ", ".join(lost)}
            )
        return not lost

    def tell(self, done):
        at = date_format(timezone.localtime(done.made_at), "SHORT_DATETIME_FORMAT")
        self.stdout.write(
            _("The site is as it was on %(at)s; files put back: %(files)d.")
            % {"at": at, "files": done.files}
        )
        if done.lost:
            self.stdout.write(
                _("Files that were lost before the backup was made: %(n)d.") % {"n": done.lost}
            )
        if done.aside:
            self.stdout.write(_("The old database is kept: %(aside)s") % {"aside": done.aside})
        if done.migrations:
            self.stdout.write(
                _(
                    "The backup is of an older release: now run migrate (%(n)d migrations), then "
                    "recount_reactions, rebuild_lists, rebuild_search and rebuild_desk_search, "
                    "each with --check."
                )
                % {"n": done.migrations}
            )
        self.stdout.write(_("Restart the processes of the site."))
        if done.differences:
            raise CommandError(
                _("Restored, but wrong as it was in the backup: %(what)s")
                % {"what": "; ".join(done.differences)}
            )
