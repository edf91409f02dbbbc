"""Characters that may stand in text: no controls, no halves of characters, nothing that XML forbids."""

from __future__ import annotations

import re
from html import unescape

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")

# Python refuses to read a number of more than 4300 digits, and so does html.unescape, with a ValueError.
_ABSURD_REFERENCE = re.compile(r"&#(?:[0-9]{20,}|[xX][0-9a-fA-F]{20,});?")


def legal(text: str) -> str:
    """The text with plain line ends, without controls (but tab and line end), surrogates and noncharacters.

    What is left can stand in XML 1.0 (§2.2), in SQLite and on a terminal.
    """
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _FORBIDDEN.sub("", text)


def one_line(text: str, limit: int) -> str:
    """The text on one line, every run of white space one space, at most `limit` characters."""
    # A name of several megabytes is not worth splitting into words; 4 covers any sane amount of white space.
    return " ".join(legal(text[: limit * 4]).split())[:limit].rstrip()


def unescaped(html: str) -> str:
    """The text with HTML's references resolved, absurd ones too (U+FFFD)."""
    return unescape(_ABSURD_REFERENCE.sub("\ufffd", html)) if "&" in html else html
