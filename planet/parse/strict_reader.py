"""Well-formed XML → feedparser's strict reader, by a shorter way than its own; the same comes out.

`xml.sax.expatreader`, which feedparser takes, leaves expat's text buffer off: then every line end and every reference
is a call. It also goes through all of an element's attributes for each of them, which for 100,000 takes an hour. And
feedparser itself looks up every character of a text in a table for 27 of them, and joins the document's address with
itself for every element, which is a third of all its work.
"""

from __future__ import annotations

import re
from collections.abc import ItemsView, KeysView, Mapping
from functools import lru_cache
from types import FunctionType
from typing import cast
from xml.parsers import expat

from feedparser import mixin
from feedparser.api import StrictFeedParser

from planet.parse.watch import Watch

_Name = tuple[str | None, str]
_SEPARATOR = "\x1f"
"""Between the parts of a name. XML forbids it; the space that SAX has there stands in some namespaces."""

_MISREAD = re.compile("[\x80-\x9f]")


_LONGEST_REMEMBERED = 2048
_remembered = lru_cache(maxsize=64)(mixin.make_safe_absolute_uri)


def joined(base: str, relative: str) -> str:
    """What feedparser makes of a base inside another, found once for all the elements that have the same."""
    is_long = len(base) + len(relative) > _LONGEST_REMEMBERED
    return cast("str", (mixin.make_safe_absolute_uri if is_long else _remembered)(base, relative))


class Text(str):
    """A text that is not searched for characters it does not have."""

    __slots__ = ()

    def translate(self, table: Mapping[int, str]) -> str:  # type: ignore[override]  # feedparser's own table
        """The text with Windows-1252 put right, as feedparser asks: it has one table, of U+0080 to U+009F."""
        return super().translate(table) if _MISREAD.search(self) else str(self)


class Reader(StrictFeedParser):  # type: ignore[misc]  # feedparser has no types
    """feedparser's strict reader, sanitising and resolving nothing; `base` is what xml:base is relative to."""

    def __init__(self, base: str | None) -> None:
        super().__init__(base, None, "utf-8")
        self.sanitize_html = self.resolve_relative_uris = False

    # feedparser's own, with another function under the one name.
    unknown_starttag = FunctionType(
        StrictFeedParser.unknown_starttag.__code__, {**vars(mixin), "make_safe_absolute_uri": joined}
    )

    @staticmethod
    def decode_entities(element: str, data: str) -> Text:
        """What feedparser calls for every text on its way to where it is kept."""
        del element
        return Text(data)


class Attributes:
    """An element's attributes as SAX gives them: by namespace and local name, and as they were written."""

    def __init__(self, written: Mapping[str, str]) -> None:
        self._values: dict[_Name, str] = {}
        self._as_written: dict[str, str] = {}
        for attribute, value in written.items():
            name, prefix = _name(attribute)
            self._values[name] = value
            self._as_written[f"{prefix}:{name[1]}" if prefix else name[1]] = value

    def items(self) -> ItemsView[_Name, str]:
        """Each attribute's namespace and local name, and its value."""
        return self._values.items()

    def getQNames(self) -> KeysView[str]:  # noqa: N802 - SAX's name
        """The names with the prefixes that the document has."""
        return self._as_written.keys()

    def getValueByQName(self, name: str) -> str:  # noqa: N802 - SAX's name
        """The value under a name with its prefix."""
        return self._as_written[name]


def read_strictly(document: bytes, base: str | None, watch: Watch | None = None) -> Reader:
    """The reader after the whole document (UTF-8). Raises expat.ExpatError when it is ill-formed."""
    reader = Reader(base)
    parser = expat.ParserCreate("utf-8", _SEPARATOR)
    parser.namespace_prefixes = True
    parser.buffer_text = True
    parser.StartNamespaceDeclHandler = reader.startPrefixMapping
    parser.CharacterDataHandler = reader.characters

    def start(written: str, attributes: Mapping[str, str]) -> None:
        name = _name(written)[0]
        if watch:
            watch.before_start(reader, name[1])
        reader.startElementNS(name, None, Attributes(attributes))

    def end(written: str) -> None:
        if watch:
            watch.before_end(reader)
        reader.endElementNS(_name(written)[0], None)
        if watch:
            watch.after_end(reader)

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.Parse(document, True)  # noqa: FBT003 - expat's "this is all"
    return reader


def _name(written: str) -> tuple[_Name, str]:
    """Namespace and local name, and the prefix: expat joins what there is of the three."""
    space, *rest = written.split(_SEPARATOR)
    return ((space, rest[0]), "".join(rest[1:])) if rest else ((None, space), "")
