"""How messages speak of what somebody wrote: quoted, short, without secrets, and with the word they may have meant."""

from __future__ import annotations

import re
from collections.abc import Iterable

LONGEST_QUOTE = 80
LONGEST_TYPO = 40
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:?[/\\]+")
_AUTHORITY = re.compile(r"[^/?#\\]*")
# What a terminal may obey or hide: controls, line and paragraph ends, bidirectional overrides, lone surrogates.
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ud800-\udfff\ufeff\ufffe\uffff]")


def quoted(text: str) -> str:
    """The text in quotation marks, fit for a terminal and a public log: credentials and query strings are left out."""
    text = _without_query(_without_credentials(text))
    text = _UNSEEN.sub(lambda match: f"\\u{ord(match[0]):04x}", text)
    return f'"{text}"' if len(text) <= LONGEST_QUOTE else f'"{text[: LONGEST_QUOTE - 1]}…"'


def _without_credentials(text: str) -> str:
    """Hide a user name and password, also where slips of the pen stand around them (`htp:/me:secret@host`)."""
    scheme = _SCHEME.match(text)
    start = scheme.end() if scheme else 0
    end = text.rfind("@")
    if ":" not in text[start : max(end, start)]:  # https://medium.com/@name has nothing to hide
        authority = _AUTHORITY.match(text, start)
        end = text.rfind("@", start, authority.end() if authority else start)
    return f"{text[:start]}***{text[end:]}" if end > start else text


def _without_query(text: str) -> str:
    """Hide what follows a question mark in an address: keys of private feeds stand there."""
    before, mark, query = text.partition("?")
    return f"{before}?…" if mark and query and not any(map(str.isspace, text)) else text


def nearest(word: str, words: Iterable[str]) -> str | None:
    """The one of `words` that somebody who wrote `word` may have meant, or None."""
    from difflib import get_close_matches  # noqa: PLC0415 - start-up: only a wrong configuration needs it

    if len(word) > LONGEST_TYPO:
        return None
    by_lower = {candidate.lower(): candidate for candidate in words}
    found = get_close_matches(word.lower(), by_lower, n=1)
    return by_lower[found[0]] if found else None


def did_you_mean(text: str | None) -> str | None:
    """The hint that offers `text`, or None when there is nothing to offer."""
    return f"did you mean {quoted(text)}?" if text else None
