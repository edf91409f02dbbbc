"""A raw feed in, a feed's names and links that may be shown out. What the maintainer configured wins."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING

from planet.clean.language import direction, language_tag
from planet.clean.people import people
from planet.clean.text import NAME_BYTES, TITLE_BYTES, plain, plain_of
from planet.model.atom import Feed, RawFeed
from planet.urls import host_of, is_absolute_iri, safe_web_link

if TYPE_CHECKING:  # children import this, and have no settings
    from planet.model.settings import FeedConfig


def clean_feed(raw: RawFeed | None, config: FeedConfig) -> Feed:
    """The feed as it may be shown. `raw` is None when it was never read: then its address names it."""
    base = (raw.base if raw else None) or (config.url if config.file is None else None)
    title = plain(config.name, TITLE_BYTES) or (plain_of(raw.title) if raw else "") or _name_of(config)
    subtitle = plain_of(raw.subtitle) if raw else ""
    lang = language_tag(config.language, raw.lang if raw else None)
    return Feed(
        url=config.url,
        title=title,
        id=raw.id if raw and raw.id and is_absolute_iri(raw.id) else None,
        subtitle=subtitle or None,
        site_link=_site_link(raw, config, base),
        authors=people(raw.authors, base) if raw else (),
        updated_at=raw.updated_at if raw else None,
        lang=lang,
        dir=direction(lang, f"{title} {subtitle}"),
        icon=safe_web_link(raw.icon, base) if raw and raw.icon else None,
    )


def _site_link(raw: RawFeed | None, config: FeedConfig, base: str | None) -> str | None:
    for address in (config.site, raw.link if raw else None):
        link = safe_web_link(address, base) if address else None
        if link:
            return link
    return None


def _name_of(config: FeedConfig) -> str:
    """The host of an address, or a file's name."""
    if config.file is not None:
        return plain(PurePath(config.url).stem, NAME_BYTES) or "feed"
    return (host_of(config.url) or plain(config.url, NAME_BYTES)).removeprefix("www.") or "feed"
