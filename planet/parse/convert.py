"""feedparser's dictionaries → our types."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from planet import urls
from planet.model.atom import Link, Person, RawEntry, RawFeed, RawSource
from planet.parse.characters import legal, one_line
from planet.parse.dates import read_date
from planet.parse.facts import plain_text
from planet.parse.feedparser_types import Node, Parsed, node_of, nodes_of, text_of
from planet.parse.guard import PERMALINK
from planet.parse.languages import language_tag
from planet.parse.media import absolute, enclosures_of, image_of, whole_number
from planet.parse.texts import Setting, has_source_elsewhere, post_of, title_of

NAME_LIMIT = 256
TAG_LIMIT, MOST_TAGS = 64, 32
_MOST_LINKS, _MOST_AUTHORS = 32, 16
_LONGEST_INTERVAL = timedelta(days=7)
_PERIODS = {
    "hourly": timedelta(hours=1),
    "daily": timedelta(days=1),
    "weekly": timedelta(days=7),
    "monthly": timedelta(days=30),
    "yearly": timedelta(days=365),
}
_EMAIL = re.compile(r"""(?<![^\s<>()\[\]:;,"'])[^\s<>()\[\]:;,"'@]{1,64}@[^\s<>()\[\]:;,"'@]{1,200}""")
_MACHINE_SCHEMES = ("http://schemas.google.com/g/2005#kind", "http://schemas.google.com/blogger/")


def convert_feed(parsed: Parsed, url: str, setting: Setting) -> RawFeed:
    """The feed without its entries, format and warnings."""
    node = parsed.feed
    icon = text_of(node, "icon") or text_of(node, "logo") or text_of(node_of(node, "image"), "href")
    return RawFeed(
        url=url,
        base=setting.base,
        id=_id_of(node),
        title=title_of(node, setting),
        subtitle=title_of(node, setting, "subtitle"),
        links=_links_of(node, setting.base),
        authors=_authors_of(node),
        updated_at=_date_of(node, "updated") or _date_of(node, "published"),
        lang=language_tag(text_of(node, "language")),
        icon=absolute(icon, setting.base),
        interval=_interval_of(node),
    )


def convert_entry(node: Node, setting: Setting) -> RawEntry:
    """One entry without its key and facts."""
    summary, content = post_of(node, setting)
    text = content or summary
    title = title_of(node, setting)
    base = text.base if text else setting.base
    source = node_of(node, "source")
    return RawEntry(
        key="",
        id=_id_of(node),
        title=title,
        links=_links_of(node, base),
        authors=_authors_of(node) or _authors_of(source),
        categories=_categories_of(node),
        published_at=_date_of(node, "published") or _date_of(node, "created"),
        updated_at=_date_of(node, "updated"),
        summary=summary,
        content=content,
        enclosures=enclosures_of(node, base),
        source=_source_of(source, setting),
        lang=language_tag(text_of(node, "language"))
        or (text.lang if text else None)
        or (title.lang if title else None),
        rights=_rights_of(node, setting),
        image=image_of(node, base),
    )


def _id_of(node: Node) -> str | None:
    """The id as the author wrote it."""
    return " ".join(legal(text_of(node, "id").replace(PERMALINK, "")).split()) or None


def _date_of(node: Node, key: str) -> datetime | None:
    return read_date(text_of(node, key), dict.get(node, f"{key}_parsed"))


def _links_of(node: Node, base: str | None) -> tuple[Link, ...]:
    """Every link but enclosures; the page of the entry first."""
    found: dict[tuple[str, str], Link] = {}
    for each in nodes_of(node, "links"):
        href = absolute(text_of(each, "href"), base)
        rel = one_line(text_of(each, "rel"), 40).lower() or "alternate"
        if href and rel != "enclosure":
            found.setdefault((rel, href), _link(each, href, rel))
    links = [link for link in found.values() if not _is_second_choice(link)]
    links += [link for link in found.values() if _is_second_choice(link)]
    return (*_own_pages(node, links, base), *links)[:_MOST_LINKS]


def _link(node: Node, href: str, rel: str) -> Link:
    return Link(
        href=href,
        rel=rel,
        type=one_line(text_of(node, "type"), 100).lower() or None,
        hreflang=language_tag(text_of(node, "hreflang")),
        title=one_line(text_of(node, "title"), 200) or None,
        length_bytes=whole_number(text_of(node, "length"), 2**53),
    )


def _is_second_choice(link: Link) -> bool:
    """An alternate that is no web page (a PDF, a feed) comes after one that is."""
    return link.rel == "alternate" and link.type not in {None, "text/html", "application/xhtml+xml"}


def _own_pages(node: Node, links: list[Link], base: str | None) -> list[Link]:
    """Addresses of the entry's page that are not in its link elements."""
    original = absolute(text_of(node, "feedburner_origlink"), base)
    if original and urls.scheme_of(original) in {"http", "https"}:
        return [Link(href=original)]
    if any(link.rel == "alternate" for link in links):
        return []
    # A guid is the address of the page unless it says that it is not (RSS 2.0), and content may be elsewhere (Atom).
    guid = text_of(node, "id")
    permalink = guid.removeprefix(PERMALINK).strip() if guid.startswith(PERMALINK) else ""
    elsewhere = has_source_elsewhere(node)
    addresses = [
        permalink if urls.scheme_of(permalink) in {"http", "https"} else None,
        absolute(elsewhere, base) if elsewhere else None,
    ]
    return [Link(href=address) for address in addresses if address][:1]


def _authors_of(node: Node) -> tuple[Person, ...]:
    found: dict[str, Person] = {}
    people = [
        _person(text_of(each, "name"), text_of(each, "email"), text_of(each, "href"))
        for each in nodes_of(node, "authors")
    ]
    written = one_line(text_of(node, "author"), NAME_LIMIT)
    if "@" in written or not any(people):
        # feedparser takes "jo@blog.example (Jo)" apart wrongly: to it a top level domain has at most four letters.
        uri = people[-1].uri if people and people[-1] else None
        people[-1:] = [_person(*_name_and_email(written), uri or "")]
    for person in filter(None, people):
        found.setdefault(person.name, person)
    return tuple(found.values())[:_MOST_AUTHORS]


def _person(name: str, email: str, uri: str) -> Person | None:
    """A person; an address without a name is shown without its host. None when there is neither."""
    email = one_line(email, NAME_LIMIT)
    name = one_line(name, NAME_LIMIT) or email.partition("@")[0]
    return Person(name=name, uri=absolute(uri, None), email=email or None) if name else None


def _name_and_email(text: str) -> tuple[str, str]:
    """Take apart "jo@blog.example (Jo)", "Jo <jo@blog.example>" and the like."""
    found = _EMAIL.search(text)
    if not found:
        return text, ""
    name = f"{text[: found.start()]} {text[found.end() :]}".replace("mailto:", " ")
    return name.strip(" ()<>[],;:\"'"), found[0]


def _categories_of(node: Node) -> tuple[str, ...]:
    """Labels or terms, each once whatever its case; not the ones that a service writes for itself."""
    found: dict[str, str] = {}
    for tag in nodes_of(node, "tags"):
        word = one_line(text_of(tag, "label") or text_of(tag, "term"), TAG_LIMIT)
        if word and not text_of(tag, "scheme").startswith(_MACHINE_SCHEMES):
            found.setdefault(word.casefold(), word)
    return tuple(found.values())[:MOST_TAGS]


def _source_of(node: Node, setting: Setting) -> RawSource | None:
    """The feed an entry was taken from: Atom's element, or RSS's address and title."""
    if not node:
        return None
    title = title_of(node, setting)
    links = _links_of(node, setting.base)
    page = next((link.href for link in links if link.rel == "alternate"), None)
    return RawSource(
        title=one_line(plain_text(title), NAME_LIMIT) or None if title else None,
        id=_id_of(node),
        link=page or absolute(text_of(node, "href"), setting.base),
        updated_at=_date_of(node, "updated"),
    )


def _rights_of(node: Node, setting: Setting) -> str | None:
    rights = title_of(node, setting, "rights")
    return one_line(plain_text(rights), 1024) or None if rights else None


def _interval_of(node: Node) -> timedelta | None:
    """How rarely the feed asks to be read: RSS ttl (minutes) or sy:updatePeriod, the longer; at most 7 days."""
    minutes = whole_number(text_of(node, "ttl"), 10**6)
    period = _PERIODS.get(text_of(node, "sy_updateperiod").lower())
    times = whole_number(text_of(node, "sy_updatefrequency"), 10**4) or 1
    asked = [timedelta(minutes=minutes)] if minutes else []
    asked += [period / times] if period else []
    return min(max(asked), _LONGEST_INTERVAL) if asked else None
