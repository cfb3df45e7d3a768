import logging

from django.core.management.base import BaseCommand, CommandError

from accounts.models import Access, AccessKind, User
from accounts.second_factor import remove_second_factor

log = logging.getLogger(__name__)


class Command(BaseCommand):
    help = "Remove the second factor of somebody who lost it: app, passkeys, recovery codes."

    def add_arguments(self, parser):
        parser.add_argument("user", help="name of the login")

    def handle(self, *args, user, **options):
        person = User.objects.filter(username=user).first()
        if person is None:
            raise CommandError(f"Nobody logs in as {user}.")
        removed = remove_second_factor(person)
        if not removed:
            self.stdout.write(f"{user} has no second factor.")
            return
        Access.write(person, AccessKind.REMOVED, "reset_second_factor")
        log.warning("The second factor of %s was removed by reset_second_factor.", user)
        self.stdout.write(f"{user} logs in with the password alone ({removed} removed).")
