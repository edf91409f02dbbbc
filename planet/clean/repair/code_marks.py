"""The marks that highlighters leave: which class names a language, and which a gutter of line numbers."""

from __future__ import annotations

import re
from itertools import pairwise

from planet.clean.html_tree import Element

GUTTERS = frozenset(
    {
        "blob-num",
        "codemirror-linenumber",
        "crayon-num",
        "crayon-nums",
        "gl",
        "gutter",
        "hljs-ln-n",
        "hljs-ln-numbers",
        "line-number",
        "line-numbers",
        "line-numbers-rows",
        "line-numbers-wrapper",
        "lineno",
        "linenodiv",
        "linenos",
        "linenumber",
        "linenumbers",
        "linenr",
        "ln",
        "lnt",
        "lntable-numbers",
        "react-syntax-highlighter-line-number",
        "rouge-gutter",
    }
)
"""Classes of what holds line numbers: Pygments, Rouge, Chroma, highlight.js, Prism, Hexo, Crayon, GitHub, Org."""

_NUMBERS = re.compile(r"[\d\s.:|\xa0]*")
_UNSELECTABLE = re.compile(r"(?:^|[;\s])user-select\s*:\s*none\b", re.IGNORECASE)
_LONGEST_GUTTER = 5_000  # elements
_NAMED = re.compile(r"(?:language|lang|highlight-source|highlight|brush)[-:]([a-z0-9+#._-]{1,32})")
_NAME = re.compile(r"[a-z][a-z0-9+#._-]{0,31}")
_ATTRIBUTES = ("data-lang", "data-language", "data-enlighter-language", "data-code-language")
# Which class comes before the language in a list of classes.
_LEADERS = frozenset(
    {
        "brush:", "codehilite", "highlight", "hljs", "lang:", "language:", "prettyprint", "sourcecode", "src",
        "syntaxhighlighter",
    }
)  # fmt: skip
_NO_LANGUAGE = frozenset(
    {
        "auto", "cell-code", "cell-output", "chroma", "code", "collapse", "copy", "default", "figure", "generic",
        "highlight", "hljs", "js-file-line-container", "numbersource", "raw", "tab-size",
        "linenums", "line-numbers",
        "literal-block", "nohighlight", "none", "notranslate", "null", "numberlines", "nogutter", "plain", "plaintext",
        "pre", "prettyprinted", "src", "table", "text", "txt", "undefined", "unknown", "wrap", "wrapper",
    }
)  # fmt: skip


def is_gutter(element: Element) -> bool:
    """Whether it holds line numbers and nothing else. `line-numbers` on a `pre` only asks for them."""
    value = element.attributes.get("class")
    if value and not GUTTERS.isdisjoint(value.lower().split()):
        return holds_only_numbers(element)
    return is_unselectable(element) and holds_only_numbers(element)


def is_unselectable(element: Element) -> bool:
    """Whether its style keeps it out of what is copied, as highlighters without a style sheet mark line numbers."""
    style = element.attributes.get("style")
    return style is not None and _UNSELECTABLE.search(style) is not None


def holds_only_numbers(element: Element) -> bool:
    """Whether all text in it is numbers, as far as that is worth reading."""
    stack: list[Element] = [element]
    for _ in range(_LONGEST_GUTTER):
        if not stack:
            return True
        for child in stack.pop().children:
            if not isinstance(child, str):
                stack.append(child)
            elif not _NUMBERS.fullmatch(child):
                return False
    return False


def language_of(element: Element) -> str | None:
    """The language that the element's marks name, as the author's tool calls it; None when they name none."""
    attributes = element.attributes
    if not attributes:
        return None
    for name in _ATTRIBUTES:
        if found := _language(attributes.get(name, "").strip().lower()):
            return found
    value = attributes.get("class")
    if not value:
        return None
    words = value.lower().replace(": ", ":").replace(";", " ").split()[:16]
    for word in words:
        match = _NAMED.fullmatch(word)
        if match and (found := _language(match[1])):
            return found
    for leader, word in pairwise(words):
        if leader in _LEADERS and (found := _language(word.removeprefix("src-"))):
            return found
    return None


def _language(word: str) -> str | None:
    return word if _NAME.fullmatch(word) and word not in _NO_LANGUAGE else None
