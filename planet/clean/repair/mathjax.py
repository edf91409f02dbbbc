"""MathJax's boxes read back: `mjx-*` elements whose characters exist only as class names (`mjx-c1D465` is 𝑥).

The boxes are those of MathJax 3 and 4 (CommonHTML output). Each MathML element has a box of its name; scripts,
numerators and the like stand in boxes between, in an order of their own, which is what most of this is about.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from planet.clean.html_tree import MATHML, Element, Node
from planet.clean.repair.walking import classes, made

_CHARACTER = re.compile(r"mjx-c([0-9a-f]{1,6})")
_LAST_CHARACTER = 0x10FFFF
_SURROGATES = range(0xD800, 0xE000)
_PREFIX = "mjx-"
_TOKENS = frozenset({"mi", "mn", "mo", "ms", "mtext"})
_ROWS = frozenset({"merror", "mphantom", "mrow", "mspace", "mstyle", "mtd", "mtr"})
_STRUTS = frozenset({"dstrut", "line", "mark", "nstrut", "rspace", "spacer", "tstrut"})
_LAYOUT = frozenset({"dbox", "dtable", "frac", "row", "sqrt"})
_STRETCHED = frozenset({"stretchy-h", "stretchy-v"})
# What stands over or under a letter as its accent, as MathJax writes it.
_ACCENTS = frozenset("^~¯ˉ→←↔˙¨ˇ˘´`‾˚⃗…⃛")
_LAYOUT_OF_LIMITS = _LAYOUT | {"box", "munder"}


def rebuilt(container: Element) -> Element | None:
    """The formula in an `mjx-container`; None when no character of it can be read."""
    for element in container.elements():
        if _kind(element) == "math":
            children = _all(element.children)
            return _math("math", *children) if any(child.text().strip() for child in children) else None
    return None


def _kind(element: Element) -> str:
    name = element.name
    return name[len(_PREFIX) :] if name.startswith(_PREFIX) else ""


def _math(name: str, *children: Node) -> Element:
    return made(name, *children, namespace=MATHML)


def _all(children: list[Node]) -> list[Element]:
    read: list[Element] = []
    for child in children:
        if not isinstance(child, str):
            read.extend(_read(child))
    return read


def _read(box: Element) -> list[Element]:
    kind = _kind(box)
    if kind in _TOKENS:
        return [_token(kind, _characters(box))]
    if kind in _STRUTS or not kind:
        return []
    if kind in _STRUCTURES:
        return [_STRUCTURES[kind](box)]
    if kind in _ROWS:
        return [_math(kind, *_all(box.children))]
    if kind in {"c", "utext"}:
        return [_math("mtext", _characters(box))]
    return _all(box.children)


def _characters(box: Element) -> str:
    """The characters of a token: named by classes, or written out where the font lacks them."""
    out: list[str] = []
    stack = [box]
    while stack:
        element = stack.pop()
        named = _named(element)
        own = "".join(child for child in element.children if isinstance(child, str)).strip()
        out.append(own or named)
        if named and _kind(element) in _STRETCHED:
            continue  # what it is drawn of: its ends and middle
        stack += [child for child in reversed(element.children) if isinstance(child, Element)]
    return "".join(out)


def _named(element: Element) -> str:
    """The character that a class names."""
    match = next((match for name in classes(element) if (match := _CHARACTER.fullmatch(name))), None)
    code = int(match[1], 16) if match else 0
    return chr(code) if 0 < code <= _LAST_CHARACTER and code not in _SURROGATES else ""


def _token(kind: str, characters: str) -> Element:
    token = _math(kind, characters)
    # MathJax names an italic letter by its own character (1D465), MathML slants every single one unless told.
    if kind == "mi" and len(characters) == 1 and characters.isascii():
        token.attributes["mathvariant"] = "normal"
    return token


def _row(children: list[Element]) -> Element:
    return children[0] if len(children) == 1 else _math("mrow", *children)


def _inside(box: Element, kind: str, layout: frozenset[str] = _LAYOUT) -> Element:
    """What stands in the box of this kind, as one element; only boxes without a meaning are looked into for it."""
    level = [box]
    while level:
        level = [child for each in level for child in each.children if isinstance(child, Element)]
        for element in level:
            if _kind(element) == kind:
                return _row(_all(element.children))
        level = [element for element in level if _kind(element) in layout]
    return _math("mrow")


def _parts(box: Element) -> tuple[Element, list[Element]]:
    """The base, and the scripts in MathJax's order (the upper one first)."""
    scripts: list[Element] = []
    bare: list[Node] = []
    for child in box.children:
        if isinstance(child, Element) and _kind(child) == "script":
            scripts = _all(child.children)
        else:
            bare.append(child)
    return _row(_all(bare)), scripts


