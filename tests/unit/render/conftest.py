"""A planet as the other rooms would hand it over: ten sources, five languages, every kind of entry."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from planet.errors import Kind
from planet.model.atom import Content, Enclosure, Entry, Feed, Person, SafeHtml, Source
from planet.model.entries import BriefEntry, StoredEntry
from planet.model.fetching import FeedHealth
from planet.model.settings import SiteSettings
from planet.model.site import Day, OutputFile, Page, PageText, PlacedEntry, River, SiteView, SourceView
from planet.render import Theme, find_theme, render_site
from planet.urls import entry_name

CONTENT = Path(__file__).parent / "content"
NOON = datetime(2026, 11, 23, 12, 40, tzinfo=UTC)
HOSTILE = '<script>alert(1)</script>"\'&amp;{{7*7}}{% include "x" %}\u202e'
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@cache
def sample() -> dict[str, Any]:
    text = (CONTENT / "planet.yaml").read_text(encoding="utf-8")
    planet: dict[str, Any] = yaml.safe_load(text.replace("HOSTILE", "'" + HOSTILE.replace("'", "''") + "'"))
    return planet


def sample_feeds() -> tuple[Feed, ...]:
    return tuple(Feed(**feed) for feed in sample()["feeds"])


def make_entry(feed: Feed, key: str, **fields: Any) -> Entry:
    fields = {"title": "", "link": f"{feed.site_link}{key}" if feed.site_link else None, **fields}
    return Entry(feed_url=feed.url, key=key, name=entry_name(feed.url, key), **fields)


def place(entry: Entry, shown_at: datetime) -> PlacedEntry:
    seen = shown_at + timedelta(minutes=20)
    stored = StoredEntry(
        feed_url=entry.feed_url,
        key=entry.key,
        name=entry.name,
        first_seen_at=seen,
        changed_at=seen,
        placed_at=shown_at,
        placed_by="undated" if entry.published_at is None or entry.published_at > seen else "published",
        content_hash="0" * 64,
    )
    return PlacedEntry(stored=stored, shown_at=shown_at)


def _entry(row: dict[str, Any], feeds: dict[str, Feed]) -> tuple[Entry, datetime]:
    row = dict(row)
    shown_at = (NOON - timedelta(hours=row.pop("ago"))).replace(second=0, microsecond=0)
    feed, lang = feeds[row.pop("feed")], row.get("lang")
    html = row.pop("html", None)
    if name := row.pop("text", None):
        html = (CONTENT / f"{name}.html").read_text(encoding="utf-8") * row.pop("times", 1)
    for field, markup in (("content", html), ("summary", row.pop("summary", None))):
        row[field] = Content(html=SafeHtml(markup), lang=lang, dir=row.get("dir")) if markup else None
    row["authors"] = tuple(Person(name=name) for name in row.get("authors", ()))
    row["categories"] = tuple(row.get("categories", ()))
    row["enclosures"] = tuple(Enclosure(**enclosure) for enclosure in row.get("enclosures", ()))
    row["source"] = Source(**row["source"]) if "source" in row else None
    return make_entry(feed, **row), shown_at


def sample_entries() -> tuple[tuple[Entry, datetime], ...]:
    feeds = {feed.title: feed for feed in sample_feeds()}
    return tuple(_entry(row, feeds) for row in sample()["entries"])


def days_of(placed: list[PlacedEntry]) -> tuple[Day, ...]:
    dates = dict.fromkeys(entry.shown_at.date() for entry in placed)
    return tuple(Day(on=on, entries=tuple(entry for entry in placed if entry.shown_at.date() == on)) for on in dates)


def sample_sources() -> tuple[SourceView, ...]:
    newest = {entry.feed_url: at for entry, at in reversed(sample_entries())}
    missing = "The file lighthouse.xml does not exist."
    broken = {
        "The Old Lighthouse": FeedHealth(
            feed_url="", state="failing", since=NOON - timedelta(days=9), kind=Kind.FILE, problem=missing
        ),
        "Gone Fishing": FeedHealth(feed_url="", state="gone", since=NOON - timedelta(days=90)),
    }
    return tuple(
        SourceView(
            feed=feed,
            health=broken.get(feed.title, FeedHealth(feed_url=feed.url, state="ok")),
            newest_at=newest.get(feed.url),
            tags=("a, b", "c") if feed.title == "Margins" else (),
            is_file=feed.title == "The Old Lighthouse",
        )
        for feed in sample_feeds()
    )


def sample_view(per_page: int = 4, **site: Any) -> SiteView:
    entries = sample_entries()
    placed = [place(entry, at) for entry, at in entries]
    oldest_first = placed[::-1]
    stretches = [oldest_first[start : start + per_page][::-1] for start in range(0, len(placed), per_page)]
    pages = tuple(Page(number=n, days=days_of(stretch)) for n, stretch in enumerate(stretches, 1))
    index = Page(number=None, days=days_of(placed[: max(per_page, len(stretches[-1]))]))
    author = Person(name="The keepers", email="keepers@planet.example")
    url = "https://planet.example/lantern/"
    settings = {"title": "Planet Lantern", "timezone": "Europe/Berlin", "url": url, "author": author} | site
    return SiteView(
        site=SiteSettings(**settings),
        description=SafeHtml("<p>Ten quiet blogs in five languages, read together by <em>lamplight</em>.</p>"),
        river=River(
            index=index, pages=pages, newest=tuple(placed), whole=frozenset(entry.name for entry, _ in entries)
        ),
        entries={entry.name: entry for entry, _ in entries},
        sources=sample_sources(),
        pages=(PageText(name="about", title="About", html=SafeHtml("<p>Why we read <strong>together</strong>.</p>")),),
        feed_id=url,
        atom_ids={entry.name: f"urn:planet:{entry.name}" for entry, _ in entries},
        updated_at=NOON + timedelta(minutes=20),
    )


@pytest.fixture
def make_view() -> Callable[..., SiteView]:
    """`make_view(per_page=4, **settings of the site)`: the sample planet."""
    return sample_view


@pytest.fixture(scope="session")
def view() -> SiteView:
    return sample_view()


def _line(view: SiteView, name: str) -> dict[str, Any]:
    entry = view.entries.get(name) or view.brief[name]
    return {"title": entry.title, "link": entry.link}


@pytest.fixture
def briefly() -> Callable[..., SiteView]:
    """`briefly(view, *names)`: the planet with these entries (without names: all) standing by their titles."""

    def build(view: SiteView, *names: str, **fields: Any) -> SiteView:
        by_title = frozenset(names or view.entries)
        lines = dict(view.brief) | {name: BriefEntry(**_line(view, name) | fields) for name in by_title}
        entries = {name: entry for name, entry in view.entries.items() if name not in by_title}
        river = replace(view.river, whole=view.river.whole - by_title, newest=())
        return replace(view, river=river, entries=entries, brief=lines)

    return build


@pytest.fixture
def one_entry() -> Callable[..., SiteView]:
    """`one_entry(shown_at=…, **fields)`: the sample planet with one entry of those fields; more than one by `also`."""

    def build(*, shown_at: datetime = NOON, also: tuple[Entry, ...] = (), **fields: Any) -> SiteView:
        text = Content(html=SafeHtml("<p>Text.</p>"))
        only = make_entry(sample_feeds()[0], "only", **{"title": "Only", "content": text, **fields})
        placed = [place(entry, shown_at) for entry in (only, *also)]
        page = Page(number=1, days=days_of(placed))
        whole = frozenset(entry.stored.name for entry in placed)
        return replace(
            sample_view(),
            river=River(index=replace(page, number=None), pages=(page,), newest=tuple(placed), whole=whole),
            entries={entry.name: entry for entry in (only, *also)},
            atom_ids={entry.name: f"urn:planet:{entry.name}" for entry in (only, *also)},
        )

    return build


@pytest.fixture
def another() -> Callable[..., Entry]:
    """`another(key, **fields)`: an entry of the sample planet's first source."""
    return lambda key, **fields: make_entry(sample_feeds()[0], key, **fields)


