"""What there is in a tree, found in one walk, so that a rule that concerns none of it need not walk at all.

A rule names its marks: where none of them is seen it has nothing to do. Marks are taken before the first rule; no rule
makes anything that a later one waits for, but where its marks say so (`images` makes `img` of `amp-img`).
"""

from __future__ import annotations

from planet.clean.html_tree import Element
from planet.values import dataclass, field

TEX = "#tex"
"""Stands among the names where some text has a character that TeX begins with."""


_READ_AGAIN = "noscript"


def _names(names: str) -> frozenset[str]:
    return frozenset(names.split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """Names of elements, names of attributes and class names, in lower case."""

    elements: frozenset[str] = field(default_factory=frozenset)
    attributes: frozenset[str] = field(default_factory=frozenset)
    classes: frozenset[str] = field(default_factory=frozenset)


ALWAYS = Marks(elements=frozenset({"#fragment"}))
"""The marks of a rule that has to look for itself."""


def marks(elements: str = "", attributes: str = "", classes: frozenset[str] = frozenset()) -> Marks:
    """Marks, of names with spaces between."""
    return Marks(elements=_names(elements), attributes=_names(attributes), classes=classes)


class Seen:
    """The names of all elements and attributes in a tree, and all classes."""

    def __init__(self, root: Element) -> None:
        elements = self.elements = {root.name}
        attributes: set[str] = set()
        classes: set[str] = set()
        stack = [root]
        while stack:
            for child in stack.pop().children:
                if isinstance(child, str):
                    if "\\" in child or "$" in child:
                        elements.add(TEX)
                    continue
                elements.add(child.name)
                if child.attributes:
                    attributes.update(child.attributes)
                    if "class" in child.attributes:
                        classes.add(child.attributes["class"])
                if child.children:
                    stack.append(child)
        self.attributes = attributes
        self.classes = {name for value in classes for name in value.lower().split()}

    def any_of(self, marks: Marks) -> bool:
        """Whether one of the marks is there, or may be: what a `noscript` holds may have to be read once more."""
        return _READ_AGAIN in self.elements or not (
            self.elements.isdisjoint(marks.elements)
            and self.attributes.isdisjoint(marks.attributes)
            and self.classes.isdisjoint(marks.classes)
        )
