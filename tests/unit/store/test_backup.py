"""The memory as a file that everybody may read: what is in it, what is not, and how large it gets."""

import gzip
import json
import sqlite3
from contextlib import closing
from datetime import timedelta

import pytest

from planet.model.atom import Link, RawText
from planet.model.backup import BackupPlan
from planet.model.fetching import Traffic
from planet.model.settings import KeepRules
from planet.store import open_store

DAY = timedelta(days=1)


@pytest.fixture
def plan_for(opened, url):
    """A plan that tells everything of the feed but what `hidden` names by key."""

    def plan(*, hidden=(), max_bytes=10**6, feeds=(url,), **fields):
        with opened() as store:
            entries = [entry for entry in store.entries(feeds) if entry.key not in hidden]
        newest = tuple(entry.name for entry in sorted(entries, key=lambda entry: entry.placed_at, reverse=True))
        given = {"site": "https://p.example/", "feeds": feeds, "told": frozenset(newest), "texts": newest, **fields}
        return BackupPlan(max_bytes=max_bytes, **given)

    return plan


@pytest.fixture
def written(opened, plan_for):
    """The file's lines, read as JSON, and what the store said of it."""

    def write(lying=None, **fields):
        plan = plan_for(**fields)
        with opened() as store:
            file = store.backup(plan, lying)
            warnings = store.warnings
        lines = [json.loads(line) for line in gzip.decompress(file.data).splitlines()]
        return Written(file, lines, warnings)

    return write


class Written:
    def __init__(self, file, lines, warnings):
        self.file, self.warnings, self.header = file, warnings, lines[0]["header"]
        self.feeds = [line["feed"] for line in lines if "feed" in line]
        self.entries = {line["entry"]["stored"]["key"]: line["entry"] for line in lines if "entry" in line}
        self.texts = {line["entry"]["stored"]["key"]: line["raw"] for line in lines if "raw" in line}


def test_the_file_has_a_name_and_begins_with_what_the_planet_is(save, told, written, now):
    save(told.taken_in(told.entry()))

    file = written()

    assert str(file.file.path) == "planet-state.jsonl.gz"
    time = now.isoformat().replace("+00:00", "Z")
    assert file.header == {"version": 1, "created_at": time, "last_build_at": time, "site": "https://p.example/"}


def test_a_planet_without_an_address_tells_the_id_of_its_feed(save, told, written, opened):
    save(told.taken_in(told.entry()))
    with opened() as store:
        feed_id = store.feed_id("Planet")

    assert written(site=None).header["feed_id"] == feed_id


def test_all_of_a_shown_entry_is_told(save, told, written, opened, url):
    save(told.taken_in(told.entry("one")))
    with opened() as store:
        [entry] = store.entries([url])
        store.give_atom_ids({entry.name: "tag:p,2026:1"})

    file = written()

    stored = file.entries["one"]["stored"]
    assert (stored["name"], stored["content_hash"], stored["atom_id"]) == (
        entry.name,
        entry.content_hash,
        "tag:p,2026:1",
    )
    assert file.texts["one"]["content"]["value"] == "<p>Text of one</p>"
    assert file.feeds[0]["listed"] == [entry.name]
    assert file.feeds[0]["validators"] == {"etag": '"1"'}


def test_of_a_hidden_entry_only_that_it_is_known_is_told(save, told, written):
    secret = told.entry(
        "two", title=RawText(value="Secret title"), links=(Link(href="https://ann.example.org/secret"),)
    )
    save(told.taken_in(told.entry("one"), secret))

    file = written(hidden={"two"})

    assert set(file.texts) == {"one"}
    assert file.entries["two"]["forgotten"] is True
    assert set(file.entries["two"]["stored"]) == {
        *("feed_url", "key", "name", "first_seen_at", "changed_at", "placed_at", "content_hash"),
    }
    assert file.entries["two"]["stored"]["content_hash"] == ""
    assert "ecret" not in json.dumps(file.entries)


def test_an_entry_whose_text_was_forgotten_is_told_as_known(save, told, written, opened, now):
    save(told.taken_in(told.entry("old", published_at=now - 90 * DAY), told.entry("new")))
    save(told.taken_in(told.entry("new"), etag='"2"'))
    with opened() as store:
        assert store.forget(KeepRules(days=30), [], now) == 1

    assert written().entries["old"]["forgotten"] is True


def test_of_a_private_feed_nothing_is_told_that_its_server_said(save, told, written, url):
    links = (Link(href="https://ann.example.org/"), Link(href="https://ann.example.org/feed?key=1", rel="self"))
    save(told.taken_in(told.entry(), links=links, base="https://ann.example.org/feed?key=1"))

    [feed] = written(private=frozenset({url})).feeds

    assert "validators" not in feed
    assert "key=1" not in json.dumps(feed)
    assert feed["raw"]["links"] == [{"href": "https://ann.example.org/"}]


def test_of_a_feed_that_shows_no_text_none_is_told(save, told, written, url):
    save(told.taken_in(told.entry(summary=RawText(value="In short", lang="en"))))

    raw = written(textless=frozenset({url})).texts["one"]

    assert raw["content"]["value"] == raw["summary"]["value"] == ""
    assert raw["summary"]["lang"] == "en"
    assert raw["facts"]["opening"] == "Text of one"


