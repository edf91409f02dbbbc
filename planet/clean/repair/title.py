"""An opening that only repeats the title goes: the title stands above it already.

With the title "Title":

    <h4>Title</h4><p>text</p>
    →  <p>text</p>

    <article><header><h4><a href="https://blog.example/post">TITLE</a></h4></header><p>text</p></article>
    →  <p>text</p>

    <p>Title</p><p>text</p>
    →  <p>text</p>

    <p>Title, and more</p><h4>Title</h4>
    →  <p>Title, and more</p><h4>Title</h4>

    <p>Title</p>
    →  <p>Title</p>

    <p><a href="https://other.example/">Title</a></p><p>text</p>
    →  <p><a href="https://other.example/">Title</a></p><p>text</p>
"""

from __future__ import annotations

from collections import Counter

from planet.clean.html_tree import Element, Node
from planet.clean.repair.fragments import is_own
from planet.clean.repair.walking import replace
from planet.clean.surroundings import Surroundings

_OPENINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "p"})
_SHELLS = frozenset({"article", "body", "center", "div", "header", "html", "main", "section"})
_SHOWN = frozenset({"audio", "embed", "iframe", "img", "math", "object", "svg", "table", "video"})


def forget_repeated_title(root: Element, around: Surroundings) -> Counter[str]:
    """Take out the first heading or paragraph when its words are those of the title, and something else remains."""
    first = _opening(root)
    if first is None or not around.tidy or not around.label:
        return Counter()
    if _words(first.text()) != _words(around.label) or any(child.name in _SHOWN for child in first.elements()):
        return Counter()
    if any(_leads_elsewhere(child, around) for child in first.elements()) or not _is_more_than(root, first):
        return Counter()

    def judge(element: Element, _parent: Element) -> list[Node] | None:
        return [] if element is first else None

    replace(root, judge)
    return Counter({"title said twice": 1})


def _leads_elsewhere(element: Element, around: Surroundings) -> bool:
    """Whether it is a link to another page: what a post is about, and lost with it."""
    href = element.attributes.get("href", "").strip() if element.name == "a" else ""
    return bool(href) and not href.startswith("#") and not is_own(href.partition("#")[0], around)


def _opening(root: Element) -> Element | None:
    """What the text begins with, when it is a heading or a paragraph."""
    shell = root
    while True:
        first = next((child for child in shell.children if not isinstance(child, str) or child.strip()), None)
        if isinstance(first, Element) and first.name in _SHELLS:
            shell = first
            continue
        return first if isinstance(first, Element) and first.name in _OPENINGS else None


def _is_more_than(root: Element, first: Element) -> bool:
    """Whether anything is left to read or see without it."""
    stack: list[Element] = [root]
    while stack:
        for child in stack.pop().children:
            if isinstance(child, str):
                if child.strip():
                    return True
            elif child.name in _SHOWN:
                return True
            elif child is not first:
                stack.append(child)
    return False


def _words(text: str) -> str:
    return " ".join(text[:4096].split()).casefold()
