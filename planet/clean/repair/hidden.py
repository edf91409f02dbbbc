"""What the author's own page does not show is not shown here either.

<p hidden>draft</p><p style="display: none">draft</p><p>a<span class="sr-only">(opens a new window)</span></p>
→  <p>a</p>

<p style="visibility:hidden">draft</p><p hidden="until-found">answer</p>
→  <p>answer</p>
"""

from __future__ import annotations

import re
from collections import Counter

from planet.clean.html_tree import Element, Node
from planet.clean.repair.seen import Marks
from planet.clean.repair.walking import has_class, replace
from planet.clean.surroundings import Surroundings

# Classes by which frameworks hide text from the eye: Bootstrap, WordPress, Foundation, GitHub, Docusaurus, Wikipedia.
# Only these: a class that sounds hidden (`spoiler`, `collapsed`) is often shown.
FOR_SCREEN_READERS = frozenset(
    {
        "hide-for-accessibility",
        "screen-reader-only",
        "screen-reader-shortcut",
        "screen-reader-text",
        "show-for-sr",
        "sr-only",
        "visually-hidden",
        "visuallyhidden",
    }
)
_HIDING = re.compile(
    r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|mso-hide\s*:\s*all)\s*(?:!important\s*)?(?=;|$)",
    re.IGNORECASE,
)
_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
MARKS = Marks(attributes=frozenset({"hidden", "style"}), classes=FOR_SCREEN_READERS)


def forget_hidden(root: Element, _around: Surroundings) -> Counter[str]:
    """Take out what is hidden by attribute, by its own style, or by a class that is known to hide."""
    removed: Counter[str] = Counter()

    def judge(element: Element, _parent: Element) -> list[Node] | None:
        if not element.attributes or element.namespace is not None or not is_hidden(element):
            return None
        removed["hidden text"] += 1
        return []

    replace(root, judge)
    return removed


def is_hidden(element: Element) -> bool:
    """Whether a browser, with the author's style sheet, would not show it."""
    attributes = element.attributes
    if "hidden" in attributes and attributes["hidden"].strip().lower() != "until-found":
        return True
    style = attributes.get("style")
    if style and (":" in style) and _HIDING.search(_COMMENT.sub("", style[:2000])):
        return True
    return "class" in attributes and has_class(element, FOR_SCREEN_READERS)
