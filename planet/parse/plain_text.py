"""HTML → the text that a reader would see, in linear time: for counting, openings and fingerprints.

This is no sanitiser: nothing of its result is ever shown as markup.
"""

from __future__ import annotations

import re
from functools import lru_cache

from planet.model.late import late
from planet.parse.characters import unescaped

_NEVER_SEEN_NAMES = (
    "script style template head title textarea iframe noembed noframes svg object select datalist xmp plaintext "
    "annotation annotation-xml"
)
_NEVER_SEEN = frozenset(_NEVER_SEEN_NAMES.split())
_RAW_TEXT = frozenset({"script", "style", "textarea", "title", "iframe", "noembed", "noframes", "xmp"})
_IN_LINE_NAMES = (
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark math mi mn mo mtext q rb ruby s "
    "samp small span strike strong sub sup time tt u var wbr"
)
_IN_LINE = frozenset((*_IN_LINE_NAMES.split(), *(f"/{name}" for name in _IN_LINE_NAMES.split())))
_TAG = re.compile(r"<([/!?a-zA-Z][^\s<>/]*)[^<>]*>?")
_OPENING = late(r"<(!--|[a-zA-Z][a-zA-Z0-9:-]*+)([^<>]*)>?")
_QUOTED = late(r""""[^"]*"|'[^']*'""")
_HIDING_WORDS = ("hidden", "none", "spoiler", "katex-html")
_HIDDEN = late(r"\shidden(?=[\s=/]|$)")
_HIDING_STYLE = late(r"""\sstyle\s*=\s*["'][^"']*(?:display\s*:\s*none|visibility\s*:\s*hidden)""")
# A spoiler must not be told by an excerpt, and KaTeX says each formula twice.
_COVERED = late(
    r"""\sclass\s*=\s*["']?(?:[^"']{0,200}\s)?(?:bbcode_spoiler|katex-html|spoilers?|su-spoiler)(?![\w-])"""
)
_ENDS_REFERENCE = late(r"[\s;]")
_NOT_SEEN_OPENS = re.compile(rf"<(?:!--|{'|'.join(_NEVER_SEEN_NAMES.split())})", re.IGNORECASE)
_VOID_NAMES = "area base br col embed hr img input link meta param source track wbr"
_VOID = frozenset(_VOID_NAMES.split())


def text_of_html(html: str) -> str:
    """What is visible, character references resolved; blocks are kept apart by a space.

    Linear in the length of the HTML, however broken that is. Something hidden that never ends hides the rest.
    """
    if "<" in html:
        if any(word in html for word in _HIDING_WORDS) or _NOT_SEEN_OPENS.search(html):
            html = _without_hidden(html)
        return text_of_seen(html)
    return unescaped(html)


def text_of_seen(html: str) -> str:
    """The same, of HTML in which nothing is hidden."""
    return unescaped(_joined(_TAG.split(html)) if "<" in html else html)


def text_of_beginning(html: str, *, is_all: bool) -> str | None:
    """The same, of HTML that was cut anywhere, without what the cut may have changed.

    None where something in it is hidden, or may be by what the rest says.
    """
    if not is_all and html.rfind("<") > html.rfind(">"):
        html = html[: html.rfind("<")]
    parts = _TAG.split(html)
    if _may_hide(html, parts[1::2]) and _without_hidden(html) != html:
        return None
    text = _joined(parts)
    reference = -1 if is_all else text.rfind("&")
    if reference >= 0 and not _ENDS_REFERENCE().search(text, reference):
        text = text[:reference]
    return unescaped(text)


def _joined(parts: list[str]) -> str:
    """The texts between tags; every other part is a tag's name."""
    # Most of the cost of an entry's facts: a substitution for each sort of tag takes twice as long.
    parts[1::2] = map(_space_for, parts[1::2])
    return "".join(parts)


@lru_cache(maxsize=512)
def _space_for(tag: str) -> str:
    return "" if tag.lower() in _IN_LINE else " "


def _may_hide(html: str, tags: list[str]) -> bool:
    """Whether a comment, or something that no browser shows, may begin in HTML with these tags."""
    written = html.lower()
    return any(word in written for word in _HIDING_WORDS) or any(map(_opens_hidden, tags))


@lru_cache(maxsize=512)
def _opens_hidden(tag: str) -> bool:
    return _NOT_SEEN_OPENS.match(f"<{tag}") is not None


def _without_hidden(html: str) -> str:
    """The HTML without comments and without elements that no browser shows."""
    pieces: list[str] = []
    kept = at = 0
    while found := _OPENING().search(html, at):
        name, at = found[1].lower(), found.end()
        if name == "!--":
            end = html.find("-->", found.start() + 2)
            at = end + 3 if end >= 0 else len(html)
        elif _is_hidden(name, found[2]):
            at = _after_hidden(html, name, at)
        else:
            continue
        pieces.append(html[kept : found.start()])
        kept = at
    return " ".join((*pieces, html[kept:]))


def _is_hidden(name: str, attributes: str) -> bool:
    if name in _NEVER_SEEN:
        # In SVG and MathML, and only there, <name/> is a whole element.
        return not (attributes.endswith("/") and name not in _RAW_TEXT)
    if name in _VOID or len(attributes) < len(" hidden"):
        return False
    attributes = attributes.lower()
    hidden = "hidden" in attributes and _HIDDEN().search(_QUOTED().sub("", attributes)) is not None
    if "class" in attributes and _COVERED().search(attributes):
        return True
    return hidden or ("style" in attributes and _HIDING_STYLE().search(attributes) is not None)


def _after_hidden(html: str, name: str, at: int) -> int:
    """Where the hidden element that has just begun ends; elements of the same name inside it are counted."""
    if name in _RAW_TEXT:
        end = re.compile(f"</{name}[^<>]*>?", re.IGNORECASE).search(html, at)
        return end.end() if end else len(html)
    depth = 1
    same = re.compile(rf"<(/?){re.escape(name)}(?=[\s/>])[^<>]*>?", re.IGNORECASE)
    for found in same.finditer(html, at):
        depth += -1 if found[1] else 1
        if depth == 0:
            return found.end()
    return len(html)
