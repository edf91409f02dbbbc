from __future__ import annotations

import random
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing

import pytest

from planet.model.atom import Entry, RawText

COMPACT = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from planet.store import open_store
with open_store(Path(sys.argv[1]), datetime(2026, 3, 1, tzinfo=UTC)) as store:
    print("begun", flush=True)
    store.compact(["k1"])
"""


@pytest.fixture
def grown(opened, told, state_file):
    """A store of 300 entries that has long forgotten as much again."""
    noise = random.Random(1)
    with opened() as store:
        texts = [RawText(value=noise.randbytes(8000).hex()) for _ in range(300)]
        entries = [told.entry(str(number), content=text) for number, text in enumerate(texts)]
        store.save(told.taken_in(*entries), told.health(), store.created_at)
        clean = [
            Entry(feed_url="f", key="k", name="0" * 16, title=noise.randbytes(4000).hex()) for number in range(300)
        ]
        store.keep_cleaned({f"k{number}": entry for number, entry in enumerate(clean)})
    return state_file


def all_in(state_file):
    with closing(sqlite3.connect(state_file)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        return [connection.execute(f"SELECT * FROM {table} ORDER BY 1").fetchall() for table in ("entries", "texts")]


def test_the_file_shrinks_to_what_it_holds_and_keeps_every_entry(grown, opened):
    size, stored = grown.stat().st_size, all_in(grown)

    with opened() as store:
        done = store.compact(["k1", "k2"])

    assert (done.before_bytes, done.after_bytes) == (size, grown.stat().st_size)
    assert done.after_bytes < size * 0.75
    assert all_in(grown) == stored
    with opened() as store:
        assert store.cleaned(["k1", "k2", "k3"]).keys() == {"k1", "k2"}


def test_a_compact_file_stays_as_it_is(grown, opened):
    with opened() as store:
        store.compact(["k1"])
    before = grown.read_bytes()

    with opened() as store:
        done = store.compact(["k1"])

    assert done.before_bytes == done.after_bytes == len(before)


@pytest.mark.parametrize("seed", range(4))
def test_killed_in_the_middle_nothing_is_lost(grown, opened, state_dir, url, seed):
    stored = all_in(grown)
    journal = grown.with_name(f"{grown.name}-journal")

    with subprocess.Popen([sys.executable, "-c", COMPACT, str(state_dir)], stdout=subprocess.PIPE) as process:
        process.stdout.readline()
        while process.poll() is None and not journal.exists():
            pass
        time.sleep(random.Random(seed).random() * 0.03)
        process.send_signal(signal.SIGKILL)

    with opened() as store:
        assert store.warnings == ()
        assert len(store.entries([url])) == 300
    assert all_in(grown) == stored
    assert not journal.exists()
