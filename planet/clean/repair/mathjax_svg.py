"""MathJax's drawings read back: SVG whose groups say which MathML element they draw, and whose shapes which character.

Groups follow one another as MathML's children do, but for upper scripts, which MathJax draws before lower ones, and
for roots, which it draws after what stands below them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from planet.clean.html_tree import MATHML, Element, Node
from planet.clean.repair.walking import made

_CODE = re.compile(r"[0-9A-Fa-f]{1,6}")
_LAST_CHARACTER = 0x10FFFF
_SURROGATES = range(0xD800, 0xE000)
_TOKENS = frozenset({"mi", "mn", "mo", "ms", "mtext"})
_KNOWN = frozenset(
    {"merror", "mfrac", "mover", "mpadded", "mphantom", "mrow", "mstyle", "msub", "msup", "mtable", "mtd", "mtr"}
    | {"munder", "munderover"}
)


def redrawn(container: Element) -> Element | None:
    """The formula that an SVG draws; None when no character of it can be read."""
    for element in container.elements():
        if element.attributes.get("data-mml-node") == "math":
            children = _all(element.children)
            return _math("math", *children) if any(child.text().strip() for child in children) else None
    return None


def _math(name: str, *children: Node) -> Element:
    return made(name, *children, namespace=MATHML)


def _all(children: Sequence[Node]) -> list[Element]:
    read: list[Element] = []
    for child in children:
        if not isinstance(child, str):
            read += _read(child)
    return read


def _read(group: Element) -> list[Element]:
    kind = group.attributes.get("data-mml-node")
    if kind is None:
        return _all(group.children)
    if kind in _TOKENS:
        characters = _characters(group)
        token = _math(kind, characters)
        if kind == "mi" and len(characters) == 1 and characters.isascii():
            token.attributes["mathvariant"] = "normal"
        return [token]
    if kind in {"msqrt", "mroot"}:  # before anything inside is read: twice at each level would be 2^n times
        return [_root(group, kind)]
    children = _all(group.children)
    if kind == "msubsup" and len(children) == len("b^_"):
        return [_math(kind, children[0], children[2], children[1])]
    return [_math(kind if kind in _KNOWN else "mrow", *children)]


def _root(group: Element, kind: str) -> Element:
    """The first group is what stands below the root; the sign itself is drawn as an operator."""
    groups = [child for child in group.children if isinstance(child, Element)]
    below = _all(groups[:1])
    index = [
        part for each in groups[1:] if each.attributes.get("data-mml-node") not in {None, "mo"} for part in _read(each)
    ]
    if kind == "mroot" and index:
        return _math("mroot", _math("mrow", *below), _math("mrow", *index))
    return _math("msqrt", *below)


def _characters(group: Element) -> str:
    out: list[str] = []
    for element in group.elements():
        code = element.attributes.get("data-c", "")
        if element.name == "text":
            out.append(element.text())
        elif _CODE.fullmatch(code) and (number := int(code, 16)) <= _LAST_CHARACTER and number not in _SURROGATES:
            out.append(chr(number))
    return "".join(out)
