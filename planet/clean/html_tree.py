"""HTML as a tree: the HTML5 parser that bleach vendors, wrapped in types and in bounds. Imported in children only.

A tree is made of `Element` and `str`. Comments, doctypes and processing instructions do not become nodes. Bounds are
kept while the parser runs, because it is quadratic in depth, in attributes of one element and in the length of names:
nothing that a stranger writes makes the tree deeper than its bounds or the work more than linear.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bleach._vendor.html5lib import html5parser
from bleach._vendor.html5lib._tokenizer import HTMLTokenizer
from bleach._vendor.html5lib.constants import tokenTypes
from bleach._vendor.html5lib.treebuilders.base import TreeBuilder

from planet.clean.bounds import MANY_TAGS, MAX_ATTRIBUTES, MAX_NAME_LENGTH, Bounds
from planet.clean.policy import DROPPED, VOID

HTML = "http://www.w3.org/1999/xhtml"
MATHML = "http://www.w3.org/1998/Math/MathML"
LONG_VALUE = 8192  # an attribute value that is longer and still goes on with references is nobody's address

_START, _END, _ERROR = (tokenTypes[name] for name in ("StartTag", "EndTag", "ParseError"))
_ENDS_OF_NAME = ("\t", "\n", "\f", "\r", " ", "/", ">", "\0")
_FORMATTING = frozenset(
    {"a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"},
)

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
            stack.extend(child for child in reversed(element.children) if not isinstance(child, str))

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
    """Builds `Element`s, counts them, and leaves out comments."""

    made = 0

    def documentClass(self) -> Element:  # noqa: N802 - html5lib's
        """The root of a document, of which a fragment is a part."""
        return Element("#document")

    def elementClass(self, name: str, namespace: str | None) -> Element:  # noqa: N802 - html5lib's
        """An element; every one passes here, also those that the parser reopens or makes up."""
        self.made += 1
        return Element(name, namespace)

    def fragmentClass(self) -> Element:  # noqa: N802 - html5lib's
        """The root of what `parse` returns."""
        return Element("#fragment")

    def insertComment(self, token: dict[str, Any], parent: object = None) -> None:  # noqa: N802 - html5lib's
        """Forget it."""


class _BoundedTokenizer(HTMLTokenizer):  # type: ignore[misc]  # html5lib has no types
    """html5lib's tokenizer without its quadratic corners, and with an end."""

    cut = False
    lifted = 0
    thinned = False

    def __iter__(self) -> Iterator[dict[str, Any]]:
        tree, bounds = self.parser.tree, self.parser.bounds
        skipped: dict[str, int] = {}
        for count, token in enumerate(super().__iter__()):
            kind = token["type"]
            if kind == _ERROR:
                continue
            depth = len(tree.openElements)
            if count > bounds.tokens or tree.made > bounds.elements or depth > 2 * bounds.depth:
                self.cut = True
                return
            if kind == _START and depth > bounds.depth and _can_be_skipped(token["name"]):
                skipped[token["name"]] = skipped.get(token["name"], 0) + 1
                self.lifted += 1
            elif kind == _END and skipped.get(token["name"]):
                skipped[token["name"]] -= 1
            elif kind == _END and token["name"] in _FORMATTING and _is_unlisted(tree, token["name"]):
                tree.openElements.pop()
            else:
                yield token

    def attributeNameState(self) -> Any:  # noqa: N802, ANN401 - html5lib's
        attributes = self.currentToken["data"]
        if len(attributes) > MAX_ATTRIBUTES:
            del attributes[MAX_ATTRIBUTES:-1]
            self.thinned = True
        if len(attributes[-1][0]) > MAX_NAME_LENGTH:
            attributes[-1][0] = "-"
        return super().attributeNameState()

    def tagNameState(self) -> Any:  # noqa: N802, ANN401 - html5lib's
        # All of the name at once: letter by letter, as html5lib reads it, takes an eighth of all parsing.
        name = self.currentToken["name"] + self.stream.charsUntil(_ENDS_OF_NAME)
        self.currentToken["name"] = name[:MAX_NAME_LENGTH]
        return super().tagNameState()

    def consumeEntity(self, allowedChar: Any = None, fromAttribute: bool = False) -> None:  # noqa: N802, N803, ANN401, FBT001, FBT002 - html5lib's
        if fromAttribute and len(self.currentToken["data"][-1][1]) > LONG_VALUE:
            self.currentToken["data"][-1][1] = ""
        super().consumeEntity(allowedChar, fromAttribute)

    def commentState(self) -> Any:  # noqa: N802, ANN401 - html5lib's
        self.currentToken["data"] = ""
        return super().commentState()

    def doctypeState(self) -> Any:  # noqa: N802, ANN401 - html5lib's
        self.state = self.bogusCommentState
        return True


class _Parser(html5parser.HTMLParser):  # type: ignore[misc]  # html5lib has no types
    """html5lib's parser over our tokenizer and tree, silent about errors."""

    def __init__(self, bounds: Bounds) -> None:
        super().__init__(tree=_Builder, namespaceHTMLElements=False)
        self.bounds = bounds

    def _parse(self, stream: str, *_args: object) -> None:
        self.innerHTMLMode = True
        self.container = "div"
        self.scripting = False
        self.tokenizer = _BoundedTokenizer(stream, parser=self)
        self.reset()
        self.mainLoop()

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


def _is_unlisted(tree: Any, name: str) -> bool:  # noqa: ANN401 - html5lib's
    """Whether an end tag ends the current node alone: step 3 of HTML §13.2.6.4.7, which html5lib does not know."""
    current = tree.openElements[-1]
    return current.name == name and current.namespace is None and current not in tree.activeFormattingElements


def _can_be_skipped(name: str) -> bool:
    # Without the start tag of one that is dropped with its text, that text would show.
    return name not in VOID and name not in DROPPED


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
            if isinstance(node, str) or not _can_be_skipped(node.name):
                kept.append(node)
            else:
                stack.extend(reversed(node.children))
        element.children = kept
