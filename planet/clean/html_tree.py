"""HTML as a tree: the HTML5 parser that bleach vendors, wrapped in types and in bounds. Imported in children only.

A tree is made of `Element` and `str`. Comments, doctypes and processing instructions do not become nodes. Bounds are
kept while the parser runs, because it is quadratic in depth, in attributes of one element and in the length of names:
nothing that a stranger writes makes the tree deeper than its bounds or the work more than linear.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bleach._vendor.html5lib import html5parser
from bleach._vendor.html5lib.treebuilders.base import TreeBuilder, listElementsMap

from planet.clean.bounds import MANY_TAGS, Bounds
from planet.clean.html_tokens import CHARACTERS, COMMENT, END, SPACES, START, BoundedTokenizer, can_be_lifted
from planet.values import dataclass

HTML = "http://www.w3.org/1999/xhtml"
MATHML = "http://www.w3.org/1998/Math/MathML"

_PHASES = html5parser.getPhases(False)  # noqa: FBT003 - html5lib's
_MATH_GLYPHS = frozenset({"mglyph", "malignmark"})

# Two names that html5lib's list of special elements lacks (HTML §13.2.4.2): without them an `li` inside a `summary`
# ends the `li` around it, which no browser does.
html5parser.specialElements |= {(HTML, "figcaption"), (HTML, "summary")}


class Element:
    """One element; `namespace` is None for HTML. Also speaks what html5lib's tree builder asks of a node."""

    __slots__ = ("attributes", "children", "name", "nameTuple", "namespace", "parent")

    def __init__(self, name: str, namespace: str | None = None) -> None:
        self.name = name
        self.namespace = namespace
        self.nameTuple = (namespace or HTML, name)  # html5lib's word
        self.attributes: dict[Any, str] = {}  # a foreign attribute has a tuple as its key, and never passes the policy
        self.children: list[Element | str] = []
        self.parent: Element | None = None

    def elements(self) -> Iterator[Element]:
        """Every element below this one, in document order; the tree may be changed below the one at hand."""
        stack = [child for child in reversed(self.children) if not isinstance(child, str)]
        while stack:
            element = stack.pop()
            yield element
            if element.children:
                stack += [child for child in reversed(element.children) if not isinstance(child, str)]

    def text(self) -> str:
        """All text below this one, whatever element it stands in."""
        parts: list[str] = []
        stack: list[Element | str] = list(reversed(self.children))
        while stack:
            node = stack.pop()
            if isinstance(node, str):
                parts.append(node)
            else:
                stack.extend(reversed(node.children))
        return "".join(parts)

    # What follows is asked for by html5lib. Text is appended as a node of its own and joined by `parse`: to lengthen
    # one string for each of a million "<" would be quadratic.
    def appendChild(self, node: Element) -> None:  # noqa: N802, D102 - html5lib's name and meaning
        self.children.append(node)
        node.parent = self

    def insertText(self, data: str, insertBefore: Element | None = None) -> None:  # noqa: N802, N803, D102 - as above
        if insertBefore is None:
            self.children.append(data)
        else:
            self.children.insert(self._position(insertBefore), data)

    def insertBefore(self, node: Element, refNode: Element) -> None:  # noqa: N802, N803, D102 - as above
        self.children.insert(self._position(refNode), node)
        node.parent = self

    def removeChild(self, node: Element) -> None:  # noqa: N802, D102 - as above
        del self.children[self._position(node)]
        node.parent = None

    def reparentChildren(self, newParent: Element) -> None:  # noqa: N802, N803, D102 - as above
        for child in self.children:
            if isinstance(child, Element):
                child.parent = newParent
        newParent.children.extend(self.children)
        self.children = []

    def cloneNode(self) -> Element:  # noqa: N802, D102 - as above
        clone = Element(self.name, self.namespace)
        clone.attributes = dict(self.attributes)
        return clone

    def hasContent(self) -> bool:  # noqa: N802, D102 - as above
        return bool(self.children)

    def _position(self, node: Element) -> int:
        # From the end: that is where the parser works, so a long list costs nothing.
        for position in range(len(self.children) - 1, -1, -1):
            if self.children[position] is node:
                return position
        return len(self.children)


Node = Element | str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tree:
    """A parsed fragment. `cut`: the bounds ended it early; `thinned`: tags or attributes were too many and are gone."""

    root: Element
    cut: bool
    thinned: bool


class _Builder(TreeBuilder):  # type: ignore[misc]  # html5lib has no types
    """Builds `Element`s, counts them, and leaves out comments. What html5lib does for every tag is done shortly."""

    made = 0

    def documentClass(self) -> Element:  # noqa: N802 - html5lib's
        """The root of a document, of which a fragment is a part."""
        return Element("#document")

    def elementClass(self, name: str, namespace: str | None) -> Element:  # noqa: N802 - html5lib's
        """An element; every one passes here or the next, also those that the parser reopens or makes up."""
        self.made += 1
        return Element(name, namespace)

    def insertElementNormal(self, token: dict[str, Any]) -> Element:  # noqa: N802 - html5lib's
        """A new element in the current one."""
        self.made += 1
        element = Element(token["name"], token.get("namespace"))
        element.attributes = token["data"]
        element.parent = parent = self.openElements[-1]
        parent.children.append(element)
        self.openElements.append(element)
        return element

    def insertText(self, data: str, parent: Element | None = None) -> None:  # noqa: N802 - html5lib's
        """Text in the current element, or before a table where it has no place in it."""
        if parent is None and not self._insertFromTable:
            self.openElements[-1].children.append(data)
        else:
            super().insertText(data, parent)

    def elementInScope(self, target: Any, variant: str | None = None) -> bool:  # noqa: N802, ANN401 - html5lib's
        """Whether such an element is open, and nothing that shuts it off."""
        ends, is_inverted = listElementsMap[variant]
        if is_inverted or not isinstance(target, str):
            return bool(super().elementInScope(target, variant))
        for element in reversed(self.openElements):
            if element.name == target and element.namespace is None:
                return True
            if element.nameTuple in ends:
                return False
        return False

    def fragmentClass(self) -> Element:  # noqa: N802 - html5lib's
        """The root of what `parse` returns."""
        return Element("#fragment")

    def insertComment(self, token: dict[str, Any], parent: object = None) -> None:  # noqa: N802 - html5lib's
        """Forget it."""


