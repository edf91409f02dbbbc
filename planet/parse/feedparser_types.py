"""feedparser behind types: it has none of its own, and a document decides what is in its dictionaries.

An unknown element with attributes becomes a dictionary under its own name, so `<links a="b"/>` puts one where a list
is expected. Nothing here or in `convert.py` believes the shape of anything: the readers below give the value when it
has the type asked for, else nothing.
"""

from __future__ import annotations

import xml.sax
from io import BytesIO
from xml.parsers import expat

from planet.errors import Kind, ParseError
from planet.parse.characters import one_line
from planet.parse.watch import Watch
from planet.values import dataclass

Node = dict[str, object]
"""A dictionary of feedparser's, read only through the functions below: its own `get` renames keys and warns."""

# What documents have made feedparser 6 raise: references to impossible characters (ValueError, OverflowError), odd
# nesting (IndexError, KeyError, AttributeError), names it trips over (TypeError), sgmllib's own asserts.
_ESCAPES = (
    ValueError,
    TypeError,
    AttributeError,
    LookupError,
    ArithmeticError,
    AssertionError,
    RecursionError,
    NotImplementedError,
    xml.sax.SAXException,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Parsed:
    """What feedparser made of a document.

    `complaint` says what is ill-formed, in `line` where it knows, else None. `state` is what all entries of a watched
    document were read in, None where they depend on each other.
    """

    version: str
    feed: Node
    entries: tuple[Node, ...]
    complaint: str | None = None
    line: int | None = None
    state: str | None = None


def run_feedparser(document: bytes, base: str | None, entries_at: int = 0) -> Parsed:
    """Parse a feed's XML (UTF-8), sanitising and resolving nothing.

    `base` is the address (http or https) that xml:base is relative to, `entries_at` the level of the entries to watch
    (the root's is 1; 0: none). Raises ParseError (malformed) whatever happens inside.
    """
    try:
        return read_well_formed(document, base, entries_at) or read_anything(document, base)
    except _ESCAPES as error:
        raise ParseError(Kind.MALFORMED, f"the feed's XML cannot be read ({type(error).__name__})") from error


def read_well_formed(document: bytes, base: str | None, entries_at: int = 0) -> Parsed | None:
    """What feedparser's strict reader makes of the document; None when it is ill-formed."""
    import feedparser  # noqa: PLC0415 - start-up

    from planet.parse.strict_reader import read_strictly  # noqa: PLC0415 - start-up

    watch = Watch(entries_at) if entries_at else None
    try:
        reader = read_strictly(document, base, watch)
    except expat.ExpatError:
        return None
    state = f"{feedparser.__version__} {watch.state}" if watch and watch.steady and reader.version else None
    return Parsed(version=reader.version, feed=reader.feeddata, entries=tuple(reader.entries), state=state)


def read_anything(document: bytes, base: str | None) -> Parsed:
    """What feedparser makes of a document by itself: of an ill-formed one, what its loose reader finds."""
    import feedparser  # noqa: PLC0415 - start-up

    headers = {"content-type": "application/xml; charset=utf-8"} | ({"content-location": base} if base else {})
    # As a stream: feedparser opens bytes that look like a path, so a body of b"/etc/passwd" would read that file.
    found: Node = feedparser.parse(
        BytesIO(document), response_headers=headers, sanitize_html=False, resolve_relative_uris=False
    )
    complaint = dict.get(found, "bozo_exception")
    return Parsed(
        version=text_of(found, "version"),
        feed=node_of(found, "feed"),
        entries=tuple(nodes_of(found, "entries")),
        complaint=_message(complaint) if complaint else None,
        line=complaint.getLineNumber() if isinstance(complaint, xml.sax.SAXParseException) else None,
    )


def _message(complaint: object) -> str:
    """The parser's words; they may quote the document."""
    words = complaint.getMessage() if isinstance(complaint, xml.sax.SAXException) else str(complaint)
    return one_line(words, 120)


def text_of(node: Node, key: str) -> str:
    """The text under the key, without the white space around it; empty when there is none."""
    value = dict.get(node, key)
    return value.strip() if isinstance(value, str) else ""


def node_of(node: Node, key: str) -> Node:
    """The dictionary under the key; empty when there is none."""
    value = dict.get(node, key)
    return value if isinstance(value, dict) else {}


def nodes_of(node: Node, key: str) -> list[Node]:
    """The dictionaries in the list under the key."""
    value = dict.get(node, key)
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []
