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
        origin TEXT NOT NULL UNIQUE, -- the address under which it was first read: entries are named after it
        was TEXT,                    -- JSON: earlier addresses; NULL for none
        added_at INTEGER NOT NULL,
        health TEXT NOT NULL,      -- JSON: FeedHealth
        validators TEXT NOT NULL,  -- JSON: Validators
        raw TEXT,                  -- JSON: RawFeed without entries; NULL until it was first read
        listed TEXT                -- JSON: names of the entries that its document had when it was last read
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
        placed_at INTEGER NOT NULL,  -- its place in the river, and by which rule; never changes
        placed_by TEXT NOT NULL,
        content_hash TEXT NOT NULL,
        entry_id TEXT,
        link TEXT,
        page TEXT,                   -- the link as `urls.plain_page` compares it
        title TEXT NOT NULL,
        authors TEXT,                -- JSON: names; NULL for none
        categories TEXT,             -- JSON; NULL for none
        words INTEGER NOT NULL,
        language TEXT,
        fingerprint TEXT,
        beginning TEXT,
        published_at INTEGER,
        updated_at INTEGER,
        atom_id TEXT,                -- the id under which it was published
        forgotten INTEGER NOT NULL DEFAULT 0, -- 1: its text is no longer kept
        unread INTEGER NOT NULL DEFAULT 0,    -- 1: its text is in the shell of its feed; most columns wait
        element_start INTEGER,                -- where, of one that is unread
        element_end INTEGER,
        backlog INTEGER NOT NULL DEFAULT 0    -- 1: its feed had it already when it was read for the first time
    )
    """,
    "CREATE INDEX entries_of_feed ON entries (feed)",
    """
    CREATE TABLE readings (
        feed INTEGER PRIMARY KEY REFERENCES feeds (id),
        known TEXT NOT NULL          -- JSON: KnownEntries
    )
    """,
    """
    CREATE TABLE aliases (
        name TEXT PRIMARY KEY,       -- of an id that the entry had later
        entry INTEGER NOT NULL REFERENCES entries (id)
    ) WITHOUT ROWID
    """,
    """
    CREATE TABLE decisions (
        entry INTEGER NOT NULL REFERENCES entries (id),
        rule TEXT NOT NULL,
        detail TEXT NOT NULL,
        decided_at INTEGER NOT NULL,
        PRIMARY KEY (entry, rule)
    ) WITHOUT ROWID
    """,
    """
    CREATE TABLE texts (
        entry INTEGER PRIMARY KEY REFERENCES entries (id),
        raw BLOB NOT NULL          -- zlib: JSON of RawEntry
    )
    """,
    """
    CREATE TABLE shells (
        feed INTEGER PRIMARY KEY REFERENCES feeds (id),
        about TEXT NOT NULL,       -- JSON: Shell without its document, in which the unread entries of the feed are
        document BLOB NOT NULL     -- zlib of our own, or gzip as it was sent
    )
    """,
    """
    CREATE TABLE openings (
        entry INTEGER PRIMARY KEY REFERENCES entries (id),
        opening TEXT NOT NULL      -- of its TextFacts: what filters look at besides the title
    )
    """,
    """
    CREATE TABLE cleaned (
        key TEXT NOT NULL UNIQUE,
        entry BLOB NOT NULL        -- JSON, zlib: Entry
    )
    """,
    "CREATE INDEX entries_by_place ON entries (placed_at)",
    "CREATE INDEX entries_by_page ON entries (page) WHERE page IS NOT NULL",
    "CREATE INDEX entries_by_text ON entries (fingerprint) WHERE fingerprint IS NOT NULL",
    "CREATE INDEX unread_by_beginning ON entries (beginning) WHERE unread = 1",
    "CREATE INDEX entries_by_atom_id ON entries (atom_id) WHERE atom_id IS NOT NULL",
    """
    CREATE TABLE closed_pages (
        number INTEGER PRIMARY KEY,
        digest TEXT NOT NULL,      -- sha256 of its file
        made_of TEXT NOT NULL,
        mark TEXT NOT NULL
    )
    """,
    # The places of entries that were changed or went since the last site was made; new ones have newer rows.
    "CREATE TABLE touched (placed_at INTEGER PRIMARY KEY)",
    """
    CREATE TRIGGER entry_changed AFTER UPDATE ON entries WHEN old.atom_id IS new.atom_id BEGIN
        INSERT OR IGNORE INTO touched VALUES (min(old.placed_at, new.placed_at));
    END
    """,
    """
    CREATE TRIGGER entry_gone AFTER DELETE ON entries BEGIN
        INSERT OR IGNORE INTO touched VALUES (old.placed_at);
    END
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
