"""Plain text out of what strangers wrote: titles, names, tags. No markup, no character that does harm, bounded.

The result is text, not HTML: whoever prints it escapes it.
"""

from __future__ import annotations

import html
import re

from planet.model.atom import RawText

TITLE_BYTES = 1024
NAME_BYTES = 256
TAG_BYTES = 64
MAX_TAGS = 32
OPENING_BYTES = 1024
LONGEST_FIELD = 64 * 1024  # nobody's title; what is behind is never looked at

# C0 and C1 controls, halves of surrogate pairs, noncharacters (illegal in XML or in HTML), and the byte order mark.
ILLEGAL = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufeff\ufffe\uffff]|[\U0001fffe\U0001ffff]"
)
# Embeddings, overrides and isolates turn around what follows them; marks (U+200E, U+200F) only say which way they go.
BIDI_CONTROLS = re.compile(r"[\u202a-\u202e\u2066-\u2069]")
BIDI_OVERRIDES = re.compile(r"[\u202d\u202e]")

_HIDDEN = re.compile(r"<(script|style|template|textarea|noscript|svg)\b.*?(?:</\1\s*>|\Z)", re.IGNORECASE | re.DOTALL)
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_ELEMENTS = (
    "a abbr acronym address article aside audio b bdi bdo big blink blockquote body br button center cite code col dd "
    "del details dfn div dl dt em embed fieldset figcaption figure font footer form h1 h2 h3 h4 h5 h6 head header hr "
    "html i iframe img input ins kbd label li link main mark math meta nav nobr object ol p param picture pre q rp rt "
    "ruby s samp section select small source span strike strong sub summary sup table tbody td th thead time tr track "
    "tt u ul var video wbr"
)
# A tag is one only with the name of an element: `<T>`, `a < b` and `<3` are what the author meant to say. Values stop
# at "<", which keeps this linear.
_TAG = re.compile(
    rf"""</?(?:{"|".join(_ELEMENTS.split())})(?:[\s/](?:[^<>"']|"[^"<]*"|'[^'<]*'|["'])*+)?>""", re.IGNORECASE
)
_BLOCK_TAG = re.compile(
    r"</?(?:address|blockquote|br|dd|div|dl|dt|figure|h\d|hr|li|ol|p|pre|table|td|th|tr|ul)\b", re.IGNORECASE
)

_ABSURD_REFERENCE = re.compile(r"&#(?:\d{8}\d*|[xX][0-9a-fA-F]{8}[0-9a-fA-F]*);?")
# A reference that typography makes, which no author spells out in a title; `&amp;` only between words or spaces.
_LEFT_OVER = re.compile(
    r"&(?:#\d{2,5}|#[xX][0-9a-fA-F]{2,4}|quot|apos|nbsp|[lr][sd]quo|hellip|[nm]dash|bull|middot|laquo|raquo|amp);"
)
_ABOUT_MARKUP = re.compile(r"html|xml|entit|escap|encod|ampersand|sanit|<|&lt;", re.IGNORECASE)


def plain(text: str | None, limit_bytes: int = TITLE_BYTES) -> str:
    """One line of plain text: no control characters, white space collapsed, at most `limit_bytes` of UTF-8."""
    if not text:
        return ""
    text = text[:LONGEST_FIELD]
    if not text.isprintable():  # what is, has neither of these: spares a title most of its time
        text = BIDI_CONTROLS.sub("", ILLEGAL.sub("", text.replace("\x85", " ")))
    return shortened(" ".join(text.split()), limit_bytes)


def plain_of(raw: RawText | None, limit_bytes: int = TITLE_BYTES) -> str:
    """A Text construct as one line of plain text, its markup gone where it says that it has some."""
    if raw is None:
        return ""
    text = raw.value[:LONGEST_FIELD]
    if raw.kind != "text":
        text = unescaped(without_tags(text))
    return plain(mended(text), limit_bytes)


def plain_lines(text: str) -> str:
    """Text of several lines without illegal characters and overrides; lines end in one newline."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x85", "\n")
    return BIDI_OVERRIDES.sub("", ILLEGAL.sub("", text))


def without_tags(markup: str) -> str:
    """The text between the tags, still with its character references; blocks are set apart by a space."""
    if "<" not in markup:
        return markup
    markup = _COMMENT.sub("", _HIDDEN.sub("", markup))
    return _TAG.sub(lambda tag: " " if _BLOCK_TAG.match(tag[0]) else "", markup)


def unescaped(markup: str) -> str:
    """The text with HTML's references resolved; Python raises for a number of more than 4,300 digits."""
    return html.unescape(_ABSURD_REFERENCE.sub("\ufffd", markup)) if "&" in markup else markup


def mended(text: str) -> str:
    """The text with references resolved that were escaped once too often, only when that is certain.

    It is where every reference left over is one that software makes (a curly quote, a dash, an ampersand between
    words) and the text is not about markup.

    >>> mended("AT&amp;T &#8211; it&#8217;s back")
    'AT&T – it’s back'
    >>> mended("How to escape &amp; in XML")
    'How to escape &amp; in XML'
    """
    if "&" not in text or _ABOUT_MARKUP.search(text) or "&" in _LEFT_OVER.sub("", text):
        return text
    return unescaped(text)


def shortened(text: str, limit_bytes: int) -> str:
    """The text within `limit_bytes` of UTF-8, cut at a word where one ends near, with "…" where it was cut."""
    if 4 * len(text) <= limit_bytes:  # no character takes more
        return text
    data = text.encode("utf-8", "replace")
    if len(data) <= limit_bytes:
        return text
    head = data[: limit_bytes - 3].decode("utf-8", "ignore")
    words = head if text[len(head)] == " " else head.rsplit(" ", 1)[0]
    return (words if len(words) > len(head) * 3 // 4 else head).rstrip() + "…"


def tags_of(categories: tuple[str, ...]) -> tuple[str, ...]:
    """The tags of an entry: plain, each once whatever its case, in the author's order."""
    tags: dict[str, str] = {}
    for category in categories[: 8 * MAX_TAGS]:
        tag = plain(category, TAG_BYTES)
        if tag:
            tags.setdefault(tag.casefold(), tag)
    return tuple(tags.values())[:MAX_TAGS]
