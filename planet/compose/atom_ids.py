"""The atom:id of each entry in the merged feed (RFC 4287 §4.2.6: permanent, universally unique)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from planet.model.site import PlacedEntry, StoredEntry
from planet.urls import is_absolute_iri


def choose_atom_ids(newest: Sequence[PlacedEntry], entries: Iterable[StoredEntry]) -> dict[str, str]:
    """Entry name → atom:id for every entry of the merged feed.

    An id that was once published never changes. A new entry keeps its original id when that is an absolute IRI which
    no other entry of the document has and no entry ever had; else it gets `urn:planet:` and its name. Readers know
    an entry by this id alone, so a second post under a published id would be lost to them.
    """
    given = {entry.atom_id for entry in entries if entry.atom_id is not None}
    rivals = Counter(one.stored.id for one in newest if one.stored.atom_id is None)

    def choose(entry: StoredEntry) -> str:
        if entry.atom_id is not None:
            return entry.atom_id
        if entry.id is not None and is_absolute_iri(entry.id) and rivals[entry.id] == 1 and entry.id not in given:
            return entry.id
        return f"urn:planet:{entry.name}"

    return {one.stored.name: choose(one.stored) for one in newest}
