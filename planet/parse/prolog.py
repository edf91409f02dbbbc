"""Where a document's root element starts, and what stands before it.

Nothing before the root reaches the parser: no DOCTYPE, so no entity is ever declared, expanded or fetched
(billion laughs, quadratic blow-up, XXE); no processing instruction; no PHP warning that makes the XML ill-formed.
"""

from __future__ import annotations

import re

from planet.values import dataclass

FEED_ROOTS = frozenset({"rss", "feed", "rdf", "channel"})
_SEARCHED = 256 * 1024
_NAME = re.compile(r"<(?:([A-Za-z_][\w.-]*+):)?([A-Za-z_][\w.-]*+)")
_FEED_ROOT = re.compile(r"<(?:[A-Za-z_][\w.-]*+:)?(rss|feed|rdf)(?=[\s>])", re.IGNORECASE)
_IN_DECLARATION = re.compile(r"""["'\[\]>]|<!--""")


@dataclass(frozen=True, slots=True, kw_only=True)
class Root:
    """The root element: its local name in lower case, where it starts, and what was wrong before it.

    `junk` tells of text before the root that is no XML. `netscape` is RSS 0.91 by Netscape's DOCTYPE.
    """

    name: str
    at: int
    junk: bool = False
    netscape: bool = False


def find_root(text: str) -> Root | None:
    """The root element of a feed when there is one, else of whatever this is; None when there is no element."""
    first = _first_element(text)
    if first is None or first.name in FEED_ROOTS:
        return first
    # A feed inside a web page, or after a PHP warning in HTML, is still a feed.
    inner = _FEED_ROOT.search(text, first.at, first.at + _SEARCHED)
    return Root(name=inner[1].lower(), at=inner.start(), junk=True) if inner else first


def _first_element(text: str) -> Root | None:
    at, junk, netscape = 0, False, False
    while (start := text.find("<", at)) >= 0:
        junk = junk or bool(text[at:start].strip("\ufeff\x00 \t\r\n"))
        found = _NAME.match(text, start)
        if found:
            return Root(name=found[2].lower(), at=start, junk=junk, netscape=netscape)
        at = _after(text, start)
        netscape = netscape or "netscape" in text[start : min(at, start + 1000)].lower()
    return None


def _after(text: str, start: int) -> int:
    """The end of the comment, processing instruction or declaration that starts here; of the text if it never ends."""
    for opening, closing in (("<!--", "-->"), ("<?", "?>"), ("<![CDATA[", "]]>")):
        if text.startswith(opening, start):
            end = text.find(closing, start + len(opening))
            return end + len(closing) if end >= 0 else _recover(text, start)
    return _after_declaration(text, start) if text.startswith("<!", start) else start + 1


def _after_declaration(text: str, start: int) -> int:
    """The end of a `<!…>` with everything inside it: quotes, an internal subset, comments."""
    at, depth = start + 2, 0
    while found := _IN_DECLARATION.search(text, at):
        mark, at = found[0], found.end()
        if mark in {'"', "'", "<!--"}:
            end = text.find("-->" if mark == "<!--" else mark, at)
            if end < 0:
                break
            at = end + 1
        elif mark == ">" and depth <= 0:
            return at
        else:
            depth += {"[": 1, "]": -1}.get(mark, 0)
    return _recover(text, start)


def _recover(text: str, start: int) -> int:
    """Where to go on after something that never ends: at a feed's root element, else nowhere."""
    root = _FEED_ROOT.search(text, start)
    return root.start() if root else len(text)
