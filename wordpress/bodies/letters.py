"""Raised and lowered letters, which our texts have no markup for but Unicode has signs. Pure."""

_PLAIN = "0123456789+-=()n"
_RAISED = str.maketrans(_PLAIN, "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ")
_LOWERED = str.maketrans(_PLAIN, "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₙ")


def raised(text: str) -> str:
    """Return “²” for “2”; "" where letters have no raised sign."""
    return _as(text, _RAISED)


def lowered(text: str) -> str:
    return _as(text, _LOWERED)


def _as(text, letters):
    return text.translate(letters) if text and set(text) <= set(_PLAIN) else ""
