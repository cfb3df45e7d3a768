"""Write docs/export.schema.json, and the tables of docs/export.md, anew from the models."""

import os
import sys

from environment import ROOT, say

MARK = "<!-- files -->\n\n"


def main():
    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
    import django  # it must know the settings first

    django.setup()
    from transfer import describing, schema  # they need the models, which are loaded by now

    (ROOT / "docs" / "export.schema.json").write_text(schema.written())
    page = ROOT / "docs" / "export.md"
    written, mark, _made = page.read_text().partition(MARK)
    page.write_text(written + mark + describing.described())
    say("docs/export.schema.json and docs/export.md are of today")


if __name__ == "__main__":
    main()
