"""What stands of an entry that is shown by its title alone: made of its light row, so that no text need be read."""

from __future__ import annotations

from planet.clean.policy import POLICY_VERSION
from planet.clean.text import NAME_BYTES, mended, plain
from planet.model.cleaning import CleanFrame
from planet.model.entries import BriefEntry, StoredEntry
from planet.urls import plain_page, safe_web_link


def brief_entry(entry: StoredEntry, frame: CleanFrame) -> BriefEntry:
    """The title as safe text and the address of the original; without a title, where that is."""
    link = safe_web_link(entry.link, frame.feed_base) if entry.link else None
    return BriefEntry(title=plain(mended(entry.title)) or _whereabouts(link), link=link)


def brief_key(entry: StoredEntry, frame: CleanFrame) -> str:
    """All that the result of `brief_entry` depends on. No hash: it is asked for with every build and kept nowhere."""
    return f"{POLICY_VERSION} {entry.title!r} {entry.link!r} {frame.feed_base!r}"


def _whereabouts(link: str | None) -> str:
    """Host and path of an address, to be read by people."""
    page = plain_page(link) if link else None
    return plain(page.partition("?")[0].partition("#")[0], NAME_BYTES) if page else ""
