"""The merged feed as its template sees it: valid Atom (RFC 4287) whatever the feeds have sent.

`opml` writes the list of feeds; `atom_values` makes single values valid.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from itertools import count
from xml.etree import ElementTree as ET

from planet import __version__
from planet.errors import Place, ThemeError
from planet.model.atom import Entry, Person
from planet.model.site import PlacedEntry, SiteView, SourceView
from planet.render.atom_values import (
    email_address,
    html_value,
    media_type,
    one_line,
    person_name,
    text_construct,
    uri,
    web_address,
    xml_text,
)
from planet.render.context import AtomEnclosure, AtomEntry, AtomFeed, AtomPerson, AtomSource, AtomText
from planet.render.filters import utc
from planet.render.languages import known_language
from planet.render.sources import public_address
from planet.values import dataclass

_SLACK = timedelta(hours=1)
"""So far may a feed's clock be ahead of the moment in which we first saw an entry."""

_TITLE_LENGTH = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shown:
    """One entry with all that its description depends on."""

    entry: Entry
    placed: PlacedEntry
    source: SourceView | None
    atom_id: str
    updated_at: datetime


def describe_feed(view: SiteView, description: str, untitled: str) -> AtomFeed:
    """The merged feed as its template sees it. `untitled` is the title of an entry with no text at all."""
    site = view.site
    author = site.author or Person(name=site.title)
    return AtomFeed(
        id=xml_text(view.feed_id),
        title=_text(site.title) or AtomText(type="text", value="Planet"),
        subtitle=_text(description),
        lang=known_language(site.language) or "en",
        updated=utc(view.updated_at),
        author=_person(author) or AtomPerson(name="Planet", uri=None, email=None),
        url=web_address(site.url),
        version=__version__,
        entries=tuple(_describe_entry(shown, untitled) for shown in _shown(view)),
    )


def check_xml(document: bytes, template: str) -> None:
    """Raise ThemeError when the document is not well-formed: values always are, a theme's template may not be."""
    try:
        ET.fromstring(document)  # noqa: S314 - made by us a moment ago, values escaped
    except ET.ParseError as error:
        raise ThemeError(f"the feed is not well-formed XML: {error}", place=Place(file=template)) from error


def _shown(view: SiteView) -> tuple[_Shown, ...]:
    """The newest entries that could be cleaned and have an id."""
    sources = {source.feed.url: source for source in view.sources}
    names = view.entries.keys() & view.atom_ids.keys()
    newest = [(placed, view.entries[placed.stored.name]) for placed in view.river.newest if placed.stored.name in names]
    updates = _distinct_updates({entry.name: _updated_at(entry, placed) for placed, entry in newest})
    return tuple(
        _Shown(
            entry=entry,
            placed=placed,
            source=sources.get(entry.feed_url),
            atom_id=view.atom_ids[entry.name],
            updated_at=updates[entry.name],
        )
        for placed, entry in newest
    )


def _describe_entry(shown: _Shown, untitled: str) -> AtomEntry:
    entry = shown.entry
    link = uri(entry.link)
    title = _title(entry, untitled)
    content, summary = _texts(entry, title, has_link=link is not None)
    published_at = shown.placed.stored.placed_at if shown.placed.stored.placed_by == "published" else None
    return AtomEntry(
        id=xml_text(shown.atom_id),
        title=title,
        link=link,
        published=utc(published_at) if published_at else None,
        updated=utc(shown.updated_at),
        lang=known_language((entry.content.lang if entry.content else None) or entry.lang),
        authors=_authors(entry, shown.source),
        categories=tuple(dict.fromkeys(term for tag in entry.categories if (term := one_line(tag)))),
        content=content,
        summary=summary,
        enclosures=_enclosures(entry),
        rights=_text(entry.rights or ""),
        source=_source(entry, shown.source, shown.updated_at),
    )


def _text(text: str) -> AtomText | None:
    kind, value = text_construct(text)
    return AtomText(type=kind, value=value) if value else None


def _title(entry: Entry, untitled: str) -> AtomText:
    """A title is required (§4.1.2) and should not be blank: a post without one is called by its first words."""
    opening = one_line(entry.opening)
    if len(opening) > _TITLE_LENGTH:
        opening = re.sub(r"\s\S*\Z", "", opening[:_TITLE_LENGTH]) + "…"
    return _text(entry.title) or _text(opening) or AtomText(type="text", value=untitled)


