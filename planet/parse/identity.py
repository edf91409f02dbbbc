"""What names an entry within its feed: its id, else its link, else a hash of what it says; unique in a document.

Some feeds give several posts one id. Each of those gets its id and a hash of what tells it from the others: the link
if that does, else the title as well, else the date, else the content. Nothing depends on the order in the document, so
a key never moves from one post to another between builds.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable

from planet.model.atom import RawEntry
from planet.values import replace

_LONGEST = 1024
_Traits = tuple[str, str, str, str]


def with_keys(entries: Iterable[RawEntry]) -> tuple[RawEntry, ...]:
    """The entries with their keys, in the order given; exact repeats of one entry become one."""
    groups: dict[str, dict[_Traits, RawEntry]] = defaultdict(dict)
    places: dict[tuple[str, _Traits], None] = {}
    for entry in entries:
        name, traits = name_of(entry), _traits(entry)
        same = groups[name]
        # Two that say the same in all that we tell entries apart by are one; which copy stays is no matter of order.
        same[traits] = max(same[traits], entry, key=repr) if traits in same else entry
        places[name, traits] = None
    keyed = {name: _keyed(name, group) for name, group in groups.items()}
    return tuple(keyed[name][traits] for name, traits in places)


def name_of(entry: RawEntry) -> str:
    """The id or link as it came, a hash of it when it is very long; a hash of title and content where there is none."""
    name = entry.id or entry.link
    if name:
        return name if len(name) <= _LONGEST else f"long:{_hash(name)}"
    _, title, _, content = _traits(entry)
    return f"text:{_hash(title, content)}"


def _traits(entry: RawEntry) -> _Traits:
    """What tells two entries with one id apart, the steadiest first."""
    text = entry.content or entry.summary
    return (
        entry.link or "",
        entry.title.value if entry.title else "",
        entry.published_at.isoformat() if entry.published_at else "",
        text.value if text else next((enclosure.href for enclosure in entry.enclosures), ""),
    )


def _keyed(name: str, group: dict[_Traits, RawEntry]) -> dict[_Traits, RawEntry]:
    if len(group) == 1:
        return {traits: replace(entry, key=name) for traits, entry in group.items()}
    # How many entries share each beginning of the traits: the shortest that is unique is enough.
    shared = Counter(traits[:depth] for traits in group for depth in range(1, 5))
    depths = {traits: next((depth for depth in range(1, 5) if shared[traits[:depth]] == 1), 4) for traits in group}
    return {traits: replace(entry, key=f"{name}#{_hash(*traits[: depths[traits]])}") for traits, entry in group.items()}


def _hash(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]
