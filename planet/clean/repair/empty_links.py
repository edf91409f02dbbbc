"""A link with nothing to read or see in it goes: themes hang such on headings, and no reader could press it.

<h4>Part <a class="header-anchor" href="https://blog.example/post#part"></a></h4>
→  <h4>Part </h4>

<a id="e-0a-part" href="https://blog.example/"></a><a href="https://blog.example/"><img src="https://blog.example/a.png"></a>
→  <a id="e-0a-part"></a><a href="https://blog.example/"><img src="https://blog.example/a.png"></a>
"""

from __future__ import annotations

from collections import Counter

from planet.clean.html_tree import Element, Node
from planet.clean.repair.seen import marks
from planet.clean.repair.walking import replace
from planet.clean.surroundings import Surroundings

_SHOWN = frozenset({"audio", "iframe", "img", "math", "mjx-container", "object", "picture", "svg", "video"})
_SHAPELESS = " \t\r\n\f\xa0\u200b\u200c\u200d\u2060\ufeff"
MARKS = marks("a")


def forget_empty_links(root: Element, _around: Surroundings) -> Counter[str]:
    """Take out links without text or picture; one that others point to stays as their target."""
    removed: Counter[str] = Counter()

    def judge(element: Element, _parent: Element) -> list[Node] | None:
        if "href" not in element.attributes or not _is_empty(element):
            return None
        removed["empty link"] += 1
        if element.attributes.get("id") or element.attributes.get("name"):
            del element.attributes["href"]
            return None
        return [child for child in element.children if isinstance(child, str) or child.name == "br"]

    replace(root, judge, MARKS.elements)
    return removed


def _is_empty(link: Element) -> bool:
    stack = [link]
    while stack:
        for child in stack.pop().children:
            if isinstance(child, str):
                if child.strip(_SHAPELESS):
                    return False
            elif child.name in _SHOWN:
                return False
            else:
                stack.append(child)
    return True
