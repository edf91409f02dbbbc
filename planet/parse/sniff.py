"""Is it a feed at all? Everything that is not gets its name, so that the maintainer knows what to look for."""

from __future__ import annotations

import re
from typing import NoReturn

from planet.errors import Kind, ParseError
from planet.parse.characters import one_line
from planet.parse.outlines import list_error
from planet.parse.prolog import FEED_ROOTS, Root
from planet.parse.web_page import page_error

_SIGNATURES = (
    (b"%PDF-", "a PDF file"),
    (b"\x89PNG", "an image (PNG)"),
    (b"GIF8", "an image (GIF)"),
    (b"\xff\xd8\xff", "an image (JPEG)"),
    (b"PK\x03\x04", "a ZIP archive"),
    (b"\x1f\x8b", "compressed data (gzip)"),
    (b"\x28\xb5\x2f\xfd", "compressed data (zstd)"),
    (b"BZh", "compressed data (bzip2)"),
    (b"\xfd7zXZ", "compressed data (xz)"),
    *((b"\x78" + level, "compressed data (deflate)") for level in (b"\x01", b"\x5e", b"\x9c", b"\xda")),
    (b"wOF", "a font"),
    (b"\x7fELF", "a program"),
    (b"ID3", "an audio file (MP3)"),
    (b"OggS", "an audio file (Ogg)"),
    (b"SQLite format 3", "a database"),
)
_ROOTS = {
    "urlset": "a sitemap",
    "sitemapindex": "a sitemap",
    "entry": "a single Atom entry",
    "item": "a single item without its feed",
    "rsd": "an RSD document (addresses of a blog's editing services)",
    "service": "an AtomPub service document",
    "opensearchdescription": "a description of a search engine (OpenSearch)",
    "svg": "an image (SVG)",
    "kml": "a map (KML)",
    "gpx": "a track (GPX)",
    "error": "an error message in XML",
}
_MARKUP_NAMES = (
    "a article b body br center div font form h1 h2 h3 head header hr html img link main meta nav p pre script section "
    "span strong style table title ul"
)
_MARKUP_ROOTS = frozenset(_MARKUP_NAMES.split())
_MOSTLY_BINARY = 0.1
_RSS_IN_RDF = re.compile(
    r"<(?:[A-Za-z_][\w.-]*+:)?(?:channel|item)[\s/>]"
    # RSS 1.0 and 0.9, also of a feed that has nothing in it yet
    r"""|xmlns\s*=\s*["']http://(?:purl\.org/rss/1\.0/|(?:my|channel)\.netscape\.com/rdf/simple/0\.9/)["']""",
    re.IGNORECASE,
)


def refuse_empty(body: bytes) -> None:
    """Raises ParseError (empty) when nothing, or nothing but white space, came."""
    if not body.strip(b"\x00 \t\r\n\x0b\x0c\xef\xbb\xbf\xff\xfe"):
        size = "an empty document" if not body else "a document of white space only"
        raise ParseError(Kind.EMPTY, f"the server sent {size}")


def refuse_binary(body: bytes) -> None:
    """Raises ParseError (not-a-feed) for files that start like something else than text."""
    for signature, name in _SIGNATURES:
        if body.startswith(signature):
            raise _not_a_feed(name)


def is_json(text: str) -> bool:
    """Whether the text starts as JSON does."""
    return text[:1000].lstrip().startswith(("{", "["))


def require_feed_root(text: str, root: Root | None, address: str | None) -> Root:
    """The root, when it is a feed's. Raises ParseError (web-page, not-a-feed) that says what the document is instead.

    `address` is where it came from (http or https) or None; the feeds that a web page names are made absolute by it.
    """
    if root is not None and root.name == "rdf" and not _RSS_IN_RDF.search(text, root.at):
        raise _not_a_feed("linked data (RDF)")
    if root is not None and root.name in FEED_ROOTS:
        return root
    if root is None:
        _refuse_plain(text)
    if root.name in _MARKUP_ROOTS or _starts_as_html(text):
        raise page_error(text, address)
    if root.name == "opml":
        raise list_error(text[root.at :], address)
    raise _not_a_feed(_ROOTS.get(root.name, f"an XML document whose root is <{one_line(root.name, 40)}>"))


def refuse_json(version: object) -> NoReturn:
    """Raises ParseError (not-a-feed) for JSON that is no JSON Feed; `version` is what it says of itself."""
    claimed = f' (its version is "{one_line(version, 60)}")' if isinstance(version, str) else ""
    raise ParseError(Kind.NOT_A_FEED, f"the document is JSON, but no JSON Feed{claimed}")


def _refuse_plain(text: str) -> NoReturn:
    head = text[:4096]
    odd = sum(not (character.isprintable() or character in "\t\r\n") for character in head)
    if odd > _MOSTLY_BINARY * len(head):
        raise _not_a_feed("binary data")
    raise _not_a_feed(f'plain text: "{one_line(head, 80)}"')


def _starts_as_html(text: str) -> bool:
    return re.match(r"\s*<!doctype\s+html", text[:2000], re.IGNORECASE) is not None


def _not_a_feed(name: str, hint: str | None = None) -> ParseError:
    return ParseError(Kind.NOT_A_FEED, f"the document is {name}, not a feed", hint=hint)
