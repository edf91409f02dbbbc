"""What some elements need besides the allow-list: constants of ours, a fallback, or nothing left to keep them for.

Each function gets an element that already has only permitted attributes and clean children, and says what stands in
its place.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping

from planet.clean.html_tree import Element, Node
from planet.clean.surroundings import Surroundings

MEDIA = frozenset({"audio", "video"})
IMAGE_CONSTANTS = {"loading": "lazy", "decoding": "async", "referrerpolicy": "no-referrer"}

Special = Callable[[Element, Surroundings, Counter[str]], list[Node]]


def link(element: Element, around: Surroundings, _removed: Counter[str]) -> list[Node]:
    """A link that leads elsewhere says that we do not vouch for it; one that leads nowhere is text."""
    href = element.attributes.get("href")
    if href is None and "id" not in element.attributes:
        return element.children
    if href is not None and not href.startswith("#") and around.policy.rel:
        element.attributes["rel"] = around.policy.rel
    return [element]


def image(element: Element, around: Surroundings, removed: Counter[str]) -> list[Node]:
    """An image asks late, says nothing of the reader, and has an alternative; without an address only that is left."""
    attributes = element.attributes
    if "src" not in attributes:
        removed["img"] += 1
        return [attributes["alt"]] if attributes.get("alt") else []
    if "srcset" not in attributes:
        attributes.pop("sizes", None)
    attributes = {"alt": "", **attributes, **IMAGE_CONSTANTS}
    element.attributes = {name: attributes[name] for name in around.policy.elements["img"] if name in attributes}
    return [element]


def media(element: Element, _around: Surroundings, removed: Counter[str]) -> list[Node]:
    """Sound and video get controls; without an address, what stands in for them is shown.

    They load not one byte before somebody presses play: a page must not tell every host who reads it.
    """
    has_source = any(isinstance(child, Element) and child.name == "source" for child in element.children)
    if "src" not in element.attributes and not has_source:
        removed[element.name] += 1
        return element.children
    element.attributes.update(controls="", preload="none")
    return [element]


def source(element: Element, _around: Surroundings, _removed: Counter[str]) -> list[Node]:
    """A source has its place in media and an address, or none."""
    in_media = element.parent is not None and element.parent.name in MEDIA
    return [element] if in_media and "src" in element.attributes else []


def override(element: Element, _around: Surroundings, _removed: Counter[str]) -> list[Node]:
    """`bdo` without a direction overrides nothing."""
    return [element] if "dir" in element.attributes else element.children


def span(element: Element, _around: Surroundings, _removed: Counter[str]) -> list[Node]:
    """A span that says nothing goes: highlighters leave thousands."""
    return [element] if element.attributes else element.children


def preformatted(element: Element, _around: Surroundings, _removed: Counter[str]) -> list[Node]:
    """A line end that begins a `pre` gets an empty span before it.

    A parser swallows one there and nh3 does not write a second one, so that each cleaning would lose a line.
    """
    if element.children and isinstance(element.children[0], str) and element.children[0].startswith("\n"):
        element.children.insert(0, Element("span"))
    return [element]


SPECIAL: Mapping[str, Special] = {
    "a": link,
    "audio": media,
    "bdo": override,
    "img": image,
    "pre": preformatted,
    "source": source,
    "span": span,
    "video": media,
}
