"""Where the entries of a well-formed document lie, by their bytes, so that those read before can be left out.

expat alone is thirty times faster than feedparser on top of it. What cannot be taken apart safely (ill-formed, entries
in entries, anything of the feed's after its first entry) has no layout, and is read whole.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import lru_cache
from hashlib import blake2b
from typing import Protocol
from xml.parsers import expat

from planet.values import dataclass

_ENTRIES = frozenset({"item", "entry"})
SEPARATOR = "\x1f"
"""Between namespace and name, in the names of elements and attributes that a look is given."""

_NAME = re.compile(rb"<([^\s/>]+)")
_NOTHING = re.compile(rb"(?:\s+|<!--.*?-->)*+", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Where each entry starts and ends, in bytes, and a hash of each; all lie at `level` (the root's is 1).

    `around` is what stands around them and counts for how they are read: the elements they are in, with attributes,
    and the namespaces declared before them.
    """

    spans: tuple[tuple[int, int], ...]
    marks: tuple[str, ...]
    level: int
    around: str

    def known_by(self, marks: Collection[str]) -> frozenset[int]:
        """Which entries have one of the marks; not one whose bytes are there twice."""
        counted = Counter(self.marks)
        return frozenset(at for at, mark in enumerate(self.marks) if mark in marks and counted[mark] == 1)


class Look(Protocol):
    """What somebody sees who comes along on the way through a document."""

    def starts(self) -> Callable[[str], None]:
        """A document begins, perhaps not the first one; gives what is to be called with each piece of text."""

    def declared(self, prefix: str, space: str) -> None:
        """A namespace is declared on the element that comes next."""

    def around(self, name: str) -> None:
        """An element begins outside the entries."""

    def entry(self, name: str, attributes: Mapping[str, str]) -> None:
        """An entry begins."""

    def element(self, below: int, name: str, attributes: Mapping[str, str]) -> None:
        """An element begins in an entry, so many levels below it."""

    def field_ends(self) -> None:
        """An element ends that lies in an entry and in no other element of it."""


def lay_out(document: bytes, look: Look | None = None, most: int | None = None) -> Layout | None:
    """Where the entries of a document (UTF-8) lie; None when there are none, more than `most`, or any doubt."""
    walk = _Walk(look, most)
    try:
        walk.through(document)
        spans = tuple(_span(document, *span) for span in zip(walk.starts, walk.ends, strict=True))
        _refuse_text_between(document, spans)
    except (expat.ExpatError, _DoubtError):
        return None
    return Layout(
        spans=spans,
        marks=tuple(blake2b(document[start:end], digest_size=12).hexdigest() for start, end in spans),
        level=walk.level,
        around=walk.around,
    )


def _span(document: bytes, start: int, end_tag: int) -> tuple[int, int]:
    """From the start tag to the end of the end tag. Raises _DoubtError for `<item/>`, which has none."""
    end = document.index(b">", end_tag) + 1
    name = _NAME.match(document, start)
    if not name or document[end_tag : end - 1].rstrip() != b"</" + name[1]:
        raise _DoubtError
    return start, end


def _refuse_text_between(document: bytes, spans: Sequence[tuple[int, int]]) -> None:
    """Raises _DoubtError where text, or anything but comments, follows an entry."""
    starts = [start for start, _ in spans[1:]]
    for end, start in zip((end for _, end in spans), (*starts, None), strict=True):
        found = _NOTHING.match(document, end)
        after = found.end() if found else end
        if after != start and not (start is None and document.startswith(b"</", after)):
            raise _DoubtError


class _DoubtError(Exception):
    """The entries cannot be told from the rest, or may depend on each other."""


@lru_cache(maxsize=512)
def _is_entry(name: str) -> bool:
    return name.rpartition(SEPARATOR)[2].lower() in _ENTRIES


class _Walk:
    """One way through a document, from element to element."""

    def __init__(self, look: Look | None, most: int | None) -> None:
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.level = 0
        self._look = look
        self._most = most
        self._parser = expat.ParserCreate("utf-8", SEPARATOR)
        self._depth = 0
        self._in_entry = False
        self._open: list[tuple[str, Mapping[str, str]]] = []
        self._waiting: list[tuple[str, str]] = []
        self._declared: list[tuple[str, str]] = []
        self._spaces: dict[str, str] = {}
        self._prefixes: dict[str, str] = {}

    @property
    def around(self) -> str:
        """What the entries are in: elements with attributes, and namespaces declared before them."""
        return repr((self._open, self._declared))

    def through(self, document: bytes) -> None:
        """Walk. Raises ExpatError (ill-formed) or _DoubtError, also where there are no entries."""
        parser = self._parser
        parser.StartNamespaceDeclHandler = lambda prefix, uri: self._waiting.append((prefix or "", uri or ""))
        parser.StartElementHandler, parser.EndElementHandler = self._start, self._end
        if self._look:
            parser.buffer_text = True
            parser.CharacterDataHandler = self._look.starts()
        parser.Parse(document, True)  # noqa: FBT003 - expat's "this is all"
        if not self.starts:
            raise _DoubtError

    def _start(self, name: str, attributes: Mapping[str, str]) -> None:
        self._depth += 1
        if self._waiting:
            self._declare(is_around=not self.level and not _is_entry(name))
        if not self._in_entry:
            self._start_outside(name, attributes)
        elif _is_entry(name):
            raise _DoubtError
        elif self._look:
            self._look.element(self._depth - self.level, name, attributes)

    def _start_outside(self, name: str, attributes: Mapping[str, str]) -> None:
        if _is_entry(name):
            if self.level not in {0, self._depth} or len(self.starts) == self._most:
                raise _DoubtError
            self.level, self._in_entry = self._depth, True
            del self._open[self._depth - 1 :]
            self.starts.append(self._parser.CurrentByteIndex)
            if self._look:
                self._look.entry(name, attributes)
        elif not self.level:
            del self._open[self._depth - 1 :]
            self._open.append((name, attributes))
            if self._look:
                self._look.around(name)
        else:
            raise _DoubtError

    def _end(self, _name: str) -> None:
        if self._in_entry:
            if self._depth == self.level:
                self.ends.append(self._parser.CurrentByteIndex)
                self._in_entry = False
            elif self._look and self._depth == self.level + 1:
                self._look.field_ends()
        self._depth -= 1

    def _declare(self, *, is_around: bool) -> None:
        """The namespaces of an element. feedparser keeps those of an entry for the next: entries must agree."""
        for prefix, space in self._waiting:
            if is_around:
                self._declared.append((prefix, space))
                self._spaces[prefix.lower()], self._prefixes[space] = space, ""
            elif prefix and not self._agrees(prefix.lower(), space):
                raise _DoubtError
            if self._look:
                self._look.declared(prefix, space)
        self._waiting.clear()

    def _agrees(self, prefix: str, space: str) -> bool:
        """Whether the prefix has one namespace, and the namespace this prefix or one declared around the entries."""
        return self._spaces.setdefault(prefix, space) == space and self._prefixes.setdefault(space, prefix) in {
            "",
            prefix,
        }
