"""The memory as it stands beside the pages: what goes into the copy, and what came out of one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from planet.model.atom import RawFeed
from planet.model.entries import StoredEntry, StoryLine
from planet.model.fetching import FeedHealth, Validators
from planet.values import dataclass, field

STATE_FILE = "planet-state.jsonl.gz"
"""The copy's name in the output folder."""

STATE_VERSION = 1
"""Of its format: a Planet that knows less than it says leaves it alone."""

MOST_STATE_BYTES = 160 * 1024 * 1024
"""So much of a copy is read, unpacked, and never more: what `state.max_bytes` may be, and a quarter on top."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupPlan:
    """What a copy tells. Of every other entry of the `feeds` it tells no more than that it is known.

    `told` are the entries (by name) of which it tells all but the text, `texts` those whose text it tells too, the most
    wanted first. `private` feeds are asked with secrets, so that nothing their servers said is told; entries of the
    `textless` feeds are shown without their text, which is therefore not told either.
    """

    site: str | None
    feeds: tuple[str, ...]
    told: frozenset[str]
    texts: tuple[str, ...]
    max_bytes: int
    private: frozenset[str] = frozenset()
    textless: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class StateHeader:
    """The first line. `site` is the planet's address, `left_out` how many texts the copy had no room for."""

    version: int
    created_at: datetime
    site: str | None = None
    feed_id: str | None = None
    last_build_at: datetime | None = None
    left_out: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedCopy:
    """One feed. `origin` is the address after which its entries are named, `was` are earlier addresses.

    `listed` names the entries that its document had when it was last read.
    """

    url: str
    origin: str
    added_at: datetime
    health: FeedHealth
    was: tuple[str, ...] = ()
    validators: Validators = field(default_factory=Validators)
    raw: RawFeed | None = None
    listed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryCopy:
    """One entry without its text, but for how that begins (`opening`). `aliases` are names that later ids gave it.

    `forgotten`: that it is known is all that is told, so that it never comes back as new.
    """

    stored: StoredEntry
    aliases: tuple[str, ...] = ()
    decisions: tuple[StoryLine, ...] = ()
    opening: str = ""
    forgotten: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class StateJob:
    """A copy to read, packed or not; no date in it may be later than `now` or the last build that it tells of."""

    data: bytes
    now: datetime
    most_entries: int = 200_000


@dataclass(frozen=True, slots=True, kw_only=True)
class StateCopy:
    """What a copy holds, every value checked. `texts`: entry name → packed text; `refused` counts lines."""

    header: StateHeader
    feeds: tuple[FeedCopy, ...] = ()
    entries: tuple[EntryCopy, ...] = ()
    texts: Mapping[str, bytes] = field(default_factory=dict)
    refused: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenBack:
    """What was brought back: feeds and entries, those of them `with_text`, and what was left out.

    `strangers` are feeds that this planet does not have, `refused` are lines that cannot be right.
    """

    feeds: int = 0
    entries: int = 0
    with_text: int = 0
    strangers: int = 0
    refused: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Recovered:
    """What to tell of it: `warnings` to everybody, `notes` to those who want to know all."""

    warnings: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
