"""A state file of every schema that there has been opens, and has what it had.

`schemas/N.sql` is a small store of schema N. Those of released schemas are never edited; that of the present one is
written anew, until it is released, by `PYTHONPATH=tests:. python tests/unit/store/test_schemas.py`.
"""

from __future__ import annotations

import sqlite3
import sys
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from planet.model.atom import KnownEntries, Link, Person, RawEntry, RawFeed, RawText, TextFacts
from planet.model.fetching import FeedHealth, TakenIn, Validators
from planet.store import FILE_NAME, open_store
from planet.store.migrations import APPLICATION_ID, MIGRATIONS

SCHEMAS = Path(__file__).parent / "schemas"
NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
URL = "https://ann.example.org/feed"
VERSIONS = range(1, len(MIGRATIONS) + 1)


def store_of(version, folder):
    """The state file of that schema in a folder."""
    with closing(sqlite3.connect(folder / FILE_NAME)) as connection:
        connection.executescript((SCHEMAS / f"{version}.sql").read_text(encoding="utf-8"))
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {version}")
        connection.commit()


def tables_of(path):
    with closing(sqlite3.connect(path)) as connection:
        rows = connection.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
    return {name: " ".join(sql.split()) for name, sql in rows}


@pytest.mark.parametrize("version", VERSIONS)
def test_a_store_of_every_schema_opens_and_has_what_it_had(version, tmp_path):
    store_of(version, tmp_path)

    with open_store(tmp_path, NOW) as store:
        entries = {entry.key: entry for entry in store.entries([URL])}
        texts = dict(store.raw_entries([entry.name for entry in entries.values()]))
        health, feeds = store.health([URL])[URL], store.feeds([URL])

    assert sorted(entries) == ["tag:1", "tag:2"]
    assert entries["tag:1"].placed_at == datetime(2026, 2, 1, tzinfo=UTC)
    assert texts[entries["tag:2"].name].content.value == "<p>The second text.</p>"
    assert (health.state, feeds[URL].title.value, store.warnings) == ("ok", "Ann's blog", ())


def test_the_file_of_the_present_schema_is_what_is_made_today(tmp_path):
    store_of(len(MIGRATIONS), tmp_path)
    with open_store(tmp_path / "fresh", NOW):
        pass

    assert tables_of(tmp_path / FILE_NAME) == tables_of(tmp_path / "fresh" / FILE_NAME)


def write_present(folder):
    """The small store, made by the present code, as SQL."""
    entries = [
        RawEntry(
            key=f"tag:{number}",
            id=f"tag:{number}",
            title=RawText(value=f"{word} post"),
            links=(Link(href=f"https://ann.example.org/{number}"),),
            authors=(Person(name="Ann"),),
            categories=("tag",),
            published_at=datetime(2026, 2, number, tzinfo=UTC),
            content=RawText(value=f"<p>The {word} text.</p>", kind="html"),
            facts=TextFacts(words=3, opening=f"The {word} text.", title=f"{word} post"),
        )
        for number, word in ((1, "first"), (2, "second"))
    ]
    feed = RawFeed(
        url=URL, title=RawText(value="Ann's blog"), entries=tuple(entries), known=KnownEntries(keys={"0a": "tag:1"})
    )
    health = FeedHealth(feed_url=URL, state="ok", since=NOW, last_try_at=NOW, last_ok_at=NOW)
    with open_store(folder, NOW) as store:
        store.save(TakenIn(feed_url=URL, feed=feed, validators=Validators(etag='"1"')), health, NOW)
        store.give_atom_ids({entry.name: entry.key for entry in store.entries([URL])})
    with closing(sqlite3.connect(folder / FILE_NAME)) as connection:
        return "\n".join(connection.iterdump()) + "\n"


if __name__ == "__main__":
    with TemporaryDirectory() as made:
        (SCHEMAS / f"{len(MIGRATIONS)}.sql").write_text(write_present(Path(made)), encoding="utf-8")
    sys.exit(0)
