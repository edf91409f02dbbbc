"""Listings that a highlighter laid out as a table or as blocks: where in them is the code?"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from planet.clean.html_tree import Element, Node
from planet.clean.repair.code_marks import GUTTERS, holds_only_numbers, is_gutter, is_unselectable
from planet.clean.repair.walking import classes, has_class, made

_FIGURE = frozenset({"highlight"})
_SHELLS = frozenset({"syntaxhighlighter", "crayon-syntax"})
_ENLIGHTER = frozenset({"enlighter-default"})
_DOXYGEN = frozenset({"fragment"})
SHELL_CLASSES = _ENLIGHTER | _DOXYGEN
"""Of boxes that hold code without a `pre` or a table."""
_FILE_NAMES = frozenset({"filename"})
_FIRST_FEW = 4
_GROUPS = frozenset({"tbody", "thead", "tr"})
_CELLS = frozenset({"td", "th"})
# Between a shell and its table highlighters put at most so many boxes.
_BOXES_BETWEEN = 4


def code_of(element: Element) -> Element | None:
    """A `listing` with only the code of a laid-out listing in it; None when this is none."""
    if element.name == "table":
        return _table(element)
    if "class" not in element.attributes:
        return None
    if has_class(element, _ENLIGHTER):
        return _enlighter(element)
    if has_class(element, _DOXYGEN):
        lines = [child for child in element.children if isinstance(child, Element) and "line" in classes(child)]
        return made("listing", *(_with_soft_spaces(line) for line in lines)) if lines else None
    if has_class(element, _SHELLS) or (element.name == "figure" and has_class(element, _FIGURE)):
        table = _first_table(element)
        return _table(table) if table is not None else None
    return None


def _first_table(shell: Element) -> Element | None:
    level = [shell]
    for _ in range(_BOXES_BETWEEN):
        level = [child for element in level for child in element.children if isinstance(child, Element)]
        for element in level:
            if element.name == "table":
                return element
    return None


def _cells(table: Element) -> Iterator[Element]:
    """Its own cells, not those of tables in it."""
    for child in table.children:
        if isinstance(child, Element):
            if child.name in _CELLS:
                yield child
            elif child.name in _GROUPS:
                yield from _cells(child)


def _table(table: Element) -> Element | None:
    """The code beside the gutter, or line by line behind each number."""
    gutters = 0
    code: list[Element] = []
    for cell in _cells(table):
        if _is_gutter_cell(cell):
            gutters += 1
        elif not has_class(cell, _FILE_NAMES):
            code.append(cell)
    if not code or not gutters or len(code) > gutters or not all(_is_code(cell) for cell in code):
        return None  # the last: a poem, or whatever else has numbered lines
    if len(code) > 1:
        return made("listing", *(made("div", *cell.children) for cell in code))
    return made("listing", *_code_in(code[0]))


def _is_gutter_cell(cell: Element) -> bool:
    """Whether a cell has the line numbers: it says so, or what is in it does."""
    if not has_class(cell, GUTTERS):
        if any(is_unselectable(element) for element in islice(cell.elements(), _FIRST_FEW)):
            return holds_only_numbers(cell)
        inner = next((child for child in cell.elements() if "class" in child.attributes), None)
        while inner is not None and not has_class(inner, GUTTERS):
            inner = next((child for child in inner.children if isinstance(child, Element)), None)
        return inner is not None and holds_only_numbers(cell)
    return is_gutter(cell)


def _is_code(cell: Element) -> bool:
    """Whether a row's cell says that it is code, or has nothing in it but code."""
    return any(mark in cell.attributes.get("class", "").lower() for mark in ("code", "line")) or any(
        element.name in {"code", "pre"} for element in islice(cell.elements(), _FIRST_FEW)
    )


def caption_of(table: Element) -> Element | None:
    """The name of the file, which Pygments puts into a heading of the table."""
    return next((cell for cell in _cells(table) if has_class(cell, _FILE_NAMES)), None)


def _code_in(cell: Element) -> list[Node]:
    """What the cell's `pre` or container holds; white space around that is layout."""
    for child in cell.elements():
        if child.name == "pre" or "crayon-pre" in classes(child):
            return child.children
        if child.name == "div" and "container" in classes(child):
            return [_with_soft_spaces(line) for line in child.children if isinstance(line, Element)]
    return cell.children


def _with_soft_spaces(line: Element) -> Element:
    """A line of SyntaxHighlighter or Doxygen, which write U+00A0 for spaces."""
    for element in (line, *line.elements()):
        element.children = [
            child.replace("\xa0", " ") if isinstance(child, str) else child for child in element.children
        ]
    return line


def _enlighter(shell: Element) -> Element | None:
    """The raw code that EnlighterJS keeps beside its own, else its own, a box for each line."""
    block = None
    for element in shell.elements():
        names = classes(element)
        if "enlighter-raw" in names:
            return made("listing", *element.children)
        if block is None and "enlighter" in names:
            block = element
    if block is None:
        return None
    return made("listing", *(child for child in block.children if isinstance(child, Element)))
