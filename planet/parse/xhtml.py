"""The beginning of a text in XHTML, as feedparser will write it: with the tags that begin elements, none that end them.

So it is told apart what is shown and what is not, and what it says is the same to the letter.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from html import escape

from planet.parse.ordinary import COPIED_NOT_ALONE, XHTML
from planet.parse.skim import SEPARATOR


class Beginning:
    """Takes a text from element to element; of a long one, no more than the first `most` characters are kept whole."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._written: list[str] = []
        self._length = 0

    def element(self, before: list[str], name: str, attributes: Mapping[str, str]) -> bool:
        """Whether an element that begins after this text is sure to be copied; takes the text from the list."""
        tag = _tag(name)
        if not tag or (attributes and _is_odd("".join(attributes))):
            return False
        if self._length <= self._most:
            self._write(escape("".join(before), quote=False))
            before.clear()
            self._write(f"<{tag}{_written(attributes) if attributes else ''}>")
        return True

    def end(self, before: list[str]) -> str:
        """All of it."""
        self._write(escape("".join(before), quote=False))
        return "".join(self._written)

    def _write(self, text: str) -> None:
        self._written.append(text)
        self._length += len(text)


@lru_cache(maxsize=512)
def _tag(element: str) -> str:
    """The name of an element of XHTML; empty for any other, and for one with which feedparser does more."""
    name = element.removeprefix(XHTML).lower()
    return name if element.startswith(XHTML) and name.isalnum() and name not in COPIED_NOT_ALONE else ""


def _is_odd(names: str) -> bool:
    """Whether one of the attributes changes how anything is read, or may be written under another name."""
    return SEPARATOR in names or "base" in names.lower()


def _written(attributes: Mapping[str, str]) -> str:
    return "".join(
        [f' {name}="{escape(value, quote=False).replace(chr(34), "&quot;")}"' for name, value in attributes.items()]
    )
