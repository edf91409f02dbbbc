"""Large classes of characters, as regular expressions for the bytes of UTF-8.

Python goes through every character of a class when it compiles it: 2 ms for those of Chinese, in each child and before
its first document is read. Of bytes there are no more than 256.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache, partial

_Form = tuple[int, int, bytes]
"""The first and the last of the bytes that something begins with, and the expression for what follows them."""

_LENGTHS = (0x7F, 0x7FF, 0xFFFF, 0x10FFFF)
"""The last character of one, two, three and four bytes."""


def late_in_utf8(*ranges: str) -> Callable[[], re.Pattern[bytes]]:
    """What gives the expression for one character of the ranges, each of two characters: the first and the last."""
    return cache(partial(_compiled, ranges))


def _compiled(ranges: Iterable[str]) -> re.Pattern[bytes]:
    forms = [form for each in ranges for form in _forms_between(ord(each[0]), ord(each[1]))]
    begin = b"".join(_class(first, last) for first, last, _ in forms)
    # What can begin one stands alone, in front: so Python skips all that cannot.
    rest = b"|".join(b"(?<=[%b])%b" % (_class(first, last), follows) for first, last, follows in forms)
    return re.compile(b"[%b](?:%b)" % (begin, rest))


def _forms_between(first: int, last: int) -> Iterator[_Form]:
    for end in _LENGTHS:
        if first <= min(last, end):
            yield from _forms(chr(first).encode(), chr(min(last, end)).encode())
            first = end + 1


def _forms(first: bytes, last: bytes) -> Iterator[_Form]:
    """All from one sequence of bytes to another of the same length."""
    low, high, more = first[0], last[0], len(first) - 1
    lowest, highest = b"\x80" * more, b"\xbf" * more
    if low == high:
        yield low, high, _following(first[1:], last[1:])
        return
    if first[1:] != lowest:
        yield low, low, _following(first[1:], highest)
        low += 1
    if last[1:] != highest:
        yield high, high, _following(lowest, last[1:])
        high -= 1
    if low <= high:
        yield low, high, _following(lowest, highest)


def _following(first: bytes, last: bytes) -> bytes:
    if not first:
        return b""
    return b"(?:%b)" % b"|".join(b"[%b]%b" % (_class(low, high), rest) for low, high, rest in _forms(first, last))


def _class(first: int, last: int) -> bytes:
    return rb"\x%02x-\x%02x" % (first, last)
