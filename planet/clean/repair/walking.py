"""How rules look at the tree and change it: every element once, top down, linear whatever its shape."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from planet.clean.html_tree import Element, Node

Judge = Callable[[Element, Element], list[Node] | None]
"""What stands in place of an element, given its parent; None when it stays and what is in it is judged next."""


def replace(root: Element, judge: Judge, names: frozenset[str] | None = None) -> None:
    """Put what `judge` says in the place of each element, or of each of these names.

    What it puts there is not judged again.
    """
    stack = [root]
    while stack:
        parent = stack.pop()
        changed: list[Node] | None = None
        below: list[Element] = []
        for position, child in enumerate(parent.children):
            if not isinstance(child, str):
                stand_in = judge(child, parent) if names is None or child.name in names else None
                if stand_in is not None:
                    if changed is None:
                        changed = parent.children[:position]
                    changed += stand_in
                    continue
                if child.children:
                    below.append(child)
            if changed is not None:
                changed.append(child)
        if changed is not None:
            parent.children = changed
        stack += reversed(below)


def with_parents(root: Element) -> Iterator[Element]:
    """The root and every element below it, in document order; children may be replaced below the one at hand."""
    yield root
    yield from root.elements()


def classes(element: Element) -> list[str]:
    """The classes of an element, in lower case, the first 32."""
    value = element.attributes.get("class")
    return value.lower().split()[:32] if value else []


def has_class(element: Element, names: frozenset[str]) -> bool:
    """Whether one of the element's classes is among these."""
    value = element.attributes.get("class")
    return value is not None and not names.isdisjoint(value.lower().split())


def made(name: str, *children: Node, namespace: str | None = None, **attributes: str) -> Element:
    """A new element."""
    element = Element(name, namespace)
    element.attributes = dict(attributes)
    element.children = list(children)
    return element


def own_attributes(element: Element) -> dict[str, str]:
    """What holds for whatever stands in place of an element: its id, its language and its direction."""
    return {name: element.attributes[name] for name in ("id", "dir", "lang") if name in element.attributes}


def is_blank(node: Node) -> bool:
    """Whether it is white space between elements."""
    return isinstance(node, str) and not node.strip()
