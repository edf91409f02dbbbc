"""Code keeps its white space and its language, and loses what highlighters hung around it.

<pre class="brush: js"><span>let</span> a</pre>
→  <pre><code class="language-js">let a</code></pre>

<div class="highlight-rust"><pre><span class="k">fn</span> <span class="n">f</span></pre></div>
→  <div><pre><code class="language-rust">fn f</code></pre></div>

<pre><code data-lang="go"><span class="ln">1</span><span class="cl">x</span></code></pre>
→  <pre><code class="language-go">x</code></pre>

<table><tr><td class="gutter gl"><pre>1</pre></td><td class="code"><pre>x = 1</pre></td></tr></table>
→  <pre><code>x = 1</code></pre>

<pre>a <b>bold</b> <a href="https://blog.example/">link</a></pre>
→  <pre>a <b>bold</b> <a href="https://blog.example/">link</a></pre>
"""

from __future__ import annotations

import re
from collections import Counter

from planet.clean.html_tree import Element, Node
from planet.clean.repair import code_tables
from planet.clean.repair.code_lines import lines_of
from planet.clean.repair.code_marks import GUTTERS, is_gutter, language_of
from planet.clean.repair.seen import Marks
from planet.clean.repair.walking import has_class, made, own_attributes, replace
from planet.clean.surroundings import Surroundings

_TOOLBARS = frozenset(
    {"crayon-toolbar", "crayon-info", "enlighter-toolbar", "enlighter-toolbar-top", "code-toolbar-item"}
)
_SHELLS = frozenset({"div", "figure", "section", "table"})
_LISTINGS = frozenset({"listing", "pre", "xmp"})
# Buttons that copy the code with a script of the page, by the tools that write them.
_COPY_BUTTONS = frozenset(
    {
        "btn-clipboard",
        "btn-copy",
        "clipboard-button",
        "code-copy",
        "code-copy-button",
        "copy",
        "copy-btn",
        "copy-button",
    }
    | {"copy-code-button", "copy-to-clipboard-button", "copybtn", "copycode", "hljs-copy-button", "highlight-copy-btn"}
)
# How editors paste code: a box in their own font, with its white space kept by style alone.
_SPACED = re.compile(r"(?:^|[;\s])white-space\s*:\s*(?:pre|pre-wrap|break-spaces)\s*(?:;|$)", re.IGNORECASE)
_MONOSPACED = re.compile(r"font-family\s*:[^;]{0,200}\b(?:monospace|consolas|courier|menlo|monaco)\b", re.IGNORECASE)
MARKS = Marks(
    elements=_LISTINGS | {"table"},
    attributes=frozenset({"style"}),
    classes=GUTTERS | _TOOLBARS | _COPY_BUTTONS | code_tables.SHELL_CLASSES,
)


def clear_code(root: Element, _around: Surroundings) -> Counter[str]:
    """Make every listing a `pre` with one `code` in it that says its language."""
    removed: Counter[str] = Counter()
    known: dict[int, str] = {}  # the language that a shell around the code names

    def judge(element: Element, parent: Element) -> list[Node] | None:
        outer = known.get(id(parent))
        if element.name not in _SHELLS and element.name not in _LISTINGS:
            return _unmarked(element, removed)
        language = language_of(element) or outer
        if element.name in _LISTINGS or _is_pasted(element):
            return [_listing(element, language, removed)]
        found = code_tables.code_of(element)
        if found is not None:
            removed["line numbers"] += 1
            return _with_caption(element, [_listing(found, language or language_of(found), removed)])
        if _is_gutter_or_bar(element):
            removed["line numbers"] += 1
            return []
        if language:
            known[id(element)] = language
        return None

    replace(root, judge)
    return removed


def _unmarked(element: Element, removed: Counter[str]) -> list[Node] | None:
    """Numbers and buttons that stand beside a listing and not in it."""
    if element.name in {"span", "ul", "ol"} and "class" in element.attributes and _is_gutter_or_bar(element):
        removed["line numbers"] += 1
        return []
    if element.name == "button" and has_class(element, _COPY_BUTTONS):
        removed["button"] += 1
        return []
    return None


def _is_pasted(element: Element) -> bool:
    style = element.attributes.get("style", "")[:2000]
    return element.name == "div" and _SPACED.search(style) is not None and _MONOSPACED.search(style) is not None


def _is_gutter_or_bar(element: Element) -> bool:
    value = element.attributes.get("class")
    if not value:
        return False
    return not _TOOLBARS.isdisjoint(value.lower().split()) or is_gutter(element)


def _listing(element: Element, language: str | None, removed: Counter[str]) -> Element:
    """The listing, clean. Other markup than a highlighter's stays where it is."""
    for inner in element.elements():
        if inner.name == "code":
            language = language_of(inner) or language
            break
    is_code = language is not None or element.name != "pre" or _holds_only_code(element)
    children = lines_of(element, removed)
    listing = made("pre", **own_attributes(element))
    if is_code:
        attributes = {"class": f"language-{language}"} if language else {}
        listing.children = [made("code", *children, **attributes)]
    else:
        listing.children = children
    return listing


def _holds_only_code(pre: Element) -> bool:
    """Whether all text of it stands in a `code`."""
    only = [child for child in pre.children if not isinstance(child, str) or child.strip()]
    names = {child.name for child in only if isinstance(child, Element) and child.children}
    return names == {"code"} and not any(isinstance(child, str) for child in only)


def _with_caption(shell: Element, listing: list[Node]) -> list[Node]:
    """The listing, with what its figure says of it."""
    captions = [child for child in shell.elements() if child.name in {"caption", "figcaption"}]
    if shell.name == "table" and (named := code_tables.caption_of(shell)) is not None:
        captions.append(named)
    if not captions or not captions[0].text().strip():
        return listing
    caption = made("figcaption", *captions[0].children)
    return [made("figure", caption, *listing)]
