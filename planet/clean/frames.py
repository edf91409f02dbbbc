"""What cleaning an entry depends on besides the entry: its feed, as configured and as it came, and our own site."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planet.model.atom import RawEntry, RawFeed
from planet.model.cleaning import CleanFrame, CleanJob
from planet.urls import join, scheme_of

if TYPE_CHECKING:  # children import this, and have no settings
    from planet.model.settings import FeedConfig


def clean_frame(feed: FeedConfig, known: RawFeed | None, site_url: str | None) -> CleanFrame:
    """The frame of a feed's entries. A site without a known address counts as https, as nearly all are."""
    base = known.base if known else None
    site = join(base, known.link) if known and known.link else None
    return CleanFrame(
        feed_url=feed.url,
        feed_base=site or base,
        feed_lang=feed.language or (known.lang if known else None),
        https=scheme_of(site_url or "https:") == "https",
        content=feed.content,
        images=feed.images,
        remove=feed.remove,
        tidy=feed.tidy,
        title_prefix=feed.title_prefix,
        links=feed.links,
    )


def clean_job(raw: RawEntry, name: str, frame: CleanFrame) -> CleanJob:
    """One entry in its frame, ready for a child."""
    return CleanJob(
        raw=raw,
        name=name,
        feed_url=frame.feed_url,
        feed_base=frame.feed_base,
        feed_lang=frame.feed_lang,
        https=frame.https,
        content=frame.content,
        images=frame.images,
        remove=frame.remove,
        tidy=frame.tidy,
        title_prefix=frame.title_prefix,
        links=frame.links,
    )
