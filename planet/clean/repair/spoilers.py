"""Spoilers stay covered until a reader wants to see them: they become `details`.

A browser puts its own word for "details" before one that has no title, in the reader's language.

<div class="spoilers"><p>It was the butler.</p></div>
→  <details><p>It was the butler.</p></details>

<div class="spoiler"><div class="spoiler-warning">The end:</div><div class="spoiler-content" hidden>Butler.</div></div>
→  <details><summary>The end:</summary><div>Butler.</div></details>

<details><summary>The end</summary><div class="spoiler">Butler.</div></details>
→  <details><summary>The end</summary><div>Butler.</div></details>
"""

from __future__ import annotations

from collections import Counter

from planet.clean.html_tree import Element, Node
from planet.clean.repair.seen import Marks
from planet.clean.repair.walking import has_class, is_blank, made, own_attributes, replace
from planet.clean.surroundings import Surroundings

# LessWrong; Discourse and Drupal; Shortcodes Ultimate; phpBB. Only these: what is called so elsewhere is often shown.
_SPOILERS = frozenset({"bbcode_spoiler", "spoiler", "spoilers", "su-spoiler"})
_TITLES = frozenset({"spoiler-header", "spoiler-title", "spoiler-warning", "su-spoiler-title"})
_CONTENTS = frozenset({"spoiler-content", "su-spoiler-content"})
_BLOCKS = frozenset({"blockquote", "details", "div", "section"})
MARKS = Marks(classes=_SPOILERS)


def cover_spoilers(root: Element, _around: Surroundings) -> Counter[str]:
    """Make a `details` of every block that its author covered."""

    def judge(element: Element, parent: Element) -> list[Node] | None:
        if element.name == "details" or parent.name == "details" or not has_class(element, _SPOILERS):
            return None
        return [_covered(element)]

    replace(root, judge, _BLOCKS)
    return Counter()


def _covered(spoiler: Element) -> Element:
    children = [child for child in spoiler.children if not is_blank(child)]
    first = children[0] if children else ""
    title = [made("summary", *first.children)] if isinstance(first, Element) and has_class(first, _TITLES) else []
    for child in children:
        if isinstance(child, Element) and has_class(child, _CONTENTS):
            child.attributes.pop("hidden", None)  # what a script would have shown
            child.attributes.pop("style", None)
    return made("details", *title, *(children[1:] if title else spoiler.children), **own_attributes(spoiler))
