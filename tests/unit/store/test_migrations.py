from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from planet.errors import StoreError
from planet.store.connection import Connection
from planet.store.migrations import APPLICATION_ID, FIRST_SCHEMA, MIGRATIONS, migrate

ADD_MOODS = ("CREATE TABLE moods (entry INTEGER)", "INSERT INTO moods VALUES (1)")
BROKEN = ("CREATE TABLE moods (entry INTEGER)", "INSERT INTO nowhere VALUES (1)")


@pytest.fixture
def file(tmp_path):
    return tmp_path / "some.sqlite3"


@pytest.fixture
def migrated(file):
    """Migrates the file and says what it then is: `migrated(version, migrations)`."""

    def run(version, migrations):
        with closing(Connection(file)) as connection:
            migrate(connection, version, migrations)
        return state(file)

    return run


def state(file):
    """(version, application, tables) of a file."""
    with closing(sqlite3.connect(file)) as connection:
        tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        (application,) = connection.execute("PRAGMA application_id").fetchone()
    return version, application, tables


def test_no_migrations_change_nothing(migrated):
    assert migrated(0, ()) == (0, 0, set())


def test_the_present_schema_is_made_from_nothing(migrated):
    version, application, tables = migrated(0, MIGRATIONS)

    assert version == len(MIGRATIONS)
    assert application == APPLICATION_ID
    entries = {"entries", "aliases", "decisions", "texts", "openings", "touched", "shells"}
    assert tables == {"planet", "feeds", "readings", "cleaned", "closed_pages"} | entries


def test_only_later_migrations_are_run(migrated):
    migrated(0, (FIRST_SCHEMA,))

    version, _, tables = migrated(1, (FIRST_SCHEMA, ADD_MOODS))

    assert version == 2
    assert "moods" in tables


def test_a_file_of_the_present_schema_is_left_alone(migrated, file):
    migrated(0, MIGRATIONS)
    before = file.read_bytes()

    migrated(len(MIGRATIONS), MIGRATIONS)

    assert file.read_bytes() == before


def test_a_migration_that_fails_has_not_happened(migrated, file):
    migrated(0, (FIRST_SCHEMA,))
    before = state(file)

    with pytest.raises(StoreError):
        migrated(1, (FIRST_SCHEMA, BROKEN))

    assert state(file) == before


def test_migrations_before_the_one_that_fails_are_kept(migrated, file):
    with pytest.raises(StoreError):
        migrated(0, (FIRST_SCHEMA, BROKEN))

    assert state(file)[0] == 1
