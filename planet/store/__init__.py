"""Remembers what came: one SQLite file. Start at `database.py`.

What looks into the memory from outside a build (`inquiry.py`, `snapshot.py`) and what reads copies of it
(`state_reader.py`, `replacing.py`) is imported from there: a build in which nothing has changed needs none of it.
"""

from planet.store.database import FILE_NAME, Store, open_store, wait_for_others

__all__ = ["FILE_NAME", "Store", "open_store", "wait_for_others"]
