"""How the cleaning of what is shown went."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from planet.model.atom import Entry
from planet.model.record import SiteRecord
from planet.model.site import CleaningCounts


def cleaning_counts(record: SiteRecord) -> CleaningCounts:
    """What to tell about the entries shown, those included that were cleaned in an earlier build."""
    return CleaningCounts(differences=len(record.differing), shortened=len(record.shortened))


def shortened_of(entries: Iterable[Entry], before: SiteRecord, shown: Collection[str]) -> tuple[str, ...]:
    """The names of the entries of which less is shown than was written: of `entries`, and of those seen before."""
    told = {entry.name: entry.shortened is not None for entry in entries}
    return _names(told, before.shortened, shown)


def differing_of(entries: Iterable[Entry], before: SiteRecord, shown: Collection[str]) -> tuple[str, ...]:
    """The names of the entries about which the two sanitisers differ."""
    texts = ((entry.name, entry.content or entry.summary) for entry in entries)
    told = {name: text is not None and not text.agreed for name, text in texts}
    return _names(told, before.differing, shown)


def _names(told: dict[str, bool], before: Iterable[str], shown: Collection[str]) -> tuple[str, ...]:
    still = {name for name in before if name in shown and name not in told}
    return tuple(sorted(still | {name for name, said in told.items() if said}))
