"""Boxes in which wide tables and code scroll: reachable by keyboard, named, and ours alone.

They must be made before the last look at the HTML, since nothing touches it afterwards. The `sieve` takes such boxes
away first, whoever made them, so a stranger's are no different from ours and cleaning twice changes nothing. The name
is in the author's own words (the caption, the language of the code, else the title of the entry), since nobody here
knows the reader's language.
"""

from __future__ import annotations

from planet.clean.html_tree import MATHML, Element
from planet.clean.policy import SCROLL_CLASS
from planet.clean.text import BIDI_OVERRIDES, ILLEGAL, plain

NARROW_COLUMNS = 32  # characters of code that fit the width of any phone
NARROW_SYMBOLS = 16  # symbols of a formula that fit it: they are larger, and stand apart
LABEL_BYTES = 100
_CLOSED = frozenset({"a", "summary"})  # nothing inside these can be reached on its own


def box_wide_parts(root: Element, label: str) -> None:
    """Put every outermost table, and every `pre` with a long line, into a box that scrolls.

    A long formula scrolls by itself: a box inside its paragraph would end the paragraph.
    """
    for position, child in enumerate(root.children):
        if isinstance(child, Element) and child.name == "math":
            _let_focus(child)
        if isinstance(child, str) or child.name in _CLOSED or child.namespace == MATHML:
            continue
        if child.name == "table" or (child.name == "pre" and _is_wide(child)):
            root.children[position] = _box(child, label)
        else:
            box_wide_parts(child, label)


def _box(inner: Element, label: str) -> Element:
    box = Element("div")
    box.attributes = {"class": SCROLL_CLASS, "role": "group", "tabindex": "0"}
    name = plain(_own_name(inner), LABEL_BYTES) or plain(label, LABEL_BYTES)
    if name:
        box.attributes["aria-label"] = name
    box.children = [inner]
    return box


def _let_focus(formula: Element) -> None:
    """Let the keyboard reach a displayed formula that may be wider than a phone, and no other."""
    formula.attributes.pop("tabindex", None)
    if formula.attributes.get("display") == "block" and len("".join(_shown(formula.text()).split())) > NARROW_SYMBOLS:
        formula.attributes["tabindex"] = "0"


def _own_name(inner: Element) -> str:
    for element in inner.elements():
        if element.name == "caption":
            return element.text()
        if element.name == "code" and inner.name == "pre":
            return element.attributes.get("class", "").removeprefix("language-")
    return ""


def _is_wide(pre: Element) -> bool:
    return any(len(line) > NARROW_COLUMNS for line in _shown(pre.text()).split("\n"))


def _shown(text: str) -> str:
    """The text without characters that are taken out when it is written, so that they do not count the first time."""
    return BIDI_OVERRIDES.sub("", ILLEGAL.sub("", text))
