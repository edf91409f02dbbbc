"""Remembers what came: one SQLite file. Start at `database.py`."""

from planet.store.changes import Saved
from planet.store.compaction import Compacted
from planet.store.database import FILE_NAME, Store, open_store, wait_for_others
from planet.store.inquiry import Inquiry, Trace, look_into
from planet.store.placing import places
from planet.store.replacing import move_away
from planet.store.snapshot import Snapshot, look_at
from planet.store.state_reader import is_state, read_state
from planet.store.unread import as_read

__all__ = [
    "FILE_NAME",
    "Compacted",
    "Inquiry",
    "Saved",
    "Snapshot",
    "Store",
    "Trace",
    "as_read",
    "is_state",
    "look_at",
    "look_into",
    "move_away",
    "open_store",
    "places",
    "read_state",
    "wait_for_others",
]