class _Phases(dict[str, Any]):
    """html5lib's phases, each made when it is first needed: most texts need two of the 23."""

    def __init__(self, parser: _Parser) -> None:
        super().__init__()
        self.parser = parser

    def __missing__(self, name: str) -> Any:  # noqa: ANN401 - html5lib's
        phase = self[name] = _PHASES[name](self.parser, self.parser.tree)
        return phase


class _Parser(html5parser.HTMLParser):  # type: ignore[misc]  # html5lib has no types
    """html5lib's parser over our tokenizer and tree, silent about errors."""

    def __init__(self, bounds: Bounds) -> None:
        # Not html5lib's, which makes all phases.
        self.strict = False
        self.tree = _Builder(namespaceHTMLElements=False)
        self.errors: list[object] = []
        self.phases = _Phases(self)
        self.bounds = bounds

    def _parse(self, stream: str, *_args: object) -> None:
        self.innerHTMLMode = True
        self.container = "div"
        self.scripting = False
        self.tokenizer = BoundedTokenizer(stream, parser=self)
        self.reset()
        self.framesetOK = False  # no fragment becomes a frameset
        self.mainLoop()

    def mainLoop(self) -> None:  # noqa: N802 - html5lib's
        """Hand each token to the phase that it is for, until none takes the end for anything else."""
        open_elements = self.tree.openElements
        for token in self.tokenizer:
            again: dict[str, Any] | None = token
            while again is not None:
                in_html = not open_elements or open_elements[-1].namespace is None
                phase = self.phase if in_html else self._phase_in_foreign(token)
                kind = again["type"]
                if kind == CHARACTERS:
                    again = phase.processCharacters(again)
                elif kind == START:
                    again = phase.processStartTag(again)
                elif kind == END:
                    again = phase.processEndTag(again)
                elif kind == SPACES:
                    again = phase.processSpaceCharacters(again)
                elif kind == COMMENT:
                    again = phase.processComment(again)
                else:
                    again = None  # a doctype has no place in a fragment
        while self.phase.processEOF():
            pass

    def _phase_in_foreign(self, token: dict[str, Any]) -> Any:  # noqa: ANN401 - html5lib's
        """Whether HTML or SVG and MathML have the say about a token (HTML §13.2.6, its dispatcher)."""
        current, kind = self.tree.openElements[-1], token["type"]
        is_text = kind in {CHARACTERS, SPACES}
        is_start = kind == START
        name = token.get("name")
        if (
            (self.isMathMLTextIntegrationPoint(current) and (is_text or (is_start and name not in _MATH_GLYPHS)))
            or (current.nameTuple == (MATHML, "annotation-xml") and is_start and name == "svg")
            or (self.isHTMLIntegrationPoint(current) and (is_text or is_start))
        ):
            return self.phase
        return self.phases["inForeignContent"]

    def parseError(self, errorcode: str = "", datavars: object = None) -> None:  # noqa: N802 - html5lib's
        """Strangers' HTML is never right; nobody reads these."""


def parse(html: str, bounds: Bounds) -> Tree:
    """The tree of a fragment, as a browser would make it inside a `div`. Never raises."""
    parser = _Parser(bounds)
    root: Element = parser.parseFragment(html)
    _flatten(root, bounds.depth)
    tokenizer = parser.tokenizer
    return Tree(root=root, cut=tokenizer.cut, thinned=tokenizer.thinned or tokenizer.lifted > MANY_TAGS)


def join_text(children: list[Node]) -> list[Node]:
    """The same nodes, with neighbouring texts made one and empty ones gone."""
    joined: list[Node] = []
    run: list[str] = []
    for child in children:
        if isinstance(child, str):
            run.append(child)
            continue
        if run and (text := "".join(run)):
            joined.append(text)
        run.clear()
        joined.append(child)
    if run and (text := "".join(run)):
        joined.append(text)
    return joined


def _flatten(root: Element, depth: int) -> None:
    """Lift what is deeper to that depth: formatting elements can be reopened below the bound."""
    level = [root]
    for _ in range(depth):
        level = [child for element in level for child in element.children if isinstance(child, Element)]
        if not level:
            return
    for element in level:
        kept: list[Node] = []
        stack: list[Node] = list(reversed(element.children))
        while stack:
            node = stack.pop()
            if isinstance(node, str) or not can_be_lifted(node.name):
                kept.append(node)
            else:
                stack.extend(reversed(node.children))
        element.children = kept
