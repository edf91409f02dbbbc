"""What Planet remembers between builds, in one SQLite file that one build at a time may open.

    with open_store(state_dir, now) as store:
        store.save(outcome, health, now)      as answers come: one feed, all of it or nothing
        store.revision()                      has anything changed that a page shows?
        store.entries(urls)                   what there is to show, without its text
        store.raw_entries(names)              the text of what is shown
        store.put_on_disk()                   before anything is published that was decided here

What `save` was given is on the disk when `revision` or `entries` returns, and before that whenever `keep_up` is called
a second after the last time: a site is never made of what a power cut could take back, and what it takes back is only
asked for again.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from planet.errors import StoreError
from planet.model.atom import RawEntry, RawFeed
from planet.model.entries import StoredEntry, StoryLine
from planet.model.fetching import Failed, FeedHealth, FeedOutcome, Unchanged, Validators
from planet.model.settings import KeepRules
from planet.model.site import OutputFile
from planet.store import entries as stored_entries
from planet.store import feeds as stored_feeds
from planet.store import site_memory
from planet.store.connection import Connection, DamagedError
from planet.store.lock import only_build, wait_for_lock
from planet.store.machine_time import trusted_time
from planet.store.readings import Readings, readings_of
from planet.store.results import save_result
from planet.store.saved import Saved
from planet.store.shelf import Shelf
from planet.store.state_file import given_up, make_folder, open_state_file

if TYPE_CHECKING:
    from planet.model.backup import BackupPlan, StateCopy, TakenBack
    from planet.store.compaction import Compacted
    from planet.store.unread import UnreadShelf

FILE_NAME = "planet.sqlite3"
LOCK_NAME = "planet.lock"


@contextmanager
def open_store(state_dir: Path, now: datetime) -> Iterator[Store]:
    """The store in `state_dir` (made when missing), for one build that started at `now`.

    Raises BusyError: another build is running. Raises StoreError: the file is from a newer Planet or another program,
    the disk is full or read-only. However the block ends, what was saved whole is kept.

    A damaged file is set aside, and a fresh one is started and named in `Store.warnings`. Damage that shows only inside
    the block ends it with SetAsideError; opened again, the store is fresh, and what was lost can be asked for again.
    """
    make_folder(state_dir)
    path = state_dir / FILE_NAME
    with only_build(state_dir / LOCK_NAME):
        opened = open_state_file(path)
        try:
            yield Store(opened.connection, now, opened.warnings)
            opened.connection.commit()
        except DamagedError as error:
            opened.connection.close()
            raise given_up(path, error) from error
        except BaseException:
            with suppress(StoreError):  # the first thing that went wrong is the one to tell
                opened.connection.commit()
            raise
        finally:
            opened.connection.close()


def wait_for_others(state_dir: Path) -> None:
    """Return when nobody builds with `state_dir`. The next to come may be another again. Raises StoreError."""
    wait_for_lock(state_dir / LOCK_NAME)


class Store(Shelf):
    """What is remembered. Made by `open_store`, used in one thread. Every method may raise StoreError."""

    def __init__(self, connection: Connection, now: datetime, warnings: tuple[str, ...] = ()) -> None:
        super().__init__(connection)
        self.left: frozenset[str] = frozenset()
        self._healths = stored_feeds.Healths()
        self._warnings = list(warnings)
        self.created_at: datetime = site_memory.created_at(connection, now)

    @cached_property
    def unread(self) -> UnreadShelf:
        """Entries that are stored as they came, without having been read."""
        from planet.store.unread import UnreadShelf  # noqa: PLC0415 - start-up

        return UnreadShelf(self._connection)

    @property
    def warnings(self) -> tuple[str, ...]:
        """Sentences for the maintainer: what was damaged, and where it is now."""
        return tuple(self._warnings)

    def follow(self, feed_urls: Collection[str]) -> None:
        """Hear which feeds the planet has now: one that is new may be one that has left, under another address."""
        self.left = frozenset(self.left_feeds(tuple(feed_urls)))

    def trusted_now(self, now: datetime) -> datetime:
        """`now`, or the time of the last build when the feeds say that this machine's clock is behind.

        When it was ahead at an earlier build instead, what was first seen then is brought back to `now`.
        """
        trusted, warning = trusted_time(self._connection, now)
        self._warnings += [warning] if warning else []
        return trusted

    # --- feeds --------------------------------------------------------------------------------------------------------

    def health(self, feed_urls: Sequence[str]) -> dict[str, FeedHealth]:
        """How each of the feeds has been doing; one never heard of is `new`."""
        return stored_feeds.health_of(self._connection, feed_urls, self._healths)

    def validators(self, feed_urls: Sequence[str]) -> dict[str, Validators]:
        """What to ask each of the feeds' servers with; empty for one that gave us nothing."""
        return stored_feeds.validators_of(self._connection, feed_urls)

    def readings(self, feed_urls: Sequence[str]) -> Readings:
        """What is known of each feed's document; the mapping may be used in any thread."""
        return readings_of(self._connection, feed_urls)

    def may_wait(self, feed_urls: Sequence[str]) -> frozenset[str]:
        """Those of the feeds whose entries need not be read as they come: there is nothing to compare them with."""
        from planet.store.unread import never_read  # noqa: PLC0415 - start-up

        return frozenset() if self.left else never_read(self._connection, feed_urls)

    def feeds(self, feed_urls: Sequence[str]) -> dict[str, RawFeed]:
        """What each feed says of itself, without entries; a feed that was never read is left out."""
        return stored_feeds.feeds_of(self._connection, feed_urls)

    def stored_counts(self, feed_urls: Sequence[str]) -> dict[str, int]:
        """How many entries of each of the feeds are stored."""
        return stored_feeds.counts_of(self._connection, feed_urls)

    def save(self, outcome: FeedOutcome, health: FeedHealth, now: datetime) -> Saved:
        """Keep one feed's result, all of it or nothing.

        `now` becomes the first-seen time of new entries and the time of change of edited ones. Entries that the
        document no longer has stay, and so does all of a feed that failed.
        """
        saved, taken_over = save_result(self._connection, outcome, health, now, healths=self._healths, left=self.left)
        self.left -= {taken_over}
        return saved

    def keep_up(self, elapsed_s: float) -> None:
        """Put what was saved on the disk, if that is due; `elapsed_s` is the time since the command started."""
        self._connection.commit_when_due(elapsed_s)

    def put_on_disk(self) -> None:
        """Whatever was told to the store is on the disk when this returns: a commit costs the waiting for two syncs."""
        self._connection.commit()

    def put_off(self, health: FeedHealth) -> None:
        """Keep when a feed is asked next that was not asked itself."""
        stored_feeds.keep_health(self._connection, health)

    def is_same_feed(self, outcome: FeedOutcome, known: FeedHealth, now: datetime) -> bool:
        """Whether what came after a permanent redirect shares entries with what was stored before there was one."""
        if isinstance(outcome, Failed) or outcome.moved_to is None:
            return False
        since = known.move.since if known.move and known.move.to == outcome.moved_to else now
        if isinstance(outcome, Unchanged):
            return True
        from planet.store import saving  # noqa: PLC0415 - start-up

        return saving.is_same_feed(self._connection, outcome.feed_url, outcome.feed, since)

    # --- entries ------------------------------------------------------------------------------------------------------

    def entries(self, feed_urls: Sequence[str]) -> tuple[StoredEntry, ...]:
        """Every stored entry of these feeds, without its text; one of a feed that left comes back with it."""
        self._connection.commit()
        return tuple(stored_entries.light_entries(self._connection, feed_urls))

    def openings(self, feed_urls: Sequence[str], names: Sequence[str] | None = None) -> dict[str, str]:
        """Entry name → the first 200 characters of its text, for the entries of these feeds (those named, or all)."""
        from planet.store import openings  # noqa: PLC0415 - start-up

        if names is not None:
            return openings.openings_named(self._connection, names)
        return openings.openings_of(self._connection, feed_urls)

    def raw_entries(self, names: Sequence[str]) -> Iterator[tuple[str, RawEntry]]:
        """Name and text of each entry, in the order asked, read as they are used; unknown names are left out."""
        for name, raw in stored_entries.heavy_entries(self._connection, names):
            if raw is None:
                raw = stored_entries.rescue(self._connection, name)  # noqa: PLW2901 - the same entry, poorer
                self._connection.commit()
                self._is_certain = False
                if stored_entries.has_text(self._connection, name):
                    told = f"The stored text of {raw.link or raw.key} is damaged; its feed is asked again."
                    self._warnings.append(told)
            yield name, raw

    def stories(self, names: Sequence[str]) -> dict[str, tuple[StoryLine, ...]]:
        """Entry name → what was decided about it, oldest first."""
        from planet.store import decisions  # noqa: PLC0415 - start-up

        return decisions.decisions_about(self._connection, names)

    def give_atom_ids(self, ids: Mapping[str, str]) -> None:
        """Entry name → the id it is published under from now on; `put_on_disk` comes before the publishing."""
        stored_entries.give_atom_ids(self._connection, ids)

    def forget(self, keep: KeepRules, shown: Collection[str], now: datetime) -> int:
        """Forget the text of old entries as the maintainer asks; how many. Those named in `shown` stay."""
        if not keep.days and not keep.per_feed:
            return 0
        from planet.store import retention  # noqa: PLC0415 - start-up

        forgotten = retention.forget(self._connection, keep, shown, now)
        self._connection.commit()
        return forgotten

    def left_feeds(self, feed_urls: Collection[str]) -> tuple[str, ...]:
        """The addresses of feeds that were read once and are not among these, in the order in which they came."""
        return stored_feeds.feeds_besides(self._connection, feed_urls)

    def compact(self, shown: Sequence[str]) -> Compacted:
        """Make the file as small as it can be; of the clean entries those under the keys `shown` stay."""
        from planet.store.compaction import compact  # noqa: PLC0415 - start-up

        return compact(self._connection, shown)

    # --- the copy beside the pages ------------------------------------------------------------------------------------

    def is_empty(self) -> bool:
        """Whether nothing was ever asked for this memory: it is new, or what was there before is lost."""
        from planet.store import restoring  # noqa: PLC0415 - start-up

        return restoring.is_empty(self._connection)

    def backup(self, plan: BackupPlan, lying: bytes | None) -> OutputFile:
        """The copy of the memory; `lying` is the one that stands beside the pages now, and stays if it says the same.

        What there was no room for is told in `warnings`.
        """
        from planet.store.backup import state_copy  # noqa: PLC0415 - start-up

        copy, told = state_copy(self._connection, plan, lying)
        self._warnings += told
        return copy

    def take_back(self, copy: StateCopy, feed_urls: Collection[str] | None) -> TakenBack:
        """Bring a lost memory back, into this empty one; of the copy's feeds only those named (None: all)."""
        from planet.store import restoring  # noqa: PLC0415 - start-up

        taken = restoring.take_back(self._connection, copy, feed_urls)
        self._connection.commit()
        self.created_at = site_memory.created_at(self._connection, self.created_at)
        return taken
