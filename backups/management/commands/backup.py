from contextlib import closing

from django.core.management.base import BaseCommand
from django.db import DatabaseError
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.translation import gettext as _

from backups import making, passphrase, proving
from backups.models import Backup
from backups.places import place_of, refuse_to_overwrite
from backups.refusals import Refusal
from backups.rotation import name_of_former, name_with, rotate
from backups.watching import Watched, told_in_words


class Command(BaseCommand):
    help = (
        "Put database and pictures into one file, while the site goes on; read it back; then let "
        "it have its name. May be interrupted at any moment: nothing unfinished is left."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "file",
            help="A file, a folder (a name is made of the moment), or s3:NAME, s3:FOLDER/.",
        )
        parser.add_argument(
            "--keep",
            type=int,
            metavar="N",
            help="Remove all but the N newest backups of this name, or of this folder.",
        )
        sealing = parser.add_mutually_exclusive_group()
        sealing.add_argument(
            "--encrypt",
            action="store_true",
            help="Seal it with a passphrase; asked for unless BACKUP_PASSPHRASE(_FILE) is set.",
        )
        sealing.add_argument(
            "--plain", action="store_true", help="Do not seal it, whatever the environment says."
        )

    def handle(self, *, file, keep, encrypt, plain, **options):
        with told_in_words(_("Interrupted. There is no new backup; nothing was left behind.")):
            if keep is not None and keep < 1:
                raise Refusal(_("--keep must be at least 1."))
            secret = None if plain else self.passphrase(encrypt)
            place = place_of(file)
            refuse_to_overwrite(place)
            place.shelf.sweep()
            self.write(place, secret, keep)

    def passphrase(self, must_be):
        secret = passphrase.given() or (passphrase.typed(twice=True) if must_be else None)
        if must_be and not secret:
            raise Refusal(
                _(
                    "There is no passphrase: set BACKUP_PASSPHRASE or BACKUP_PASSPHRASE_FILE, "
                    "or run this in a terminal."
                )
            )
        return secret

    def write(self, place, secret, keep):
        shelf, watched = place.shelf, Watched(self.stdout)
        name = place.name or name_with(timezone.now())
        with shelf.begin(name) as draft:
            made = making.write(draft, secret, progress=watched)
            with closing(draft.reopened()) as source:
                size = draft.size
                counted = proving.Counted(source, size, watched, _("Reading back, MB"))
                reader = proving.opened(counted, is_sealed=bool(secret), passphrase=secret)
                if proving.prove(reader, with_program=True).whole != made.whole:
                    raise Refusal(_("What was read back is not what was written."))
            watched.close()
            former = None
            if place.name and keep and keep > 1 and shelf.has(name):
                former = name_of_former(name, shelf.finished_at(name))
            draft.publish(former)
        self.tell(made, shelf.where(name), size, secret)
        self.note(made, shelf.where(name), size, secret)
        if keep:
            for old in rotate(shelf, place.name, name, keep):
                self.stdout.write(_("removed: %(name)s") % {"name": shelf.where(old)})

    def tell(self, made, where, size, secret):
        for warning in made.warnings:
            self.stderr.write(warning)
        said = _("%(where)s: %(size)s, %(rows)d rows, %(files)d files, read back whole.")
        if secret:
            said += " " + _("It is sealed: without the passphrase nobody can read it.")
        self.stdout.write(
            said
            % {
                "where": where,
                "size": filesizeformat(size),
                "rows": sum(made.whole.tables.values()),
                "files": made.files,
            }
        )

    def note(self, made, where, size, secret):
        try:
            Backup.note(
                made_at=made.at, place=where[:1000], size_bytes=size, is_sealed=bool(secret)
            )
        except DatabaseError as error:
            self.stderr.write(
                _("The backup is good, but its age could not be noted: %(why)s") % {"why": error}
            )
