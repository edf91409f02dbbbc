"""JSON Feed 1.0 and 1.1 (jsonfeed.org) → our types. What has the wrong type is as if it were not there."""

from __future__ import annotations

import json
from datetime import datetime

from planet import urls
from planet.errors import Kind, ParseError
from planet.model.atom import Enclosure, Link, Person, RawEntry, RawFeed, RawText
from planet.parse.characters import legal, one_line
from planet.parse.convert import MOST_TAGS, NAME_LIMIT, TAG_LIMIT
from planet.parse.dates import read_date
from planet.parse.feedparser_types import Node, node_of, nodes_of, text_of
from planet.parse.languages import language_tag
from planet.parse.media import absolute, enclosure
from planet.parse.sniff import refuse_json
from planet.parse.texts import CONTENT_LIMIT, TITLE_LIMIT, Setting

_MOST_DIGITS = 100


def read_json(text: str, setting: Setting) -> Node:
    """The feed's object. Raises ParseError: malformed for broken JSON, not-a-feed for another kind of JSON.

    What stands behind it is left out: caches write comments there.
    """
    decoder = json.JSONDecoder(parse_int=_whole, parse_constant=lambda _name: None)
    text = text.strip()
    try:
        found, end = decoder.raw_decode(text)
    except RecursionError as error:
        raise ParseError(Kind.MALFORMED, "the JSON is nested too deeply") from error
    except ValueError as error:
        raise ParseError(Kind.MALFORMED, f"the JSON is broken: {error}") from error
    if not isinstance(found, dict):
        refuse_json(None)
    version = found.get("version")
    if "jsonfeed.org/version/" not in str(version)[:200] or not isinstance(found.get("items"), list):
        refuse_json(version)
    if end < len(text):
        setting.note("there is something behind the feed's JSON; Planet left it out")
    return found


def json_format(node: Node) -> str:
    """Which version the feed claims to be: "json1" or "json11"."""
    return "json11" if text_of(node, "version").rstrip("/").endswith("1.1") else "json1"


def json_feed(node: Node, url: str, setting: Setting) -> RawFeed:
    """The feed without its entries and warnings."""
    return RawFeed(
        url=url,
        base=setting.base,
        format=json_format(node),
        title=_text(node, "title", setting, TITLE_LIMIT),
        subtitle=_text(node, "description", setting, TITLE_LIMIT),
        links=_links(node, setting.base, (("home_page_url", "alternate"), ("feed_url", "self"))),
        authors=_authors(node),
        lang=language_tag(text_of(node, "language")),
        icon=absolute(text_of(node, "favicon") or text_of(node, "icon"), setting.base),
    )


def json_items(node: Node) -> list[Node]:
    """The items that are objects."""
    return nodes_of(node, "items")


def json_entry(node: Node, setting: Setting) -> RawEntry:
    """One item without its key and facts."""
    content = _text(node, "content_html", setting, CONTENT_LIMIT, html=True)
    content = content or _text(node, "content_text", setting, CONTENT_LIMIT)
    image = text_of(node, "image") or text_of(node, "banner_image")
    return RawEntry(
        key="",
        id=_id(node),
        title=_text(node, "title", setting, TITLE_LIMIT),
        links=_links(node, setting.base, (("url", "alternate"), ("external_url", "related"))),
        authors=_authors(node),
        categories=_tags(node),
        published_at=_date(node, "date_published"),
        updated_at=_date(node, "date_modified"),
        summary=_text(node, "summary", setting, CONTENT_LIMIT),
        content=content,
        enclosures=_enclosures(node, setting.base),
        lang=language_tag(text_of(node, "language")),
        image=absolute(image, setting.base),
    )


def _whole(digits: str) -> int | float:
    """Numbers of thousands of digits make Python raise; nobody means one."""
    return int(digits) if len(digits) <= _MOST_DIGITS else 0.0


def _id(node: Node) -> str | None:
    """A number is a bad id, but an id (JSON Feed 1.1, "Items")."""
    value = dict.get(node, "id")
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    return " ".join(legal(str(value)).split()) or None


def _text(node: Node, key: str, setting: Setting, limit: int, *, html: bool = False) -> RawText | None:
    value = legal(text_of(node, key)).strip()
    if not value:
        return None
    is_cut = len(value) > limit
    if is_cut:
        setting.note(f"a text of more than {limit // 1024} KiB is cut")
    lang = language_tag(text_of(node, "language"))
    return RawText(value=value[:limit], kind="html" if html else "text", base=setting.base, lang=lang, cut=is_cut)


def _links(node: Node, base: str | None, kinds: tuple[tuple[str, str], ...]) -> tuple[Link, ...]:
    found = ((absolute(text_of(node, key), base), rel) for key, rel in kinds)
    links = [Link(href=href, rel=rel) for href, rel in found if href]
    page = _id(node) or ""
    # "If an item has no url, its id may be the address of its page" (JSON Feed 1.1, "Items").
    if kinds[0][0] == "url" and not any(link.rel == "alternate" for link in links) and urls.safe_link(page):
        links.insert(0, Link(href=page))
    return tuple(links)


def _authors(node: Node) -> tuple[Person, ...]:
    """`authors` (1.1), else `author` (1.0)."""
    found: dict[str, Person] = {}
    for each in nodes_of(node, "authors") or [node_of(node, "author")]:
        uri = absolute(text_of(each, "url"), None)
        name = one_line(text_of(each, "name"), NAME_LIMIT) or urls.host_of(uri or "")
        if name:
            found.setdefault(name, Person(name=name, uri=uri))
    return tuple(found.values())[:16]


def _tags(node: Node) -> tuple[str, ...]:
    tags = dict.get(node, "tags")
    words = [one_line(tag, TAG_LIMIT) for tag in tags if isinstance(tag, str)] if isinstance(tags, list) else []
    return tuple({word.casefold(): word for word in reversed(words) if word}.values())[::-1][:MOST_TAGS]


def _date(node: Node, key: str) -> datetime | None:
    return read_date(text_of(node, key))


def _enclosures(node: Node, base: str | None) -> tuple[Enclosure, ...]:
    found: dict[str, Enclosure] = {}
    for each in nodes_of(node, "attachments"):
        sizes: Node = {"length": _digits(each, "size_in_bytes"), "duration": _digits(each, "duration_in_seconds")}
        kind: Node = {"href": text_of(each, "url"), "type": text_of(each, "mime_type"), "title": text_of(each, "title")}
        file = enclosure(kind | sizes, base)
        if file:
            found.setdefault(file.href, file)
    return tuple(found.values())[:32]


def _digits(node: Node, key: str) -> str:
    value = dict.get(node, key)
    whole = isinstance(value, int | float) and not isinstance(value, bool) and 0 < value < 2**53
    return str(int(value)) if whole and isinstance(value, int | float) else ""
