"""How text is aligned is kept, in an attribute of ours: styles never pass, and `align` is no longer HTML.

<p style="text-align: center">* * *</p><table><tbody><tr><td align="right">1</td></tr></tbody></table>
→  <p data-align="center">* * *</p><table><tbody><tr><td data-align="right">1</td></tr></tbody></table>

<p style="text-align: url(x)" data-align="justify">a</p>
→  <p>a</p>
"""

from __future__ import annotations

import re
from collections import Counter

from planet.clean.html_tree import Element
from planet.clean.repair.seen import marks
from planet.clean.repair.walking import classes
from planet.clean.surroundings import Surroundings

ALIGNED = frozenset({"caption", "div", "figcaption", "h1", "h2", "h3", "h4", "h5", "h6", "p", "td", "th", "tr"})
_STYLE = re.compile(r"(?:^|;)\s*text-align\s*:\s*(center|right|end)\s*(?:!important\s*)?(?=;|$)", re.IGNORECASE)
# What WordPress, Bootstrap and others call it.
_CLASSES = {
    "has-text-align-center": "center",
    "has-text-align-right": "right",
    "text-center": "center",
    "text-end": "right",
    "text-right": "right",
}
_WORDS = {"center": "center", "middle": "center", "right": "right", "end": "right"}
MARKS = marks("center", "align data-align style", frozenset(_CLASSES))


def keep_alignment(root: Element, _around: Surroundings) -> Counter[str]:
    """Write `data-align` where text stands in the middle or at the end; at its start it stands by itself."""
    for element in root.elements():
        attributes = element.attributes
        if element.name == "center":
            element.name = "div"
            attributes["data-align"] = "center"
            continue
        if not attributes:
            continue
        attributes.pop("data-align", None)
        if element.name not in ALIGNED:
            continue
        style = _STYLE.search(attributes["style"][:2000]) if "style" in attributes else None
        word = style[1] if style else attributes.get("align", "")
        if not word and "class" in attributes:
            word = next((_CLASSES[name] for name in classes(element) if name in _CLASSES), "")
        if side := _WORDS.get(word.strip().lower()):
            attributes["data-align"] = side
    return Counter()
