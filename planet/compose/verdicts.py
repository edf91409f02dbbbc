"""Why an entry is or is not shown."""

from __future__ import annotations

from planet.model.entries import StoredEntry
from planet.model.settings import HideRules
from planet.urls import plain_page


def is_hidden(entry: StoredEntry, hide: HideRules) -> bool:
    """Whether the maintainer asked to hide this post (by its address or id) or one of its authors (by name)."""
    named = {entry.link, entry.id, entry.key} & hide.entries
    return (
        bool(named)
        or (entry.page is not None and any(plain_page(one) == entry.page for one in hide.entries))
        or any(author.casefold() in hide.authors for author in entry.authors)
    )
