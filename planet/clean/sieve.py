"""The policy applied to the tree: what goes with its text, what goes and leaves its text, what stays and how."""

from __future__ import annotations

from collections import Counter

from planet.clean.attributes import canonical
from planet.clean.elements import SPECIAL
from planet.clean.html_tree import MATHML, Element, Node, join_text
from planet.clean.mathematics import strict_math
from planet.clean.policy import DROPPED, RENAMED, SCROLL_CLASS
from planet.clean.surroundings import Surroundings

_SCROLLED = frozenset({"pre", "table"})


class Sieve:
    """One pass over one tree. `removed` counts what was taken out, by name."""

    def __init__(self, around: Surroundings) -> None:
        self.around = around
        self.removed: Counter[str] = Counter()
        self._ids: set[str] = set()

    def sift(self, root: Element) -> None:
        """Change the tree so that nothing outside the policy is left in it."""
        root.children = join_text(self._nodes(root.children))

    def _nodes(self, children: list[Node]) -> list[Node]:
        kept: list[Node] = []
        for child in children:
            if isinstance(child, str):
                kept.append(child)
            else:
                kept.extend(self._element(child))
        return kept

    def _element(self, element: Element) -> list[Node]:
        if element.namespace is not None:
            return self._foreign(element)
        name = element.name
        if name in DROPPED:
            self.removed[name] += 1
            return []
        children = self._nodes(element.children)
        if name not in self.around.policy.elements:
            name = RENAMED.get(name, "span" if "id" in element.attributes else "")
            if not name:
                return children
        if name == "div" and _is_scroll_box(element, children):
            return children
        return self._kept(element, name, join_text(children))

    def _foreign(self, element: Element) -> list[Node]:
        if element.namespace == MATHML and element.name == "math":
            return [strict_math(element, self.around)]
        self.removed[element.name] += 1
        return []

    def _kept(self, element: Element, name: str, children: list[Node]) -> list[Node]:
        attributes = canonical(name, element.attributes, self.around)
        self._note_hostile(element.attributes, attributes)
        if attributes.get("id") in self._ids:
            del attributes["id"]
        element.name = name
        element.children = children
        element.attributes = attributes
        if "id" in attributes:
            self._ids.add(attributes["id"])
        special = SPECIAL.get(name)
        return special(element, self.around, self.removed) if special else [element]

    def _note_hostile(self, before: dict[str, str], after: dict[str, str]) -> None:
        for attribute in before:
            if isinstance(attribute, str) and attribute.startswith("on"):
                self.removed["event handler"] += 1
        if before.get("href") and "href" not in after:
            self.removed["address"] += 1


def _is_scroll_box(element: Element, children: list[Node]) -> bool:
    """Whether this is the box that `scrolling` puts around a table or code; it is then made again."""
    only = [child for child in children if not (isinstance(child, str) and not child.strip())]
    return (
        element.attributes.get("class") == SCROLL_CLASS
        and len(only) == 1
        and isinstance(only[0], Element)
        and only[0].name in _SCROLLED
    )
