"""Which feeds somebody means."""

from __future__ import annotations

from collections.abc import Sequence

import click

from planet.config import Wrong, feed_address
from planet.model.settings import FeedConfig, Settings
from planet.report.plain import plain


def listed_feeds(settings: Settings, words: Sequence[str]) -> tuple[FeedConfig, ...]:
    """The feeds of the configuration whose address or name has one of the words in it; all of them without words.

    Raises click.BadParameter for a word that fits none.
    """
    if not words:
        return settings.feeds
    fits = {word: [feed for feed in settings.feeds if _fits(feed, word)] for word in words}
    for word, feeds in fits.items():
        if not feeds:
            raise click.BadParameter(f"no feed of the configuration has “{plain(word)}” in it", param_hint="FEED")
    return tuple(feed for feed in settings.feeds if any(feed in feeds for feeds in fits.values()))


def any_feeds(settings: Settings, words: Sequence[str]) -> tuple[FeedConfig, ...]:
    """As `listed_feeds`; a word that fits none may be the address of a feed that is not listed yet."""
    if not words:
        return settings.feeds
    chosen: dict[str, FeedConfig] = {}
    for word in words:
        feeds = [feed for feed in settings.feeds if _fits(feed, word)] or [_unlisted(settings, word)]
        chosen.update((feed.url, feed) for feed in feeds)
    return tuple(chosen.values())


def _unlisted(settings: Settings, word: str) -> FeedConfig:
    address = feed_address(word, settings.folder)
    if isinstance(address, Wrong):
        raise click.BadParameter(f"{address.text}; {address.hint}" if address.hint else address.text, param_hint="FEED")
    return FeedConfig(url=address.url, file=address.file)


def _fits(feed: FeedConfig, word: str) -> bool:
    return word == feed.url or word.lower() in feed.url.lower() or word.lower() in (feed.name or "").lower()
