"""The front door: a site view and a theme in, every file of the site out. Pure, but for reading the theme's files.

describe what templates may see  ─▶  pages of the river, pages of the site, feeds out  ─▶  static files
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import datetime
from functools import lru_cache, partial
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from planet.errors import ThemeError
from planet.model.closing import page_path
from planet.model.site import OutputFile, Page, SiteView
from planet.render.about import describe_site
from planet.render.context import AuthoredContext, NavLink, PageContext, PageKind, trusted
from planet.render.entries import describe_days, describe_entries
from planet.render.filters import make_filters
from planet.render.languages import say
from planet.render.opml import write_opml
from planet.render.pager import INDEX, make_pager
from planet.render.plans import (
    ATOM,
    BESIDE_RIVER,
    MISSING,
    OPML,
    SOURCES,
    SUBSCRIBE,
    SitePlan,
    Watched,
    made_of,
    plan_site,
)
from planet.render.press import Press
from planet.render.sources import TROUBLED, describe_sources, freshest
from planet.render.syndication import check_xml, describe_feed
from planet.render.theme import Theme, static_files


def render_site(
    view: SiteView,
    theme: Theme,
    keep: Collection[str] = (),
    plan: SitePlan | None = None,
    press: Press | None = None,
) -> tuple[OutputFile, ...]:
    """Every file of the site, in order of path, but for those at the paths in `keep`.

    `plan` is that of the same view, `press` that of the same site and theme.
    Raises ThemeError with template and line when the theme is wrong, or when two files would have the same path.
    """
    press = press or Press(view.site, theme)
    pages = _Pages(view, press, frozenset(keep), plan or plan_site(view, theme, press.language))
    files = [*pages.river(), *pages.others(), *pages.feeds(), *_static(theme)]
    _refuse_clashes([*(str(file.path) for file in files), *keep])
    return tuple(sorted(files, key=lambda file: str(file.path)))


def _refuse_clashes(paths: list[str]) -> None:
    """No two files of one name, even where a file system ignores case, and no file where another needs a folder."""
    seen: set[str] = set()
    folders = {str(parent).casefold() for path in paths for parent in PurePosixPath(path).parents}
    for path in paths:
        if path.casefold() in seen or path.casefold() in folders:
            raise ThemeError(
                f"two files of the site would be {path}",
                hint="rename the page in pages/ or the file in the theme's static/",
            )
        seen.add(path.casefold())


class _Pages:
    """What all pages of one build share, described once. `keep` are the paths that are not made."""

    def __init__(self, view: SiteView, press: Press, keep: frozenset[str], plan: SitePlan) -> None:
        language = press.language
        self._view = view
        self._said = said = lru_cache(maxsize=None, typed=True)(partial(say, language))
        self._keep = keep
        self._plan = plan
        self._seen: set[str] = set()
        self._entries = describe_entries(view, self._word("untitled"))
        self._sources = describe_sources(view.sources)
        self._site = describe_site(view, language, self._sources)
        troubled = tuple(source for source in self._sources if source.state in TROUBLED)
        self._troubled = Watched("troubled", troubled, self._seen)
        self._templates = press.templates
        self._templates.give(
            make_filters(language, view.updated_at),
            {
                "site": Watched("site", self._site, self._seen),
                "word": lambda key, n=None, **values: say(language, key, n, **values) if values else said(key, n),
            },
        )

    def river(self) -> Iterator[OutputFile]:
        """The index and the numbered pages."""
        for page in (self._view.river.index, *self._view.river.pages):
            path = INDEX if page.number is None else page_path(page.number)
            if path not in self._keep:
                yield self._river_page(path, page)

    def others(self) -> Iterator[OutputFile]:
        """Sources, how to subscribe, the maintainer's own pages, and the page for addresses that lead nowhere."""
        if SOURCES not in self._keep:
            changed_at, heading = self._view.updated_at, self._word("sources")
            yield self._make(
                SOURCES, "sources", heading, "sources.html.j2", changed_at=changed_at, sources=self._sources
            )
        if SUBSCRIBE not in self._keep:
            yield self._make(SUBSCRIBE, "subscribe", self._word("subscribe"), "subscribe.html.j2")
        for own in self._view.pages:
            path = f"{own.name}/index.html"
            if path not in self._keep:
                authored = AuthoredContext(title=own.title, html=trusted(own.html))
                yield self._make(path, "authored", own.title, "authored.html.j2", authored=authored)
        if MISSING not in self._keep:
            yield self._make(MISSING, "missing", self._word("missing"), "missing.html.j2")

    def feeds(self) -> Iterator[OutputFile]:
        """The merged feed and the list of feeds."""
        if ATOM not in self._keep:
            feed = describe_feed(self._view, self._site.description_text, self._word("untitled"))
            self._seen.clear()
            atom = self._templates.render("atom.xml.j2", {"feed": feed})
            check_xml(atom, "atom.xml.j2")
            yield self._file(ATOM, atom)
        if OPML not in self._keep:
            self._seen.clear()
            yield self._file(OPML, write_opml(self._view))

    def _river_page(self, path: str, page: Page) -> OutputFile:
        number = page.number
        heading = self._site.title if number is None else self._word("page", number)
        return self._make(
            path,
            "index" if number is None else "river",
            heading,
            "river.html.j2",
            changed_at=_changed_at(page) or self._view.updated_at,
            days=describe_days(page, self._entries),
            pager=make_pager(number, self._view.river.last),
            sources=freshest(self._sources, BESIDE_RIVER) if number is None else (),
            troubled=self._troubled,
        )

    def _make(
        self,
        path: str,
        kind: PageKind,
        heading: str,
        template: str,
        *,
        changed_at: datetime | None = None,
        **values: object,
    ) -> OutputFile:
        page = PageContext(
            kind=kind,
            heading=heading,
            root=_root(path, self._view.site.url),
            canonical=_canonical(path, self._view.site.url),
            navigation=self._navigation(path),
            changed_at=changed_at,
        )
        self._seen.clear()
        return self._file(path, self._templates.render(template, {"page": page, **values}))

    def _file(self, path: str, data: bytes) -> OutputFile:
        """The file, with what it was made of: what was looked at since `_seen` was cleared."""
        made = made_of(self._plan.files[path].own, self._seen, self._plan.shared)
        return OutputFile(path=PurePosixPath(path), data=data, made_of=made)

    def _navigation(self, here: str) -> tuple[NavLink, ...]:
        links = [
            (self._word("newest"), INDEX),
            (self._word("sources"), SOURCES),
            (self._word("subscribe"), SUBSCRIBE),
            *((own.title, f"{own.name}/index.html") for own in self._view.pages),
        ]
        return tuple(NavLink(title=title, path=path, current=path == here) for title, path in links)

    def _word(self, key: str, n: int | None = None) -> str:
        return self._said(key, n).unescape()


def _root(path: str, url: str | None) -> str:
    """What leads from a page to the site's root. A host shows 404.html at any depth, so that one starts at the host."""
    if path == MISSING and url:
        return urlsplit(url).path or "/"
    return "../" * path.count("/")


def _canonical(path: str, url: str | None) -> str | None:
    return url + path.removesuffix("index.html") if url and path != MISSING else None


def _changed_at(page: Page) -> datetime | None:
    """When an entry of this page last changed: what is newer elsewhere must not change the bytes of an older page."""
    placed = (one for day in page.days for one in day.entries)
    return max((one.revised_at or one.shown_at for one in placed), default=None)


def _static(theme: Theme) -> Iterator[OutputFile]:
    for relative, file in static_files(theme).items():
        try:
            yield OutputFile(path=PurePosixPath("static") / relative, data=file.read_bytes())
        except OSError as error:
            raise ThemeError(f"static/{relative} cannot be read: {error.strerror}") from error
