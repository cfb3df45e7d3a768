"""Numbers of rows as they come in addresses and forms: text that anybody may have typed."""

#: Digits of the largest that every database can hold.
MOST_DIGITS = 18


def number_in(text) -> int | None:
    """Return the number of a row that `text` is, None if it is none."""
    text = str(text or "")
    if text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS:
        return int(text)
    return None
