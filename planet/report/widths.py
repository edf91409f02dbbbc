"""Columns for a terminal, in which some characters are as wide as two."""

from __future__ import annotations

import unicodedata


def fitted(text: str, width: int) -> str:
    """The text in exactly `width` columns: filled with spaces, or cut with an ellipsis."""
    if columns(text) <= width:
        return text + " " * (width - columns(text))
    kept, used = "", 0
    for character in text:
        used += columns(character)
        if used > width - 1:
            break
        kept += character
    return f"{kept}…" + " " * (width - 1 - columns(kept))


def columns(text: str) -> int:
    """How many columns a terminal gives the text (UAX #11: wide ones take two, marks none)."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(character) else 1 + (unicodedata.east_asian_width(character) in "WF")
        for character in text
    )