def test_what_only_asking_changes_is_not_told(save, told, written, now, url):
    save(told.taken_in(told.entry()))
    first = written().file.data

    later = told.health(at=now + DAY, last_change_at=now, entries_seen=1, traffic=Traffic(status=304))
    save(told.unchanged(), at=now + DAY, health=later)

    assert written().file.data == first


def test_since_when_and_why_a_feed_fails_is_told_but_not_how_often(save, told, written, now):
    save(told.taken_in(told.entry()))
    failing = {"state": "failing", "problem": "no answer", "since": now, "last_ok_at": now - DAY}
    save(told.failed(), health=told.health(**failing, failures=3, next_try_at=now + DAY))
    first = written()
    save(told.failed(), health=told.health(**failing, at=now + DAY, failures=4, next_try_at=now + 2 * DAY))

    assert written().file == first.file
    assert first.feeds[0]["health"]["problem"] == "no answer"
    assert first.feeds[0]["health"]["last_ok_at"] == "2026-02-28T12:00:00Z"
    assert not {"failures", "next_try_at", "last_try_at"} & first.feeds[0]["health"].keys()


def test_feeds_that_the_planet_no_longer_has_are_not_told(save, told, written, url):
    save(told.taken_in(told.entry()), told.taken_in(told.entry("b"), url="https://bob.example.org/"))

    file = written(feeds=("https://bob.example.org/",))

    assert [feed["url"] for feed in file.feeds] == ["https://bob.example.org/"]
    assert set(file.entries) == {"b"}


def test_the_order_in_which_servers_answered_does_not_show(told, tmp_path, now):
    outcomes = [told.taken_in(told.entry("a")), told.taken_in(told.entry("b"), url="https://bob.example.org/")]
    files = []
    for number, order in enumerate((outcomes, outcomes[::-1])):
        with open_store(tmp_path / str(number), now) as store:
            for outcome in order:
                store.save(outcome, told.health(outcome.feed_url), now)
            urls = tuple(outcome.feed_url for outcome in outcomes)
            names = tuple(sorted(entry.name for entry in store.entries(urls)))
            plan = BackupPlan(site=None, feeds=urls, told=frozenset(names), texts=names, max_bytes=10**6)
            files.append(store.backup(plan, None).data)

    assert files[0] == files[1]


# --- size -------------------------------------------------------------------------------------------------------------


@pytest.fixture
def ten(save, told, now):
    """Ten entries of 10 kB, a day apart; k0 is the newest."""
    text = RawText(value="x" * 10_000)
    save(told.taken_in(*(told.entry(f"k{n}", content=text, published_at=now - n * DAY) for n in range(10))))


def test_the_texts_of_the_oldest_are_left_out_first_and_that_is_said(ten, written):
    file = written(max_bytes=60_000)

    assert list(file.texts) == ["k0", "k1", "k2", "k3", "k4"]
    assert len(file.entries) == 10
    assert file.header["left_out"] == 5
    assert file.warnings[-1] == (
        "The published copy of the memory has no room for the text of 5 posts, the oldest: "
        "raise state.max_bytes to have them in it."
    )
    assert len(gzip.decompress(file.file.data)) <= 60_000


def test_where_there_is_room_for_all_nothing_is_said(ten, written):
    file = written()

    assert len(file.texts) == 10
    assert "left_out" not in file.header
    assert file.warnings == ()


def test_one_giant_is_left_out_alone(save, told, written, now):
    giant = told.entry("giant", content=RawText(value="x" * 200_000))
    save(told.taken_in(giant, *(told.entry(f"k{n}", published_at=now - (n + 2) * DAY) for n in range(5))))

    file = written(max_bytes=100_000)

    assert set(file.texts) == {f"k{n}" for n in range(5)}
    assert file.header["left_out"] == 1


def test_beyond_that_old_entries_are_left_out_the_hidden_ones_first(save, told, written, now):
    save(told.taken_in(*(told.entry(f"k{n}", published_at=now - n * DAY) for n in range(300))))

    file = written(max_bytes=80_000, hidden={f"k{n}" for n in range(0, 300, 2)})

    assert 100 < len(file.entries) < 300
    assert {f"k{n}" for n in range(1, 300, 2)} <= set(file.entries)
    assert "old entries" in file.warnings[-1]
    assert len(gzip.decompress(file.file.data)) <= 80_000


def test_a_file_that_says_the_same_stays_byte_for_byte(ten, written):
    first = written().file.data
    other = gzip.compress(gzip.decompress(first), compresslevel=1, mtime=0)
    lying = first[:10] + other[10:]

    assert written(lying=lying).file.data == lying
    assert written(lying=b"something else").file.data == first


def test_a_damaged_text_is_left_out(ten, written, state_file):
    with closing(sqlite3.connect(state_file)) as connection:
        connection.execute("UPDATE texts SET raw = x'00ff' WHERE entry = 1")
        connection.commit()

    file = written()

    assert len(file.texts) == 9
