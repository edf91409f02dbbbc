"""How the cleaning of what is shown went, in numbers."""

from __future__ import annotations

from collections.abc import Iterable

from planet.model.atom import Entry
from planet.model.site import CleaningCounts


def cleaning_counts(entries: Iterable[Entry]) -> CleaningCounts:
    """What to tell about the entries shown, those included that were cleaned in an earlier build."""
    differences = shortened = 0
    for entry in entries:
        text = entry.content or entry.summary
        differences += text is not None and not text.agreed
        shortened += entry.shortened is not None
    return CleaningCounts(differences=differences, shortened=shortened)
