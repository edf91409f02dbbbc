from __future__ import annotations

import os
import random
import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest

from planet.errors import SetAsideError, StoreError
from planet.store.migrations import APPLICATION_ID, MIGRATIONS


@pytest.fixture
def filled(save, told, state_file):
    """A store with forty entries, closed."""
    save(told.taken_in(*(told.entry(str(number)) for number in range(40))))
    return state_file


def entry_count(opened, url):
    with opened() as store:
        return len(store.entries([url])), store.warnings


def empty(path):
    path.write_bytes(b"")


def a_few_bytes(path):
    path.write_bytes(path.read_bytes()[:60])


def half(path):
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def random_bytes(path):
    path.write_bytes(random.Random(1).randbytes(20_000))


def a_text(path):
    path.write_text("This was my diary.\n" * 100)


def a_torn_schema(path):
    whole = bytearray(path.read_bytes())
    whole[100:4096] = bytes(3996)
    path.write_bytes(whole)


DAMAGES = [empty, a_few_bytes, half, random_bytes, a_text, a_torn_schema]


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__)
def test_a_damaged_file_is_set_aside_and_a_fresh_one_started(filled, opened, url, damage):
    damage(filled)
    damaged = filled.read_bytes()

    count, warnings = entry_count(opened, url)

    assert count == 0
    assert len(warnings) == 1
    assert "planet.sqlite3.damaged-1" in warnings[0]
    assert "empty memory" in warnings[0]
    assert filled.with_name("planet.sqlite3.damaged-1").read_bytes() == damaged


def test_damaged_files_never_replace_each_other(filled, opened, url):
    for number in (1, 2, 3):
        filled.write_bytes(b"damage %d" % number)
        entry_count(opened, url)

    kept = [filled.with_name(f"planet.sqlite3.damaged-{number}").read_bytes() for number in (1, 2, 3)]

    assert kept == [b"damage 1", b"damage 2", b"damage 3"]


def test_what_lies_beside_a_damaged_file_goes_with_it(filled, opened, url):
    filled.write_bytes(b"damage")
    filled.with_name("planet.sqlite3-journal").write_bytes(b"its journal")

    entry_count(opened, url)

    assert filled.with_name("planet.sqlite3.damaged-1-journal").read_bytes() == b"its journal"
    assert not filled.with_name("planet.sqlite3-journal").exists()


def test_a_second_build_after_damage_has_nothing_to_say(filled, opened, url):
    filled.write_bytes(b"damage")
    entry_count(opened, url)

    assert entry_count(opened, url) == (0, ())


def test_damage_found_in_the_middle_is_set_aside_and_who_opens_the_store_again_begins_afresh(filled, opened, url, told):
    with closing(sqlite3.connect(filled)) as connection:
        (page,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'entries_of_feed'").fetchone()
    whole = bytearray(filled.read_bytes())
    whole[(page - 1) * 4096 : page * 4096] = b"\xff" * 4096
    filled.write_bytes(whole)

    with pytest.raises(SetAsideError, match="Build again"), opened() as store:
        store.save(told.taken_in(told.entry("new")), told.health(), store.created_at)

    assert filled.with_name("planet.sqlite3.damaged-1").exists()
    assert entry_count(opened, url) == (0, ())


def test_a_file_from_the_future_is_left_as_it_is(filled, opened):
    with closing(sqlite3.connect(filled)) as connection:
        connection.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
    before = filled.read_bytes()

    with pytest.raises(StoreError, match="newer Planet") as caught, opened():
        pass

    assert "Update planet-feeds" in str(caught.value)
    assert filled.read_bytes() == before


def test_the_file_of_another_program_is_left_as_it_is(state_file, opened):
    state_file.parent.mkdir()
    with closing(sqlite3.connect(state_file)) as connection:
        connection.execute("CREATE TABLE bookmarks (address TEXT)")
    before = state_file.read_bytes()

    with pytest.raises(StoreError, match="another program"), opened():
        pass

    assert state_file.read_bytes() == before
    assert sorted(path.name for path in state_file.parent.iterdir()) == ["planet.lock", "planet.sqlite3"]


def test_an_empty_database_is_taken_as_ours(state_file, opened, url):
    state_file.parent.mkdir()
    with closing(sqlite3.connect(state_file)) as connection:
        connection.execute("VACUUM")
        connection.execute("PRAGMA user_version = 0")

    assert entry_count(opened, url) == (0, ())


def test_a_log_of_another_day_is_not_replayed(filled, opened, url, tmp_path):
    other = tmp_path / "other.sqlite3"
    with closing(sqlite3.connect(other)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("CREATE TABLE bookmarks (address TEXT)")
        log = other.with_name("other.sqlite3-wal").read_bytes()
    filled.with_name("planet.sqlite3-wal").write_bytes(log)

    count, warnings = entry_count(opened, url)

    assert count == 40
    assert "does not belong" in warnings[0]
    assert filled.with_name("planet.sqlite3-wal.damaged-1").read_bytes() == log


def test_a_log_that_a_tool_left_is_taken_in(filled, opened, url):
    leave_log = (
        "import os, sqlite3, sys; c = sqlite3.connect(sys.argv[1]); c.execute('PRAGMA journal_mode = WAL');"
        "c.execute('DELETE FROM entries WHERE id > 30'); c.commit(); os._exit(0)"
    )
    subprocess.run([sys.executable, "-c", leave_log, str(filled)], check=True)
    assert filled.with_name("planet.sqlite3-wal").exists()

    assert entry_count(opened, url) == (30, ())
    assert not filled.with_name("planet.sqlite3-wal").exists()


def test_what_a_killed_commit_left_is_undone(filled, opened, url):
    leave_journal = (
        "import os, sqlite3, sys; c = sqlite3.connect(sys.argv[1]); c.execute('PRAGMA cache_size = 1');"
        "c.execute('UPDATE texts SET raw = zeroblob(3000)'); os._exit(0)"
    )
    subprocess.run([sys.executable, "-c", leave_journal, str(filled)], check=True)
    assert filled.with_name("planet.sqlite3-journal").stat().st_size > 512

    with opened() as store:
        names = [entry.name for entry in store.entries([url])]
        texts = [raw.content.value for _, raw in store.raw_entries(names)]

    assert texts == [f"<p>Text of {number}</p>" for number in range(40)]


def test_the_remains_of_a_killed_first_build_are_cleared(state_file, opened, url):
    state_file.parent.mkdir()
    state_file.with_name("planet.sqlite3.new").write_bytes(b"half a file")
    state_file.with_name("planet.sqlite3.new-journal").write_bytes(b"half a journal")

    assert entry_count(opened, url) == (0, ())
    assert sorted(path.name for path in state_file.parent.iterdir()) == ["planet.lock", "planet.sqlite3"]


def test_the_file_says_whose_it_is(filled):
    assert filled.read_bytes()[68:72] == APPLICATION_ID.to_bytes(4, "big") == b"Plnt"


def test_a_folder_where_the_file_should_be_is_explained(state_file, opened):
    state_file.mkdir(parents=True)

    with pytest.raises(StoreError, match="cannot be used"), opened():
        pass


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
@pytest.mark.parametrize("what", ["file", "folder"])
def test_a_read_only_file_is_explained(filled, opened, what):
    place = filled if what == "file" else filled.parent
    place.chmod(0o555)

    with pytest.raises(StoreError, match="is read-only"), opened():
        pass

    place.chmod(0o755)
