"""What each page is made of, known before an entry is cleaned: a page of the same is not made again.

A page's own ingredients (its entries, its place in the pager) are hashed here. What all pages may use (the planet's
settings, how many sources there are) counts for a page only if it was looked at when the page was made: `Watched`
notices that. So a source that begins to fail changes the pages that say so, and no other.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from planet import __version__
from planet.model.closing import page_path
from planet.model.site import Page, PlacedEntry, SiteView, SourceView
from planet.render.about import describe_site
from planet.render.context import SourceContext
from planet.render.languages import Language, speak
from planet.render.pager import INDEX, make_pager
from planet.render.sources import TROUBLED, describe_sources, freshest
from planet.render.theme import Theme
from planet.values import dataclass, fields

SOURCES = "sources/index.html"
SUBSCRIBE = "subscribe/index.html"
MISSING = "404.html"
ATOM = "atom.xml"
OPML = "feeds.opml"
Look = Callable[[PlacedEntry], str]
BESIDE_RIVER = 24
"""So many sources at most stand beside the river; the page of all sources has the rest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """One file: the hash of its own ingredients, and the names of the entries that it shows, whole or not."""

    own: str
    entries: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SitePlan:
    """Path → plan of every file, and the hash of everything that any page may look at, by its name."""

    files: Mapping[str, Plan]
    shared: Mapping[str, str]


class Watched:
    """A value of all pages that notices which of its fields, or that it as a whole, is looked at."""

    def __init__(self, name: str, value: Any, seen: set[str]) -> None:  # noqa: ANN401 - whatever templates are given
        self._name, self._value, self._seen = name, value, seen

    def __getattr__(self, field: str) -> object:
        """A field, written down."""
        value: object = getattr(self._value, field)
        self._seen.add(f"{self._name}.{field}")
        return value

    def __iter__(self) -> Iterator[object]:
        """Its items; all of it counts as seen."""
        self._seen.add(self._name)
        return iter(self._value)

    def __len__(self) -> int:
        """How many there are; all of it counts as seen."""
        self._seen.add(self._name)
        return len(self._value)

    def __getitem__(self, key: Any) -> object:  # noqa: ANN401 - an index or a slice
        """One of its items; all of it counts as seen."""
        self._seen.add(self._name)
        return self._value[key]


def made_of(own: str, seen: Iterable[str], shared: Mapping[str, str]) -> str:
    """What a file was made of, in one word: its own hash, then what it looked at with its hash."""
    return " ".join([own, *(f"{name}={shared[name]}" for name in sorted(seen))])


def plan_site(view: SiteView, theme: Theme, language: Language | None = None) -> SitePlan:
    """What each file of the site will be made of, but for the theme's static files, which are only copied."""
    language = language or speak(view.site.language, view.site.timezone, theme)
    sources = describe_sources(view.sources)
    site = describe_site(view, language, sources)
    troubled = tuple(source for source in sources if source.state in TROUBLED)
    shared = {f"site.{one.name}": getattr(site, one.name) for one in fields(site)} | {"troubled": troubled}
    menu = [(own.name, own.title) for own in view.pages]
    year = view.updated_at.astimezone(language.zone).year  # short dates leave it out
    ground = _hash((__version__, theme.digest, view.site, menu, year))
    look = _looks(view)
    files = {
        **_river(ground, view, sources, look),
        SOURCES: _plan(ground, view.updated_at, sources),
        SUBSCRIBE: _plan(ground),
        MISSING: _plan(ground),
        **{f"{own.name}/index.html": _plan(ground, own.html) for own in view.pages},
        ATOM: _merged_feed(ground, view, look),
        OPML: _plan(ground, view.updated_at, [(one.feed, one.tags, one.is_file, one.left) for one in view.sources]),
    }
    return SitePlan(files=files, shared={name: _hash(value) for name, value in shared.items()})


def unchanged_files(plan: SitePlan, before: Mapping[str, str]) -> frozenset[str]:
    """The paths of files that would be made of the same as they were; `before` is path → `made_of`."""
    return frozenset(path for path, one in plan.files.items() if _is_same(one, before.get(path, ""), plan.shared))


def _is_same(plan: Plan, before: str, shared: Mapping[str, str]) -> bool:
    own, *looked_at = before.split(" ")
    told = (one.partition("=") for one in looked_at)
    return own == plan.own and all(shared.get(name) == value for name, _, value in told)


def _river(ground: str, view: SiteView, sources: tuple[SourceContext, ...], look: Look) -> dict[str, Plan]:
    last = view.river.last
    beside = freshest(sources, BESIDE_RIVER)
    empty_at = None if view.river.pages else view.updated_at
    plans = {INDEX: _page(ground, view.river.index, look, (make_pager(None, last), beside, empty_at))}
    for page in view.river.pages:
        number = page.number or 0
        plans[page_path(number)] = _page(ground, page, look, (make_pager(number, last),))
    return plans


def _page(ground: str, page: Page, look: Look, around: tuple[object, ...]) -> Plan:
    placed = [one for day in page.days for one in day.entries]
    days = [(day.on, len(day.entries)) for day in page.days]
    return Plan(
        own=_hash((ground, page.number, days, around), *map(look, placed)),
        entries=tuple(one.stored.name for one in placed),
    )


def _merged_feed(ground: str, view: SiteView, look: Look) -> Plan:
    sources = {source.feed.url: source for source in view.sources}
    newest = view.river.newest
    entries = [
        (look(one), one.stored.changed_at, view.atom_ids.get(one.stored.name), _feed(one, sources)) for one in newest
    ]
    own = _hash((ground, view.description, view.feed_id, view.updated_at, entries))
    return Plan(own=own, entries=tuple(one.stored.name for one in newest))


def _plan(ground: str, *ingredients: object) -> Plan:
    return Plan(own=_hash((ground, ingredients)))


def _looks(view: SiteView) -> Look:
    """Gives all that the look of an entry depends on, in one line."""
    labels = {one.feed.url: repr((one.feed.title, one.feed.site_link)) for one in view.sources}
    whole, keys = view.river.whole, view.entry_keys

    def look(placed: PlacedEntry) -> str:
        """Of its source the name and link, and of the others that carry it."""
        stored, shown_at, revised_at = placed.stored, placed.shown_at, placed.revised_at
        label = labels.get(stored.feed_url, stored.feed_url)
        times = f"{shown_at!r}" if revised_at == shown_at else f"{shown_at!r} {revised_at!r}"
        line = f"{stored.name} {keys.get(stored.name)} {times} {label}"
        if stored.name not in whole:
            return line
        carriers = {twin.feed_url for twin in placed.twins}
        others = [label for url, label in labels.items() if url in carriers] if carriers else []
        return f"whole {line} {stored.placed_by} {others}"

    return look


def _feed(placed: PlacedEntry, sources: Mapping[str, SourceView]) -> object:
    source = sources.get(placed.stored.feed_url)
    return (source.feed, source.is_file, source.newest_at) if source else None


def _hash(value: object, *lines: str) -> str:
    said = "\n".join([repr(value), *lines])
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:24]