@pytest.fixture
def empty_view(view: SiteView) -> SiteView:
    river = River(index=Page(number=None, days=()), pages=(), newest=(), whole=frozenset())
    return replace(view, river=river, entries={}, atom_ids={})


@pytest.fixture
def hostile() -> str:
    return HOSTILE


@pytest.fixture(scope="session")
def theme(tmp_path_factory: pytest.TempPathFactory) -> Theme:
    return find_theme("default", tmp_path_factory.mktemp("no-themes"))


@pytest.fixture(scope="session")
def rendered(view: SiteView, theme: Theme) -> dict[str, str]:
    """The sample planet's files as text by path, without pictures."""
    return as_text(render_site(view, theme))


@pytest.fixture
def render(view: SiteView, theme: Theme, rendered: dict[str, str]) -> Callable[..., dict[str, str]]:
    """`render(view, theme=the default)`: such files; a planet that was rendered already is not rendered again."""

    def build(planet: SiteView, own: Theme = theme) -> dict[str, str]:
        return rendered if planet is view and own is theme else as_text(render_site(planet, own))

    return build


@pytest.fixture(scope="session")
def templates(theme: Theme) -> Any:
    """The default theme's templates in English, compiled once for all tests of single templates."""
    from planet.render.filters import make_filters
    from planet.render.languages import say, speak
    from planet.render.templates import Templates

    english = speak("en", "Europe/Berlin", theme)
    words = {"word": lambda key, n=None, **values: say(english, key, n, **values)}
    return Templates(theme, make_filters(english, NOON), words)


@pytest.fixture
def atom(templates: Any) -> Callable[[SiteView], str]:
    """`atom(view)`: the merged feed."""
    from planet.render.syndication import describe_feed

    description = "Ten quiet blogs in five languages, read together by lamplight."
    return lambda planet: templates.render(
        "atom.xml.j2", {"feed": describe_feed(planet, description, "Untitled")}
    ).decode()


@pytest.fixture
def articles(templates: Any) -> Callable[[SiteView], str]:
    """`articles(view)`: every entry of the index as its template shows it."""
    from planet.render.entries import describe_entries

    def build(planet: SiteView) -> str:
        shown = describe_entries(planet, "Untitled").values()
        return b"\n".join(templates.render("entry.html.j2", {"entry": entry}) for entry in shown).decode()

    return build


def as_text(files: tuple[OutputFile, ...]) -> dict[str, str]:
    return {str(file.path): file.data.decode("utf-8") for file in files if file.path.suffix != ".png"}


@pytest.fixture
def chromium() -> Iterator[Any]:
    """A browser; where there is none the test is skipped, or fails when PLANET_REQUIRE asks for one."""
    required = "browser" in os.environ.get("PLANET_REQUIRE", "").split(",")
    found = next((path for path in ("/usr/bin/chromium", "/usr/bin/chromium-browser") if Path(path).exists()), None)
    if found is None and required:
        pytest.fail("PLANET_REQUIRE asks for a browser, and there is no Chromium")
    if found is None:
        pytest.skip("there is no Chromium")
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as tool:
        browser = tool.chromium.launch(executable_path=found, args=list(QUIET))
        yield browser
        browser.close()
