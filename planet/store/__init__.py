"""Remembers what came: one SQLite file. Start at `database.py`."""

from planet.store.changes import Saved
from planet.store.database import Store, open_store

__all__ = ["Saved", "Store", "open_store"]
