"""What is told of an entry, of a feed, and of what nobody knows, by `planet list` and `planet explain`."""

from __future__ import annotations

from datetime import datetime

from planet.model.entries import StoredEntry, StoryLine
from planet.model.filters import Clause
from planet.model.site import FeedReport
from planet.model.verdicts import Verdict, Whereabouts
from planet.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One entry with what became of it: `where` it is shown, or the `verdict` why it is not."""

    entry: StoredEntry
    feed_name: str
    where: Whereabouts | None = None
    verdict: Verdict | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedStory:
    """What is known of one feed of the configuration.

    `clause` is its line there, `was` its earlier addresses. `listed` counts what its document had when it was last read
    and `oldest_at` dates the oldest of it. `max_entries` is how much of a document is read.
    """

    report: FeedReport
    clause: Clause | None = None
    was: tuple[str, ...] = ()
    listed: int = 0
    oldest_at: datetime | None = None
    max_entries: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryStory:
    """All that is known of one entry.

    `stands_for_it` is the entry that is shown in its place, `same` are the others of the same post. `is_listed`: its
    feed's document still has it. `removed` says what cleaning took out, `shortened` why less than all is shown, and
    `choices` are the lines of its feed that say how much is. `as_sent` is the entry before `title_prefix` and `links`
    put it right; None when they changed nothing.
    """

    told: Told
    feed: FeedStory
    decisions: tuple[StoryLine, ...] = ()
    stands_for_it: Told | None = None
    same: tuple[Told, ...] = ()
    is_listed: bool = False
    removed: tuple[str, ...] = ()
    shortened: str | None = None
    choices: tuple[Clause, ...] = ()
    as_sent: StoredEntry | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Unknown:
    """What is asked for and not stored.

    `host` is that of the address (None: it is none), `feeds` are those that should have it, `left` those that have it
    or are of the same host, and have left the configuration. `forgotten` are titles of entries that were forgotten
    (`keep`), `hidden_by` is a line that would hide it.
    """

    asked: str
    host: str | None = None
    feeds: tuple[FeedStory, ...] = ()
    left: tuple[str, ...] = ()
    forgotten: tuple[str, ...] = ()
    stored: int = 0
    hidden_by: Clause | None = None
