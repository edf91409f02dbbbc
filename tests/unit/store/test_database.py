from __future__ import annotations

import random
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing

import pytest

from planet.errors import StoreError
from planet.store import open_store

BUILD = """
import resource, signal, sys
from datetime import UTC, datetime
from pathlib import Path
from planet.model.atom import RawEntry, RawFeed, RawText
from planet.model.fetching import FeedHealth, TakenIn, Validators
from planet.store import open_store

folder, limit_bytes = Path(sys.argv[1]), int(sys.argv[2])
now = datetime(2026, 3, 1, tzinfo=UTC)
if limit_bytes:
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit_bytes, limit_bytes))
with open_store(folder, now) as store:
    for number in range(400):
        url = f"https://example.org/{number}"
        entries = tuple(RawEntry(key=str(key), content=RawText(value=f"{number} {key} " * 50)) for key in range(5))
        feed = RawFeed(url=url, entries=entries)
        outcome = TakenIn(feed_url=url, feed=feed, validators=Validators(etag=str(number)))
        store.save(outcome, FeedHealth(feed_url=url, state="ok"), now)
        store.keep_up(number / 32)
        print(number, flush=True)
"""
URLS = [f"https://example.org/{number}" for number in range(400)]


def build(folder, *, limit_bytes=0, **how):
    return subprocess.Popen(
        [sys.executable, "-c", BUILD, str(folder), str(limit_bytes)], stdout=subprocess.PIPE, text=True, **how
    )


def whole_feeds(folder, now):
    """How many feeds are stored; each with its validators and all of its entries, or not at all."""
    with open_store(folder, now) as store:
        assert store.warnings == ()
        counts, validators = store.stored_counts(URLS), store.validators(URLS)
        names = [entry.name for entry in store.entries(URLS)]
        assert len(list(store.raw_entries(names))) == len(names)
    assert {(count, validators[url].etag is not None) for url, count in counts.items()} <= {(0, False), (5, True)}
    with closing(sqlite3.connect(folder / "planet.sqlite3")) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    return sum(count > 0 for count in counts.values())


@pytest.mark.parametrize("seed", range(4))
def test_a_build_killed_at_any_moment_leaves_whole_feeds(tmp_path, now, seed):
    chance = random.Random(seed)
    wanted = chance.randrange(400)

    with build(tmp_path) as process:
        for line in process.stdout:
            if int(line) == wanted:
                break
        time.sleep(chance.random() / 500)
        process.send_signal(signal.SIGKILL)

    assert whole_feeds(tmp_path, now) >= wanted - 32
    with build(tmp_path) as process:
        process.communicate()
    assert whole_feeds(tmp_path, now) == 400


@pytest.mark.parametrize("limit_bytes", [0x1000, 0x8000, 0x20000, 0x60000])
def test_a_full_disk_is_a_store_error_and_harms_nothing(tmp_path, now, limit_bytes):
    with build(tmp_path, limit_bytes=limit_bytes, stderr=subprocess.PIPE) as process:
        _, said = process.communicate()

    assert process.returncode == 1
    assert said.splitlines()[-2].startswith("planet.errors.StoreError: ")
    assert "what was stored before is whole" in said
    assert whole_feeds(tmp_path, now) < 400


def test_builds_started_at_once_are_one_build(tmp_path, now):
    started = [build(tmp_path, stderr=subprocess.PIPE) for _ in range(4)]
    said = [process.communicate()[1] for process in started]

    refused = [text for text in said if "another build is running" in text]
    assert len(refused) + sum(process.returncode == 0 for process in started) == 4
    assert whole_feeds(tmp_path, now) == 400


def test_after_a_build_there_is_one_whole_file_and_the_lock(save, told, state_dir):
    save(told.taken_in(told.entry()))

    assert sorted(path.name for path in state_dir.iterdir()) == ["planet.lock", "planet.sqlite3"]


def test_what_was_saved_before_a_mistake_is_kept(opened, told, now, url):
    with pytest.raises(KeyboardInterrupt), opened() as store:  # noqa: PT012 - the block is what is tested
        store.save(told.taken_in(told.entry()), told.health(), now)
        raise KeyboardInterrupt

    with opened() as store:
        assert store.stored_counts([url]) == {url: 1}


def test_what_is_asked_of_the_store_is_on_the_disk(opened, told, now, url, state_file):
    with opened() as store:
        store.save(told.taken_in(told.entry()), told.health(), now)

        assert len(store.entries([url])) == 1

        with closing(sqlite3.connect(state_file)) as other:
            assert other.execute("SELECT count(*) FROM entries").fetchone() == (1,)


def test_a_feed_that_cannot_be_saved_whole_is_not_saved_at_all(opened, told, now, url):
    class Trap(tuple):
        __slots__ = ()

        def __iter__(self):
            yield told.entry()
            raise KeyError

    with opened() as store:
        with pytest.raises(KeyError):
            store.save(told.taken_in(entries=Trap()), told.health(), now)

        assert store.health([url])[url].state == "new"
        assert store.stored_counts([url]) == {url: 0}


def test_a_folder_that_cannot_be_made_is_explained(tmp_path, now):
    (tmp_path / "state").write_text("a file")

    with pytest.raises(StoreError, match="cannot be made"), open_store(tmp_path / "state" / "deeper", now):
        pass
