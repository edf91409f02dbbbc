"""Notes that an author's style sheet sets beside the text stay apart from it: small print, with a space before.

<p>word<span class="sidenote">A note.</span> and more</p>
→  <p>word <small>A note.</small> and more</p>

<p>word<label for="m" class="margin-toggle">⊕</label><span class="marginnote">A note.</span></p>
→  <p>word <small>A note.</small></p>
"""

from __future__ import annotations

from collections import Counter

from planet.clean.html_tree import Element, Node
from planet.clean.repair.seen import Marks
from planet.clean.repair.walking import has_class, made, own_attributes, replace
from planet.clean.surroundings import Surroundings

# Tufte's styles, LaTeXML, and the plugin Modern Footnotes.
_NOTES = frozenset({"ltx_note_content", "marginnote", "modern-footnotes-footnote__note", "sidenote"})
_TOGGLES = frozenset({"margin-toggle"})  # show the note where there is no margin, by style alone
_NAMES = frozenset({"aside", "label", "span"})
MARKS = Marks(classes=_NOTES | _TOGGLES)


def set_notes_apart(root: Element, _around: Surroundings) -> Counter[str]:
    """Make notes in the margin small print."""
    removed: Counter[str] = Counter()

    def judge(element: Element, _parent: Element) -> list[Node] | None:
        if element.name == "label":
            if not has_class(element, _TOGGLES):
                return None
            removed["hidden text"] += 1
            return []
        if element.name != "span" or not has_class(element, _NOTES):
            return None
        return [" ", made("small", *element.children, **own_attributes(element))]

    replace(root, judge, _NAMES)
    return removed
