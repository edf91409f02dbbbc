"""Small repairs of a feed's XML that let the strict parser read it, so that one bad character does not cost a feed.

Each is a fault seen in the wild: control characters, references to characters that do not exist, `&nbsp;` without a
DTD, a bare ampersand. The strict parser is also three times faster than the loose one that feedparser falls back on.
"""

from __future__ import annotations

import re
from html.entities import html5

from planet.model.late import late
from planet.parse.guard import PERMALINK, outside_cdata

_ILLEGAL = late("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufdd0\ufffe\uffff]")
_SUSPECT_REFERENCE = late(
    r"&#(?:0*(?:[0-8]|1[124-9]|2\d|3[01]|5529[6-9]|55[3-9]\d\d|5[67]\d{3}|6553[45]|\d{7,})"
    r"|[xX]0*(?:[0-8bcefBCEF]|1[0-9a-fA-F]|[dD][89a-fA-F][0-9a-fA-F]{2}|[fF]{3}[efEF]|[0-9a-fA-F]{6,}))(?![0-9a-fA-F]);?"
)
# One character as two halves, as programs write it that think in UTF-16.
_PAIR = late(
    r"&#(?:(5[56]\d{3})|[xX]([dD][89abAB][0-9a-fA-F]{2}));&#(?:(5[67]\d{3})|[xX]([dD][c-fC-F][0-9a-fA-F]{2}));"
)
_AMPERSAND = late(r"&(?!(?:#[0-9]++|#x[0-9a-fA-F]++|amp|lt|gt|quot|apos);)(?:([A-Za-z][A-Za-z0-9]{1,31});)?")
_SURROGATES = range(0xD800, 0xE000)
_HIGH, _LOW = range(0xD800, 0xDC00), range(0xDC00, 0xE000)
_LARGEST = 0x10FFFF


def may_be_whole(text: str) -> bool:
    """Whether a strict parser that finds no fault can be believed: what `planet.parse.guard` adds is no fault to it."""
    return PERMALINK not in text


def mend(text: str) -> str:
    """The document with all that it says, in XML that a strict parser accepts, if that was all that was wrong."""
    text = _ILLEGAL().sub("", text)
    if "&#" in text:
        text = _SUSPECT_REFERENCE().sub(_checked_reference, _PAIR().sub(_joined_pair, text))
    return outside_cdata(text, _mend_outside)


def _mend_outside(text: str) -> str:
    """Mend ampersands, which within CDATA are only characters."""
    return _AMPERSAND().sub(_mended_ampersand, text) if _AMPERSAND().search(text) else text


def _checked_reference(reference: re.Match[str]) -> str:
    digits = reference[0].strip("&#;")
    hexadecimal = digits[0] in "xX"
    significant = digits[1:].lstrip("0") if hexadecimal else digits.lstrip("0")
    # More than 7 digits is no character, and Python refuses to read a number of more than 4300.
    number = int(significant or "0", 16 if hexadecimal else 10) if len(significant) <= 7 else _LARGEST + 1  # noqa: PLR2004 - explained above
    legal = number in {9, 10, 13} or (number >= 0x20 and number not in _SURROGATES and number not in {0xFFFE, 0xFFFF})  # noqa: PLR2004 - XML 1.0 §2.2
    return reference[0] if legal and number <= _LARGEST else "\ufffd"


def _joined_pair(pair: re.Match[str]) -> str:
    high = int(pair[1]) if pair[1] else int(pair[2], 16)
    low = int(pair[3]) if pair[3] else int(pair[4], 16)
    if high not in _HIGH or low not in _LOW:
        return pair[0]
    return f"&#{0x10000 + (high - _HIGH.start) * 0x400 + low - _LOW.start};"


def _mended_ampersand(found: re.Match[str]) -> str:
    """An HTML name becomes its characters; anything else an ampersand that stands for itself."""
    characters = html5.get(f"{found[1]};") if found[1] else None
    return "".join(f"&#{ord(each)};" for each in characters) if characters else f"&amp;{found[0][1:]}"
