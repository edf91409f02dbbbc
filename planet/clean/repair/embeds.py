"""What embeds another page becomes a link to it.

<iframe src="https://video.example/1" title="My talk"></iframe>
→  <p><a href="https://video.example/1">My talk</a></p>

<object data="https://map.example/x"><img src="map.png"></object>
→  <p><a href="https://map.example/x">map.example</a></p>
"""

from __future__ import annotations

from collections import Counter

from planet.clean.html_tree import Element, Node
from planet.clean.surroundings import Surroundings
from planet.clean.text import plain
from planet.urls import host_of, safe_web_link

EMBEDS = frozenset({"iframe", "embed", "object", "frame"})
# Where a paragraph may stand; elsewhere (in another paragraph, in a line of text) the link stands alone.
BLOCKS = frozenset(
    {"#fragment", "article", "blockquote", "center", "dd", "div", "figure", "li", "main", "section", "td"}
)
_TITLE_BYTES = 256


def link_embeds(root: Element, around: Surroundings) -> Counter[str]:
    """Put a link in place of every embed that has an http(s) address; the policy drops the others."""
    removed: Counter[str] = Counter()
    for parent in (root, *root.elements()):
        if not any(isinstance(child, Element) and child.name in EMBEDS for child in parent.children):
            continue
        parent.children = [_linked(child, parent, around, removed) for child in parent.children]
    return removed


def _linked(node: Node, parent: Element, around: Surroundings, removed: Counter[str]) -> Node:
    if isinstance(node, str) or node.name not in EMBEDS or node.namespace is not None:
        return node
    address = _address(node, around)
    if address is None:
        return node
    removed[f"{node.name} → link"] += 1
    link = Element("a")
    link.attributes = {"href": address}
    link.children = [plain(node.attributes.get("title"), _TITLE_BYTES) or host_of(address) or address]
    if parent.name not in BLOCKS:
        return link
    paragraph = Element("p")
    paragraph.children = [link]
    return paragraph


def _address(embed: Element, around: Surroundings) -> str | None:
    """The first http(s) address that the embed, or what stands in it for older browsers, names."""
    for element in (embed, *embed.elements()):
        names = ("value",) if element.name == "param" else ("src", "data")
        if element.name == "param" and element.attributes.get("name", "").lower() not in {"movie", "src", "url"}:
            continue
        if element.name not in EMBEDS and element.name != "param":
            continue
        for name in names:
            address = element.attributes.get(name)
            if address and (link := safe_web_link(address, around.base)):
                return link
    return None
