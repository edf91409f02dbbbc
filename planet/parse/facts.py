"""Plain facts of an entry's text, so that no later stage must read its HTML to count, compare or excerpt."""

from __future__ import annotations

import hashlib

from planet.model.atom import RawText, TextFacts
from planet.model.late import late
from planet.parse.characters import legal
from planet.parse.languages import guess_language
from planet.parse.plain_text import text_of_beginning, text_of_html
from planet.parse.utf8 import late_in_utf8

_READ = 512 * 1024
_COMPARED = 16 * 1024
_OPENING = 200
_FEWEST_WORDS = 20
_BEGINNING = 80
"""Bytes of letters that two texts must share to count as one text, cut in one of them: a line, more or less."""
_OFTEN_ENOUGH = 128
"""Characters that have so many, as a rule."""

_CJK = late_in_utf8(
    "\u3041\u30ff", "\u3400\u4dbf", "\u4e00\u9fff", "\uf900\ufaff", "\uac00\ud7a3", "\U00020000\U0003ffff"
)
_ASCII_BETWEEN = bytes(code for code in range(128) if not chr(code).isalnum())
# Named here, not by \W: Python's tables change with its version, and a fingerprint must not.
_BETWEEN = late(
    "[\u0080-\u00a9\u00ab-\u00b4\u00b6-\u00b9\u00bb-\u00bf\u00d7\u00f7\u2000-\u2bff\u2e00-\u2e7f\u3000-\u3004\u3008-\u3020"
    "\u3030-\u303f\u30fb\ufe00-\ufe6f\ufeff\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65]+"
)


def facts_of(text: RawText | None, language: str | None, title: RawText | None = None) -> TextFacts:
    """Facts of the first 512 KiB of the text; `language` is the declared one (BCP 47), None asks the script."""
    heading = opening(legal(plain_text(title))) if title else ""
    if text is None:
        return TextFacts(language=language, title=heading)
    plain = legal(plain_text(text))
    words = count_words(plain)
    letters = _letters(plain)
    return TextFacts(
        words=words,
        opening=opening(plain),
        language=language or guess_language(plain),
        fingerprint=_hash(letters) if words >= _FEWEST_WORDS else None,
        beginning=_hash(letters[:_BEGINNING])[:16] if letters else None,
        title=heading,
    )


def beginning_of(text: str, *, is_all: bool, is_html: bool) -> tuple[bool, str | None]:
    """Whether it is certain from how a text begins, and the `beginning` that `facts_of` gives the whole text."""
    # The last character may be the first half of one that was taken for two.
    text = text if is_all else text[:-1]
    begins = text_of_beginning(text, is_all=is_all) if is_html else text
    if begins is None:
        return False, None
    letters = _letters(begins[:_OFTEN_ENOUGH])
    if len(letters) < _BEGINNING:
        letters = _letters(begins)
    return is_all or len(letters) >= _BEGINNING, _hash(letters[:_BEGINNING])[:16] if letters else None


def plain_text(text: RawText) -> str:
    """The visible text of the first 512 KiB."""
    return text.value[:_READ] if text.kind == "text" else text_of_html(text.value[:_READ])


def count_words(plain: str) -> int:
    """How many words; two characters of Chinese, Japanese or Korean count as one."""
    if plain.isascii():
        return len(plain.split())
    rest, characters = _CJK().subn(b" ", plain.encode("utf-8", "replace"))
    return len((rest.decode() if characters else plain).split()) + (characters + 1) // 2


def opening(plain: str) -> str:
    """The first 200 characters at most, on one line, ending at a word where there are spaces."""
    text = " ".join(plain[: _OPENING * 10].split())
    if len(text) <= _OPENING:
        return text
    cut = text[: _OPENING + 1].rpartition(" ")[0]
    # A text without spaces (Japanese, Thai) is cut where the room ends.
    return cut if len(cut) > _OPENING // 2 else text[:_OPENING]


def fingerprint(plain: str) -> str:
    """32 hexadecimal digits that stay the same when only markup, case, spaces or punctuation change (first 16 KiB)."""
    return _hash(_letters(plain))


def _letters(plain: str) -> bytes:
    """The letters and digits of the first 16 KiB, whatever their case."""
    letters = plain[:_COMPARED].casefold()
    if not letters.isascii():
        letters = _BETWEEN().sub("", letters)
    return letters.encode("utf-8", "replace").translate(None, _ASCII_BETWEEN)


def _hash(letters: bytes) -> str:
    return hashlib.sha256(letters).hexdigest()[:32]
