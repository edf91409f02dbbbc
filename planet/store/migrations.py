"""The schema, as an ordered list: a file of version n needs every migration after the nth.

A migration, once released, is never edited; a change of the schema is one more at the end. Each is one transaction
together with the version it leads to (`PRAGMA user_version`), so a killed one has not happened.

Times in columns are whole seconds since 1970, UTC. What only Python reads is JSON (`codec.py`), so that a new field
needs no migration; what SQL must look at has a column. An entry's text lies apart from its row, so that a scan of
100,000 rows reads 15 MB and not 145.
"""

from __future__ import annotations

from planet.store.connection import Connection

APPLICATION_ID = 0x506C6E74
"""`Plnt`: tells our file from those of other programs (`PRAGMA application_id`)."""

Migration = tuple[str, ...]

FIRST_SCHEMA: Migration = (
    "CREATE TABLE planet (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
    """
    CREATE TABLE feeds (
        id INTEGER PRIMARY KEY,
        url TEXT NOT NULL UNIQUE,
        added_at INTEGER NOT NULL,
        health TEXT NOT NULL,      -- JSON: FeedHealth
        validators TEXT NOT NULL,  -- JSON: Validators
        raw TEXT                   -- JSON: RawFeed without entries; NULL until it was first read
    )
    """,
    """
    CREATE TABLE entries (
        id INTEGER PRIMARY KEY,
        feed INTEGER NOT NULL REFERENCES feeds (id),
        name TEXT NOT NULL UNIQUE,
        key TEXT NOT NULL,
        first_seen_at INTEGER NOT NULL,
        changed_at INTEGER NOT NULL,
        content_hash TEXT NOT NULL,
        entry_id TEXT,
        link TEXT,
        authors TEXT,              -- JSON: names; NULL for none
        published_at INTEGER,
        updated_at INTEGER,
        atom_id TEXT               -- never changes once it is set
    )
    """,
    "CREATE INDEX entries_of_feed ON entries (feed)",
    """
    CREATE TABLE texts (
        entry INTEGER PRIMARY KEY REFERENCES entries (id),
        raw BLOB NOT NULL          -- JSON, zlib: RawEntry
    )
    """,
    """
    CREATE TABLE cleaned (
        key TEXT NOT NULL UNIQUE,
        entry BLOB NOT NULL        -- JSON, zlib: Entry
    )
    """,
)

MIGRATIONS: tuple[Migration, ...] = (FIRST_SCHEMA,)


def migrate(connection: Connection, version: int, migrations: tuple[Migration, ...] = MIGRATIONS) -> None:
    """Bring a file of schema `version` (0: an empty one) up to the last of `migrations`. Raises StoreError."""
    for number, migration in enumerate(migrations[version:], start=version + 1):
        for statement in migration:
            connection.write(statement)
        connection.write(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.write(f"PRAGMA user_version = {number}")
        connection.commit()
