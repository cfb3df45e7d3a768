"""Rebuild what is derived of pictures, or only compare."""

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from images.library import make_rendition
from images.models import Image, Rendition, originals, public
from images.renditions import all_of
from images.specs import SPECS
from images.stock import findings
from progress import Progress
from progress.stopping import stoppable


class Command(BaseCommand):
    help = (
        "Make every rendition that is not there yet and remove those left over. Readers have "
        "renditions made as they ask; this does it beforehand. May be interrupted and run again."
    )

    def add_arguments(self, parser):
        parser.add_argument("pictures", nargs="*", type=int, help="Their numbers; none: all.")
        parser.add_argument("--spec", action="append", choices=sorted(SPECS), help="Only this one.")
        parser.add_argument(
            "--check", action="store_true", help="Only compare files and rows; 1 if they differ."
        )

    def handle(self, *, pictures, spec, check, **options):
        chosen = Image.objects.filter(pk__in=pictures) if pictures else Image.objects.all()
        with stoppable(_("Interrupted; run it again to go on.")):
            if check:
                self._check()
                return
            if not pictures:
                self._put_in_order()
            self._make(chosen, spec)

    def _check(self):
        number = 0
        for number, finding in enumerate(findings(), 1):  # noqa: B007
            self.stdout.write(str(finding))
        if number:
            raise CommandError(f"{number} differences", returncode=1)
        self.stdout.write("files and rows agree")

    def _put_in_order(self):
        """Remove what is left over; what cannot be mended is said."""
        for finding in findings():
            self.stdout.write(str(finding))
            if finding.repair:
                finding.repair()
        for storage in (originals(), public()):
            # Object storage has no drafts: there a file is whole or absent by itself.
            if hasattr(storage, "sweep_drafts"):
                storage.sweep_drafts()

    def _make(self, images, specs):
        total, failed = images.count(), 0
        with Progress(_("Pictures"), total, self.stdout) as progress:
            for image in images.order_by("pk").iterator():
                try:
                    made = self._make_all_of(image, specs)
                except FileNotFoundError:
                    failed += 1
                    self.stdout.write(f"№ {image.pk} {image}: the original is missing")
                except Exception as error:
                    failed += 1
                    self.stdout.write(f"№ {image.pk} {image}: {error}")
                else:
                    # Whoever watches has a bar; a log says each picture.
                    if not self.stdout.isatty():
                        self.stdout.write(f"№ {image.pk} {image}: {made} made")
                progress.advance()
        if failed:
            raise CommandError(f"{failed} of {total} pictures could not be made", returncode=1)

    def _make_all_of(self, image, specs):
        there = set(Rendition.objects.filter(image=image).values_list("file", flat=True))
        missing = [wanted for wanted in all_of(image, specs) if wanted.name not in there]
        for wanted in missing:
            make_rendition(image, wanted)
        return len(missing)