def _texts(entry: Entry, title: AtomText, *, has_link: bool) -> tuple[AtomText | None, AtomText | None]:
    """Content and summary. An entry without a link must have content (§4.1.2), one without any text says its title."""
    if entry.content and (value := html_value(entry.content.html).strip()):
        return AtomText(type="html", value=value), None
    value = html_value(entry.summary.html).strip() if entry.summary else ""
    text = AtomText(type="html", value=value) if value else title
    return (None, text) if has_link else (text, None)


def _person(person: Person) -> AtomPerson | None:
    name = person_name(person.name)
    return AtomPerson(name=name, uri=web_address(person.uri), email=email_address(person.email)) if name else None


def _authors(entry: Entry, source: SourceView | None) -> tuple[AtomPerson, ...]:
    """The entry's authors, else the feed's, else the feed itself: somebody must be named (§4.1.1)."""
    feed = source.feed if source else None
    fallback = Person(name=feed.title if feed else entry.feed_url)
    for people in (entry.authors, feed.authors if feed else (), (fallback,), (Person(name="?"),)):
        named = tuple(dict.fromkeys(made for person in people if (made := _person(person))))
        if named:
            return named
    return ()


def _enclosures(entry: Entry) -> tuple[AtomEnclosure, ...]:
    found: dict[str, AtomEnclosure] = {}
    for enclosure in entry.enclosures:
        if href := web_address(enclosure.href):
            length = enclosure.length_bytes if (enclosure.length_bytes or 0) > 0 else None
            found.setdefault(href, AtomEnclosure(href=href, type=media_type(enclosure.type), length=length))
    return tuple(found.values())


def _source(entry: Entry, source: SourceView | None, updated_at: datetime) -> AtomSource:
    """The feed that first had the entry: the one another planet took it from, else the one we read."""
    if entry.source:
        return AtomSource(
            id=uri(entry.source.id) or uri(entry.source.link) or _made_id(entry.source.title),
            title=_text(entry.source.title) or AtomText(type="text", value="?"),
            updated=utc(entry.source.updated_at or updated_at),
            link=web_address(entry.source.link),
            self_link=None,
        )
    feed = source.feed if source else None
    address = None if source is None or source.is_file else web_address(public_address(entry.feed_url))
    return AtomSource(
        id=(uri(feed.id) if feed else None) or address or _made_id(entry.feed_url),
        title=_text(feed.title if feed else "") or AtomText(type="text", value=address or "?"),
        updated=utc((feed.updated_at if feed else None) or (source.newest_at if source else None) or updated_at),
        link=web_address(feed.site_link) if feed else None,
        self_link=address,
    )


def _made_id(text: str) -> str:
    return f"urn:planet:{hashlib.sha256(text.encode('utf-8', 'replace')).hexdigest()[:32]}"


def _is_believed(moment: datetime | None, placed: PlacedEntry) -> bool:
    """Whether a date of the author's is not from the future, as seen when the entry last came in."""
    return moment is not None and moment <= max(placed.shown_at, placed.stored.changed_at) + _SLACK


def _updated_at(entry: Entry, placed: PlacedEntry) -> datetime:
    for moment in (entry.updated_at, entry.published_at):
        if moment is not None and _is_believed(moment, placed):
            return moment
    return placed.shown_at


def _distinct_updates(updates: Mapping[str, datetime]) -> dict[str, datetime]:
    """No two the same, as the validator asks: entries of the same second get a fraction of it made from their names.

    So a reader can always tell an order, and an entry's fraction does not depend on who shares its second, unless two
    names give one fraction.
    """
    seconds = Counter(moment.replace(microsecond=0) for moment in updates.values())
    found: dict[str, datetime] = {}
    taken: set[datetime] = set()
    for name in sorted(updates):
        moment = updates[name].astimezone(UTC)
        if seconds[moment.replace(microsecond=0)] > 1:
            tries = (moment.replace(microsecond=_fraction(name, number)) for number in count())
            moment = next(one for one in tries if one not in taken)
            taken.add(moment)
        found[name] = moment
    return found


def _fraction(name: str, number: int) -> int:
    """Microseconds for an entry, in the try of this number."""
    said = name if number == 0 else f"{name} {number}"
    return int(hashlib.sha256(said.encode()).hexdigest(), 16) % 999_999 + 1
