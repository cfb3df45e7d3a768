"""Send the letters of notes that have not left."""

from django.core.management.base import BaseCommand

from desk.letters import send_one
from desk.models import Mention


class Command(BaseCommand):
    help = "Send the letters of notes that could not be sent before. It may be run again."

    def handle(self, **options):
        for mention in Mention.objects.unsent().select_related("user").order_by("pk"):
            left = send_one(mention.pk)
            says = "sent" if left else "not sent"
            self.stdout.write(f"note {mention.note_id} to {mention.user.username}: {says}")
