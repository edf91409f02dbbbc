"""What conditions look at: the plain facts of one entry, each made ready when it is first asked for."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from functools import cached_property

from planet.model.entries import StoredEntry
from planet.model.settings import FeedConfig


class Look:
    """One entry, with what its feed says for it. `opening` is how its text begins, `newest_at` the planet's newest."""

    def __init__(self, entry: StoredEntry, feed: FeedConfig | None, opening: str, newest_at: datetime) -> None:
        self.entry = entry
        self.opening = opening
        self._feed = feed
        self._newest_at = newest_at

    @cached_property
    def text(self) -> str:
        """Title and opening, each on a line of its own, as phrases are looked for in them."""
        return f"{plain_phrase(self.entry.title)}\n{plain_phrase(self.opening)}"

    @cached_property
    def tags(self) -> frozenset[str]:
        """Its own categories and the tags of its feed."""
        return folded((*self.entry.categories, *(self._feed.tags if self._feed else ())))

    @cached_property
    def authors(self) -> frozenset[str]:
        """The names of its authors."""
        return folded(self.entry.authors)

    @cached_property
    def language(self) -> str:
        """Its language, else that of its feed; "" when nobody says."""
        return (self.entry.language or (self._feed.language if self._feed else None) or "").casefold()

    @cached_property
    def age_s(self) -> float:
        """How much older it is than the newest entry of the planet, in seconds."""
        return (self._newest_at - self.entry.placed_at).total_seconds()


def folded(texts: Iterable[str]) -> frozenset[str]:
    """The texts without regard to case and spaces."""
    return frozenset(map(plain_phrase, texts))


def plain_phrase(text: str) -> str:
    """A text for comparing: case, and how many spaces there are, do not count."""
    return " ".join(text.casefold().split())
