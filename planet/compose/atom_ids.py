"""The atom:id of each entry in the merged feed (RFC 4287 §4.2.6: permanent, universally unique)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence

from planet.model.site import PlacedEntry
from planet.urls import is_absolute_iri


def choose_atom_ids(newest: Sequence[PlacedEntry], given: Collection[str]) -> dict[str, str]:
    """Entry name → atom:id, for every entry of the merged feed and for the twins that it stands for.

    An id that was once published never changes, also when another of several feeds now shows the post: readers know a
    post by this id alone. A new post keeps its original id when that is an absolute IRI which no other entry of the
    document has and no entry ever had (`given`); else it gets `urn:planet:` and its name. No two posts of the document
    share one.
    """
    rivals = Counter(one.stored.id for one in newest if _published(one) is None)
    used: set[str] = set()
    chosen: dict[str, str] = {}
    # Oldest first: of two that were one post and are told apart now, the one that readers know keeps the id.
    for one in sorted(newest, key=lambda one: (one.stored.first_seen_at, one.stored.name)):
        entry, atom_id = one.stored, _published(one)
        if atom_id is None and entry.id and is_absolute_iri(entry.id):
            atom_id = entry.id if rivals[entry.id] == 1 and entry.id not in given else None
        if atom_id is None or atom_id in used:
            atom_id = f"urn:planet:{entry.name}"
        used.add(atom_id)
        chosen |= dict.fromkeys((entry.name, *(twin.name for twin in one.twins)), atom_id)
    return chosen


def _published(one: PlacedEntry) -> str | None:
    """The id that readers know the post by: its own, else the one that a twin was shown under."""
    ids = (one.stored.atom_id, *(twin.atom_id for twin in one.twins))
    return next((atom_id for atom_id in ids if atom_id is not None), None)
