"""What every edition of a planet is made with, whatever is in it; can be set up before it is known what that is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from planet.model.settings import SiteSettings
from planet.render.filters import make_filters
from planet.render.languages import speak
from planet.render.templates import Templates
from planet.render.theme import Theme

MOST_PAGES = (
    "river.html.j2",
    "layout.html.j2",
    "entry.html.j2",
    "brief.html.j2",
    "atom.xml.j2",
    "pager.html.j2",
    "sources.html.j2",
    "health.html.j2",
)
"""The templates without which there is hardly an edition, the surest first."""


class Press:
    """The planet's language and the theme's templates. Raises ThemeError for what the theme says about words."""

    def __init__(self, site: SiteSettings, theme: Theme) -> None:
        self.theme = theme
        self.language = speak(site.language, site.timezone, theme)
        # Until it is known what the site was changed by, its short dates leave out the wrong year.
        filters = make_filters(self.language, datetime(1970, 1, 1, tzinfo=UTC))
        self.templates = Templates(theme, filters, {})

    def warm_up(self, is_wanted: Callable[[], bool]) -> None:
        """Compile templates, as long as nobody waits for them; a mistake in one is told when a page is made of it."""
        for name in MOST_PAGES:
            if not is_wanted():
                return
            self.templates.compile(name)
