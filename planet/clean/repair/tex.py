r"""TeX that a script of the page would have drawn: left as it is, marked as code.

It is in parentheses or brackets with backslashes, or in two dollar signs, with something in it that only TeX has.

<p>so \(x^2\) grows, and $$y_1$$</p>
→  <p>so <code class="language-tex">\(x^2\)</code> grows, and <code class="language-tex">$$y_1$$</code></p>
"""

from __future__ import annotations

import re
from collections import Counter

from planet.clean.html_tree import Element, Node, join_text
from planet.clean.repair.seen import TEX, Marks
from planet.clean.repair.walking import made
from planet.clean.surroundings import Surroundings

_LONGEST = 2000
# What stands between the delimiters holds none of the same kind, which keeps the search linear.
_DELIMITED = re.compile(
    rf"\\\((?:[^$\\]|\\[^()]){{1,{_LONGEST}}}\\\)"
    rf"|\\\[(?:[^$\\]|\\[^\[\]]){{1,{_LONGEST}}}\\\]"
    rf"|\$\$[^$]{{1,{_LONGEST}}}\$\$"
)
_IS_TEX = re.compile(r"\\[a-zA-Z]+|[\^_={}]|\A\\[(\[]\s*(?:[A-Za-z]\d?|\d{1,3})\s*\\[)\]]\Z")
_NOT_IN = frozenset({"code", "kbd", "pre", "samp", "script", "style", "textarea", "tt", "math", "a"})
MARKS = Marks(elements=frozenset({TEX}))


def mark_tex(root: Element, _around: Surroundings) -> Counter[str]:
    """Put every formula in TeX that stands in one piece of text into `code`."""
    stack = [root]
    while stack:
        parent = stack.pop()
        changed: list[Node] | None = None
        if any(isinstance(child, str) and ("\\" in child or "$" in child) for child in parent.children):
            parent.children = join_text(parent.children)  # a reference such as `&lt;` begins a piece of its own
        for position, child in enumerate(parent.children):
            pieces: list[Node] = [child]
            if isinstance(child, str):
                if "\\" in child or "$$" in child:
                    pieces = _marked(child)
            elif child.name not in _NOT_IN and child.namespace is None:
                stack.append(child)
            if changed is None and len(pieces) > 1:
                changed = parent.children[:position]
            if changed is not None:
                changed.extend(pieces)
        if changed is not None:
            parent.children = changed
    return Counter()


def _marked(text: str) -> list[Node]:
    pieces: list[Node] = []
    position = 0
    for match in _DELIMITED.finditer(text):
        if _IS_TEX.search(match[0]):
            pieces += [text[position : match.start()], made("code", match[0], **{"class": "language-tex"})]
            position = match.end()
    return [*pieces, text[position:]] if pieces else [text]
