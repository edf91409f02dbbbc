"""What is known of a document's entries after it was read, so that the next reading can leave them out. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from planet.parse.entries import Read
from planet.parse.identity import name_of
from planet.parse.skim import Layout


def are_apart(read: Sequence[Read], kept: Collection[str]) -> bool:
    """Whether no entry that was read has the name of one that was left out: `with_keys` has to see both of them."""
    return not any(one.entry and name_of(one.entry) in kept for one in read)


def keys_after(read: Sequence[Read], layout: Layout, kept: Mapping[int, str]) -> dict[str, str]:
    """The mark and key of each entry that can be left out next time, in the document's order.

    `kept` are the places and keys of those that were left out this time, `read` the others. One can be left out whose
    reading gave nothing but itself: no warning, and a name that no other has.
    """
    names = Counter(name_of(one.entry) for one in read if one.entry)
    places = (place for place in range(len(layout.spans)) if place not in kept)
    known = dict(kept)
    for place, one in zip(places, read, strict=True):
        if one.entry and not one.notes and names[name_of(one.entry)] == 1:
            known[place] = name_of(one.entry)
    return {layout.marks[place]: known[place] for place in sorted(known)}
