"""The lines of a listing, out of whatever a highlighter wrapped them in."""

from __future__ import annotations

from collections import Counter

from planet.clean.html_tree import Element, Node, join_text
from planet.clean.policy import DROPPED
from planet.clean.repair.code_marks import holds_only_numbers, is_gutter

# What highlighters wrap words in; what else is in a listing its author put there.
_WRAPPERS = frozenset({"bdi", "code", "font", "label", "pre", "samp", "span", "tt"})
# What stands on a line of its own.
_LINES = frozenset({"div", "li", "p", "tr"})
_BOXES = frozenset({"ol", "table", "tbody", "td", "ul"})
_BUTTONS = frozenset({"button", "textarea", "template"})


def lines_of(listing: Element, removed: Counter[str]) -> list[Node]:
    """Text and the author's own markup, white space exact."""
    if "data-linenos" in listing.attributes:
        _forget_first_cells(listing, removed)
    out = _Lines(removed)
    out.take(listing.children)
    return join_text(out.nodes)


class _Lines:
    """Writes nodes one after the other, and knows whether a line has begun."""

    def __init__(self, removed: Counter[str]) -> None:
        self.nodes: list[Node] = []
        self.removed = removed

    def take(self, children: list[Node]) -> None:
        for child in children:
            if isinstance(child, str):
                self.nodes.append(child)
            elif child.name == "br" and child.namespace is None:
                self.nodes.append("\n")
            elif child.name in _BUTTONS or is_gutter(child):
                self.removed["line numbers" if child.name not in _BUTTONS else child.name] += 1
            elif child.namespace is None and child.name in _WRAPPERS:
                self.take(child.children)
            elif child.namespace is None and child.name in _BOXES:
                self.take([node for node in join_text(child.children) if not _is_layout(node)])
            elif child.namespace is None and child.name in _LINES:
                self._line(child)
            else:
                self._own_markup(child)

    def _line(self, line: Element) -> None:
        """A line of its own: a new one begins before it and after it, an empty one counts."""
        if self.nodes and not self._is_at_start():
            self.nodes.append("\n")
        before = len(self.nodes)
        self.take(line.children)
        text = "".join(node if isinstance(node, str) else "x" for node in self.nodes[before:])
        if not text.endswith("\n"):
            self.nodes.append("\n")

    def _own_markup(self, element: Element) -> None:
        inner = _Lines(self.removed)
        inner.take(element.children)
        element.children = inner.nodes
        if element.name == "a" and not element.children and "href" in element.attributes:
            return  # the anchor of a line
        if element.name in DROPPED and element.name != "script":
            self.removed[element.name] += 1
            return
        self.nodes.append(element)

    def _is_at_start(self) -> bool:
        last = self.nodes[-1]
        return isinstance(last, str) and last.endswith("\n")


def _forget_first_cells(listing: Element, removed: Counter[str]) -> None:
    """Zola says on the listing that the first cell of each row is a number, and nothing on the cell."""
    for row in [element for element in listing.elements() if element.name == "tr"]:
        cell = next((child for child in row.children if isinstance(child, Element)), None)
        if cell is not None and holds_only_numbers(cell):
            row.children = [child for child in row.children if child is not cell]
            removed["line numbers"] += 1


def _is_layout(node: Node) -> bool:
    return isinstance(node, str) and not node.strip()
