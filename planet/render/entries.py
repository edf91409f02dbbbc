"""Entries and days as templates see them."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from datetime import datetime
from itertools import groupby
from typing import Final

from planet.model.atom import Direction, Enclosure, Entry, Feed
from planet.model.entries import BriefEntry
from planet.model.site import Page, PlacedEntry, SiteView, SourceView
from planet.render.context import AlsoInContext, DayContext, EnclosureContext, EntryContext, RunContext, trusted
from planet.render.languages import known_language

LONG_WORDS = 400
"""Beyond this an entry shows its beginning and the rest on demand."""

WORDS_PER_MINUTE = 220

_FORMATS = {
    "mpeg": "MP3",
    "mp4": "MP4",
    "x-m4a": "M4A",
    "m4a": "M4A",
    "aac": "AAC",
    "ogg": "Ogg",
    "opus": "Opus",
    "flac": "FLAC",
    "wav": "WAV",
    "x-wav": "WAV",
    "webm": "WebM",
    "quicktime": "MOV",
    "pdf": "PDF",
    "epub+zip": "EPUB",
    "zip": "ZIP",
    "jpeg": "JPEG",
    "png": "PNG",
    "gif": "GIF",
    "webp": "WebP",
    "avif": "AVIF",
}


def describe_entries(view: SiteView, untitled: str) -> dict[str, EntryContext]:
    """Every entry of the river that the view has, by name; `untitled` is the title of one that has nothing else."""
    sources = {source.feed.url: source for source in view.sources}
    found: dict[str, EntryContext] = {}
    for page in (view.river.index, *view.river.pages):
        for placed in (entry for day in page.days for entry in day.entries):
            name = placed.stored.name
            if name in view.entries:
                found[name] = _describe(view.entries[name], placed, sources)
            elif name in view.brief:
                found[name] = _describe_brief(view.brief[name], placed, sources, untitled)
    return found


def describe_days(page: Page, entries: Mapping[str, EntryContext]) -> tuple[DayContext, ...]:
    """The days of a page. An entry that could not be cleaned is left out, and so is a day without any."""
    days: list[DayContext] = []
    for day in page.days:
        shown = tuple(entries[placed.stored.name] for placed in day.entries if placed.stored.name in entries)
        if shown:
            new_year = not days or days[-1].on.year != day.on.year
            days.append(DayContext(on=day.on, with_year=new_year, entries=shown, runs=_runs(shown)))
    return tuple(days)


def _runs(entries: tuple[EntryContext, ...]) -> tuple[RunContext, ...]:
    return tuple(
        RunContext(brief=brief, entries=tuple(run)) for brief, run in groupby(entries, key=lambda entry: entry.brief)
    )


def _describe(entry: Entry, placed: PlacedEntry, sources: Mapping[str, SourceView]) -> EntryContext:
    feed = sources[entry.feed_url].feed if entry.feed_url in sources else None
    source = feed.title if feed else entry.feed_url
    content = entry.content or entry.summary
    moment = placed.shown_at
    return EntryContext(
        id=f"e-{entry.name}",
        brief=False,
        title=entry.title,
        link=entry.link,
        lang=known_language(entry.lang),
        dir=_direction(entry.title) or entry.dir,
        source=source,
        source_link=feed.site_link if feed else None,
        authors=_authors(entry, source),
        also_in=_also_in(placed, feed, sources),
        shown_at=moment,
        dated_to_the_day=_is_midnight(moment),
        html=trusted(content.html) if content and content.html.strip() else None,
        html_lang=known_language((content.lang if content else None) or entry.lang),
        html_dir=(content.dir if content else None) or entry.dir,
        opening=entry.opening,
        long=bool(content and entry.opening and entry.words > LONG_WORDS),
        words=entry.words,
        minutes=max(1, round(entry.words / WORDS_PER_MINUTE)),
        partial=bool(entry.link and (entry.content is None or entry.shortened)),
        tags=entry.categories,
        enclosures=tuple(_describe_enclosure(enclosure) for enclosure in entry.enclosures),
        rights=entry.rights,
    )


def _describe_brief(
    entry: BriefEntry, placed: PlacedEntry, sources: Mapping[str, SourceView], untitled: str
) -> EntryContext:
    """An entry by its title: nothing that is only known of a text that was read."""
    stored = placed.stored
    source = sources.get(stored.feed_url)
    title = entry.title or untitled
    return EntryContext(
        id=f"e-{stored.name}",
        brief=True,
        title=title,
        link=entry.link,
        dir=_direction(title),
        source=source.feed.title if source else stored.feed_url,
        source_link=source.feed.site_link if source else None,
        shown_at=placed.shown_at,
        dated_to_the_day=_is_midnight(placed.shown_at),
        partial=entry.link is not None,
    )


def _is_midnight(moment: datetime) -> bool:
    """Whether a date has no time: one that a feed gave to the day is the beginning of that day."""
    return not (moment.hour or moment.minute or moment.second)


_STRONG: Final[Mapping[str, Direction]] = {"L": "ltr", "R": "rtl", "AL": "rtl"}


def _direction(text: str) -> Direction | None:
    """Which way a line runs: as its first strong character does (UAX #9, P2), or None when it has none."""
    for character in text:
        found = _STRONG.get(unicodedata.bidirectional(character))
        if found:
            return found
    return None


def _authors(entry: Entry, source: str) -> tuple[str, ...]:
    """Names that say more than the source's own; an entry that another planet carried names where it was written."""
    names = [person.name for person in entry.authors if person.name]
    if entry.source and entry.source.title:
        names.append(entry.source.title)
    return tuple(dict.fromkeys(name for name in names if name.casefold() != source.casefold()))


def _also_in(placed: PlacedEntry, own: Feed | None, sources: Mapping[str, SourceView]) -> tuple[AlsoInContext, ...]:
    """The other sources that carry the post, each once, in the order of the configuration."""
    urls = {twin.feed_url for twin in placed.twins}  # mostly none, and there may be ten thousand sources
    others = [source.feed for url, source in sources.items() if url in urls and source.feed is not own] if urls else []
    return tuple({feed.title: AlsoInContext(name=feed.title, link=feed.site_link) for feed in others}.values())


def _describe_enclosure(enclosure: Enclosure) -> EnclosureContext:
    kind, _, subtype = (enclosure.type or "").partition(";")[0].strip().lower().partition("/")
    return EnclosureContext(
        href=enclosure.href,
        kind="audio" if kind == "audio" else "video" if kind == "video" else "image" if kind == "image" else "file",
        format=_FORMATS.get(subtype, ""),
        title=enclosure.title,
        size_bytes=enclosure.length_bytes or None,
        duration_s=enclosure.duration_s or None,
    )
