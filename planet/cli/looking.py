"""Which stored entries somebody means: by name, address, id, or words of the title."""

from __future__ import annotations

from planet.cli.dry_run import DryRun
from planet.model.entries import StoredEntry
from planet.store.inquiry import Inquiry
from planet.urls import plain_page


def entries_named(run: DryRun, inquiry: Inquiry, asked: str) -> list[StoredEntry]:
    """The entries that have this name, address or id, or had the id once; those that are shown come first."""
    page = plain_page(asked)
    earlier = set(inquiry.names_of_id(asked))
    found = [
        entry
        for entry in run.entries.values()
        if asked in {entry.name, entry.link, entry.id, entry.key, entry.atom_id}
        or (page is not None and page == entry.page)
        or entry.name in earlier
    ]
    found = found or _under_old_link(run, page)
    return sorted(found, key=lambda entry: (entry.name not in run.where, entry.feed_url, entry.key))


def entries_titled(run: DryRun, asked: str) -> list[StoredEntry]:
    """The entries whose title has the words in it, newest first; one whose title is just that comes alone."""
    plain = " ".join(asked.casefold().split())
    titled = [(entry, " ".join(entry.title.casefold().split())) for entry in run.entries.values()]
    found = [entry for entry, title in titled if title == plain] or [entry for entry, title in titled if plain in title]
    return sorted(found, key=lambda entry: (entry.placed_at, entry.name), reverse=True)


def _under_old_link(run: DryRun, page: str | None) -> list[StoredEntry]:
    """The entries whose links were put right: by the address that their feed gives them."""
    if page is None:
        return []
    return [run.entries[entry.name] for entry in run.known.entries if entry.page == page]
