"""What becomes of each block of WordPress."""

from wordpress.bodies import convert

from .old_site import Remembered


def block(name, inner="", attributes=""):
    return f"<!-- wp:{name} {attributes} -->\n{inner}\n<!-- /wp:{name} -->\n\n"


def test_two_paragraphs_are_two_paragraphs():
    content = block("paragraph", "<p>Лёд <strong>стал</strong>.</p>") + block(
        "paragraph", "<p>Ждём.</p>"
    )
    assert convert(content, Remembered()).html == "<p>Лёд <strong>стал</strong>.</p><p>Ждём.</p>"