def _script(name: str) -> Callable[[Element], Element]:
    def read(box: Element) -> Element:
        base, scripts = _parts(box)
        return _math(name, base, _row(scripts))

    return read


def _scripts(box: Element) -> Element:
    base, scripts = _parts(box)
    upper, lower = (scripts[0], scripts[1]) if len(scripts) == len("^_") else (_row(scripts), _math("mrow"))
    return _math("msubsup", base, lower, upper)


def _fraction(box: Element) -> Element:
    return _math("mfrac", _inside(box, "num"), _inside(box, "den"))


def _square_root(box: Element) -> Element:
    return _math("msqrt", _inside(box, "box"))


def _root(box: Element) -> Element:
    return _math("mroot", _inside(box, "box"), _inside(box, "root"))


def _limits(name: str, script: str, *kinds: str) -> Callable[[Element], Element]:
    """Under and over: in boxes of their own, or as scripts where the line has no room (`limits="false"`)."""

    def read(box: Element) -> Element:
        if any(isinstance(child, Element) and _kind(child) == "script" for child in box.children):
            return _STRUCTURES[script](box)
        limits = _math(name, *(_inside(box, kind, _LAYOUT_OF_LIMITS) for kind in ("base", *kinds)))
        if name == "mover" and limits.children[1:] and _is_accent(limits.children[1]):
            limits.attributes["accent"] = "true"
        return limits

    return read


def _is_accent(over: Node) -> bool:
    return isinstance(over, Element) and over.name == "mo" and over.text().strip() in _ACCENTS


def _table(box: Element) -> Element:
    """A table; the numbers of its equations, which stand in a table of their own, come last in their rows."""
    rows: list[Element] = []
    labels: list[Element] = []
    numbered: list[Element] = []
    for element in _rows_of(box):
        kind = _kind(element)
        cells = _all(element.children)
        if kind == "labels":
            labels = [cell for row in _rows_of(element) for cell in _all(row.children)]
            continue
        rows.append(_math("mtr", *cells))
        if kind == "mlabeledtr":
            numbered.append(rows[-1])
    for row, label in zip(numbered, labels, strict=False):
        row.children.append(label)
    return _math("mtable", *rows)


def _rows_of(box: Element) -> list[Element]:
    """The rows of a table, and the box of labels beside them."""
    found: list[Element] = []
    stack: list[Node] = list(reversed(box.children))
    while stack:
        node = stack.pop()
        if isinstance(node, Element):
            if _kind(node) in {"labels", "mlabeledtr", "mtr"}:
                found.append(node)
            elif _kind(node) in {"itable", "table"}:
                stack += reversed(node.children)
    return found


def _multiscripts(box: Element) -> Element:
    """Scripts on both sides: MathJax writes each side as a row of upper ones, a strut, and a row of lower ones."""
    base: list[Node] = []
    before: list[Element] = []
    after: list[Element] = []
    for child in box.children:
        kind = _kind(child) if isinstance(child, Element) else ""
        if isinstance(child, Element) and kind == "prescripts":
            before = _pairs(child)
        elif isinstance(child, Element) and kind == "scripts":
            after = _pairs(child)
        else:
            base.append(child)
    prescripts = [_math("mprescripts"), *before] if before else []
    return _math("mmultiscripts", _row(_all(base)), *after, *prescripts)


def _pairs(side: Element) -> list[Element]:
    rows = [row for row in side.children if isinstance(row, Element) and row.children]
    if len(rows) < len(("upper", "lower")):
        return []  # never a row for two: what is in it would be read twice, and so on within it
    upper, lower = rows[0], rows[-1]
    cells = zip(*([c for c in row.children if isinstance(c, Element)] for row in (lower, upper)), strict=False)
    return [_row(_all(cell.children)) for pair in cells for cell in pair]


_STRUCTURES: Mapping[str, Callable[[Element], Element]] = {
    "mfrac": _fraction,
    "mmultiscripts": _multiscripts,
    "mover": _limits("mover", "msup", "over"),
    "mroot": _root,
    "msqrt": _square_root,
    "msub": _script("msub"),
    "msubsup": _scripts,
    "msup": _script("msup"),
    "mtable": _table,
    "munder": _limits("munder", "msub", "under"),
    "munderover": _limits("munderover", "msubsup", "under", "over"),
    "texatom": lambda box: _math("mrow", *_all(box.children)),
}
