"""MathML as a strict subset: the elements of MathML Core, and text only inside token elements.

Between MathML and HTML a parser changes its rules, which is what mutation attacks live on. So nothing of HTML or SVG
stays inside `math`, and no `annotation-xml`, where the rules change back.
"""

from __future__ import annotations

from planet.clean.attributes import canonical_math
from planet.clean.html_tree import MATHML, Element, Node
from planet.clean.policy import DROPPED, MATH_ELEMENTS, MATH_TOKENS
from planet.clean.surroundings import Surroundings

_SOURCES = frozenset({"annotation", "annotation-xml", "malignmark", "mglyph", "none"})  # TeX, or nothing to see


def strict_math(math: Element, around: Surroundings) -> Element:
    """The same formula within the subset. What stands where only elements may is wrapped in `mtext`."""
    return _element("math", math, around, _nodes(math.children, around))


def _nodes(children: list[Node], around: Surroundings) -> list[Node]:
    kept: list[Node] = []
    for child in children:
        if isinstance(child, str):
            if child.strip():
                kept.append(_mtext(child))
        else:
            kept.extend(_child(child, around))
    return kept


def _child(element: Element, around: Surroundings) -> list[Node]:
    name = element.name
    if element.namespace != MATHML:
        text = "" if name in DROPPED or element.namespace else _visible_text(element)
        return [_mtext(text)] if text.strip() else []
    if name == "none":
        return [_element("mrow", element, around, [])]  # keeps the places of scripts in mmultiscripts
    if name in _SOURCES:
        return []
    if name in MATH_TOKENS:
        return [_element(name, element, around, [_visible_text(element)])]
    children = _nodes(element.children, around)
    if name == "semantics":
        return children[:1]
    return [_element(name if name in MATH_ELEMENTS and name != "math" else "mrow", element, around, children)]


def _element(name: str, source: Element, around: Surroundings, children: list[Node]) -> Element:
    made = Element(name, MATHML)
    made.attributes = canonical_math(name, source.attributes, around)
    made.children = [child for child in children if child]
    return made


def _mtext(text: str) -> Element:
    made = Element("mtext", MATHML)
    made.children = [text]
    return made


def _visible_text(element: Element) -> str:
    """The text of an element without what is dropped with its text, wherever it stands in it."""
    parts: list[str] = []
    for child in element.children:
        if isinstance(child, str):
            parts.append(child)
        elif child.name not in DROPPED and child.name not in _SOURCES:
            parts.append(_visible_text(child))
    return "".join(parts)
