"""Whether the entries of a document are read independently of each other: looked at, not believed.

feedparser is one large state that elements change. When each entry leaves it as the first one found it, and what it
knows of the feed too, any entry may be left out and the others are read as before. Where one does not (a `<div>` in a
text that is no HTML is enough), nothing of the document is known the next time.
"""

from __future__ import annotations

from typing import Final

_ANEW: Final = frozenset({"title_depth", "guidislink"})
"""What every entry sets when it begins."""

_APART: Final = frozenset(
    {"entries", "feeddata", "property_depth_map", "namespacemap", "namespaces_in_use", "elementstack"}
)
"""What is looked at in another way, or need not be.

`planet.parse.skim` sees to it that entries agree about namespaces. Entries leave something on the stack of open
elements (each Atom content does), but every entry puts its own element on top, and nothing looks below it.
"""


class Watch:
    """Looks at a reader whose entries lie at `level` (the root's is 1).

    `state` is what the first entry found, as text, or what it would have found; None until then. `steady` tells
    whether all entries left it like that.
    """

    def __init__(self, level: int) -> None:
        self.state: str | None = None
        self.steady = True
        self._level = level
        self._depth = 0
        self._begun = self._in_entry = False
        self._passing = ""
        self._feed = ""

    def before_start(self, reader: object, name: str) -> None:
        """An element of this local name begins."""
        self._depth += 1
        if self._depth == self._level and name.lower() in {"item", "entry"}:
            self._remember(reader)
            self._begun = self._in_entry = True

    def before_end(self, reader: object) -> None:
        """An element ends: what the entries are in, perhaps, with all of them left out."""
        if self._depth == self._level - 1:
            self._remember(reader)
            self.steady = self.steady and self._feed == repr(vars(reader)["feeddata"])

    def after_end(self, reader: object) -> None:
        """An element has ended."""
        if self._in_entry and self._depth == self._level:
            self._in_entry = False
            self.steady = self.steady and self._passing == _passing(reader)
        self._depth -= 1

    def _remember(self, reader: object) -> None:
        if self._begun:
            return
        state = vars(reader)
        feed = dict(state["feeddata"])
        self._passing, self._feed = _passing(reader), repr(state["feeddata"])
        stack = [element[:2] for element in state["elementstack"]]
        spaces = (state["namespacemap"], state["namespaces_in_use"])
        self.state = repr((self._passing, stack, spaces, sorted(feed), feed.get("language")))


def _passing(reader: object) -> str:
    """All that comes and goes with the elements of a document."""
    return repr(sorted(part for part in vars(reader).items() if part[0] not in _ANEW and part[0] not in _APART))
