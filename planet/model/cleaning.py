"""What a child is given to clean: apart from the rest, because children import this and need no more of the site."""

from __future__ import annotations

from typing import Literal

from planet.model.atom import RawEntry
from planet.values import dataclass

Shown = Literal["full", "excerpt", "title"]
"""How much of an entry is shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CleanFrame:
    """What the cleaning of a feed's entries depends on besides the entries; the fields are those of `CleanJob`."""

    feed_url: str
    feed_base: str | None = None
    feed_lang: str | None = None
    https: bool = True
    content: Shown = "full"
    images: bool = True
    remove: tuple[str, ...] = ()
    tidy: bool = True
    title_prefix: tuple[str, ...] = ()
    links: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CleanJob:
    """One raw entry to clean, with all that the result depends on.

    `feed_base` is the address relative links fall back on when neither xml:base nor the entry's link gives one.
    `feed_lang` is the configured language of the feed, else what the feed says. `https` tells whether our own site is
    served over https. The last six are what the maintainer chose for the feed (`FeedConfig`).
    """

    raw: RawEntry
    feed_url: str
    name: str
    feed_base: str | None = None
    feed_lang: str | None = None
    https: bool = True
    content: Shown = "full"
    images: bool = True
    remove: tuple[str, ...] = ()
    tidy: bool = True
    title_prefix: tuple[str, ...] = ()
    links: tuple[tuple[str, str], ...] = ()
