"""The copy of a memory is the work of a stranger: what cannot be right is left out, what is dangerous is refused."""

import gzip
import json
import time
from datetime import UTC, datetime, timedelta

import pytest

from planet.errors import Kind, ParseError
from planet.model.backup import StateJob
from planet.store.packing import packed
from planet.store.state_reader import is_state, read_state
from planet.urls import entry_name

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
URL = "https://ann.example.org/feed"
MOMENT = "2026-02-01T00:00:00Z"


def header(**fields):
    return {"header": {"version": 1, "created_at": MOMENT, **fields}}


def feed(url=URL, **fields):
    return {"feed": {"url": url, "origin": url, "added_at": MOMENT, "health": {"feed_url": url}, **fields}}


def entry(key="one", *, raw=True, copy=None, **fields):
    dates = dict.fromkeys(("first_seen_at", "changed_at", "placed_at"), MOMENT)
    stored = {"feed_url": URL, "key": key, "name": entry_name(URL, key), "content_hash": "0" * 32, **dates, **fields}
    line = {"entry": {"stored": stored, **(copy or {})}}
    return line | ({"raw": raw if isinstance(raw, dict) else {"key": key}} if raw else {})


def text_of(*lines):
    return "".join(json.dumps(line) + "\n" for line in lines).encode()


def read(*lines):
    return read_state(StateJob(data=packed(text_of(header(), feed(), *lines)), now=NOW))


def test_a_file_that_is_right_is_read_whole():
    stored = {"link": "https://ann.example.org/one", "title": "One", "authors": ["Ann"], "placed_by": "undated"}
    decisions = [{"rule": "page", "detail": "two", "at": MOMENT}]

    found = read(entry(copy={"aliases": ["0123456789abcdef"], "decisions": decisions}, **stored))

    [one] = found.entries
    assert (one.stored.title, one.stored.authors, one.stored.placed_by) == ("One", ("Ann",), "undated")
    assert (one.aliases, one.decisions[0].rule) == (("0123456789abcdef",), "page")
    assert (found.feeds[0].url, found.refused) == (URL, 0)
    assert set(found.texts) == {one.stored.name}


def test_it_may_have_been_unpacked_on_the_way():
    text = text_of(header(), feed(), entry())

    assert len(read_state(StateJob(data=text, now=NOW)).entries) == 1
    assert is_state(text)
    assert is_state(packed(text))


@pytest.mark.parametrize(
    "data", [b"", b"<feed/>", b'{"version": "https://jsonfeed.org/version/1"}', packed(b"hello\n")]
)
def test_what_is_no_copy_is_refused(data):
    assert not is_state(data)
    with pytest.raises(ParseError, match="not a copy"):
        read_state(StateJob(data=data, now=NOW))


@pytest.mark.parametrize(
    ("first", "problem"),
    [
        ({"version": 2}, "a newer Planet wrote it"),
        ({"version": 10**30}, "a newer Planet wrote it"),
        ({"version": 0}, "first line"),
        ({"version": "1"}, "first line"),
        ({"created_at": "yesterday"}, "first line"),
        ({"created_at": "0001-01-01T00:00:00Z"}, "first line"),
        ({"last_build_at": "9999-12-31T23:59:59Z"}, "first line"),
        ({"feed_id": "urn:" + "x" * 9000}, "first line"),
        ({"site": ["https://p.example/"]}, "first line"),
    ],
)
def test_a_header_that_cannot_be_right_is_refused(first, problem):
    with pytest.raises(ParseError, match=problem):
        read_state(StateJob(data=text_of(header(**first), feed()), now=NOW))


def test_a_header_that_is_no_object_is_refused():
    with pytest.raises(ParseError, match="first line"):
        read_state(StateJob(data=b'{"header":' + b"[" * 100_000 + b"\n", now=NOW))


def test_an_id_that_no_feed_may_have_is_not_taken():
    found = read_state(StateJob(data=text_of(header(feed_id="not an iri")), now=NOW))

    assert found.header.feed_id is None


def test_a_torn_file_is_refused():
    whole = text_of(header(), feed(), entry())

    with pytest.raises(ParseError, match="breaks off"):
        read_state(StateJob(data=whole[:-1], now=NOW))
    with pytest.raises(ParseError, match="breaks off"):
        read_state(StateJob(data=packed(whole)[:-20], now=NOW))


@pytest.mark.parametrize(
    "fields",
    [
        {"name": "0123456789abcdef"},
        {"name": entry_name("https://bob.example.org/", "one")},
        {"name": "'; DROP TABLE entries; --"},
        {"feed_url": "https://nobody.example/"},
        {"content_hash": "x"},
        {"key": "k" * 9000},
        {"key": 7},
        {"link": "https://a.example/" + "x" * 9000},
        {"title": "t" * 301},
        {"title": None},
        {"authors": ["A"] * 200},
        {"authors": ["A" * 301]},
        {"authors": "Ann"},
        {"language": "x" * 301},
        {"words": 10**30},
        {"words": -1},
        {"words": True},
        {"words": 1.5},
        {"first_seen_at": "2026-03-03T00:00:00Z"},
        {"first_seen_at": "1800-01-01T00:00:00Z"},
        {"first_seen_at": "2026-02-01T00:00:00"},
        {"first_seen_at": 1},
        {"changed_at": "9999-12-31T23:59:59Z"},
        {"placed_at": "0001-01-01T00:00:00-14:00"},
        {"placed_by": "me"},
        {"placed_by": []},
        {"published_at": "9999-12-31T23:59:59Z"},
        {"updated_at": "2201-01-01T00:00:00Z"},
        {"atom_id": 5},
    ],
)
def test_an_entry_that_cannot_be_right_is_left_out_alone(fields):
    found = read(entry("good"), {**entry(), "entry": {"stored": {**entry()["entry"]["stored"], **fields}}})

    assert [one.stored.key for one in found.entries] == ["good"]
    assert found.refused == 1


@pytest.mark.parametrize(
    "copy",
    [
        {"aliases": ["x"]},
        {"aliases": ["0123456789abcdef"] * 101},
        {"decisions": [{"rule": "r", "detail": "d", "at": "9999-01-01T00:00:00Z"}]},
        {"decisions": [{"rule": "r" * 301, "detail": "d", "at": MOMENT}]},
        {"decisions": [{"rule": "r", "detail": "d" * 9000, "at": MOMENT}]},
        {"decisions": [{"rule": "r", "detail": "d", "at": MOMENT}] * 21},
        {"forgotten": "yes"},
    ],
)
def test_what_is_told_beside_an_entry_is_checked_too(copy):
    assert read(entry(copy=copy)).refused == 1


@pytest.mark.parametrize(
    "raw",
    [
        {"key": 1},
        {"key": "one", "content": "<p>"},
        {"key": "one", "content": {"value": "x", "kind": "php"}},
        {"key": "one", "published_at": "9999-12-31T23:59:59Z"},
        {"key": "one", "source": {"updated_at": "9999-12-31T23:59:59Z"}},
        {"key": "one", "links": [{"rel": "alternate"}]},
        {},
    ],
)
def test_a_text_that_cannot_be_right_costs_its_entry(raw):
    assert read({**entry(), "raw": raw}).refused == 1


def test_a_hidden_entry_brings_no_text():
    found = read(entry(copy={"forgotten": True}))

    assert found.entries[0].forgotten
    assert found.texts == {}


@pytest.mark.parametrize(
    "fields",
    [
        {"url": ""},
        {"url": "https://a.example/" + "x" * 9000},
        {"origin": URL},
        {"was": ["x" * 9000]},
        {"was": ["x"] * 101},
        {"listed": ["../../etc/passwd"]},
        {"listed": ["0123456789abcdef"] * 20_001},
        {"added_at": "2027-01-01T00:00:00Z"},
        {"health": {"feed_url": URL, "state": "excellent"}},
        {"health": {"feed_url": URL, "failures": 10**12}},
        {"health": {"feed_url": URL, "since": "2027-01-01T00:00:00Z"}},
        {"health": {"feed_url": URL, "quiet": {"hours": [24]}}},
        {"health": {"feed_url": URL, "quiet": {"days": [-1]}}},
        {"health": {"feed_url": URL, "quiet": {"interval": 1e308}}},
        {"health": {"feed_url": URL, "quiet": {"interval": -5}}},
        {"health": {"feed_url": URL, "next_try_at": "9999-12-31T23:59:59Z"}},
        {"health": {"feed_url": URL, "move": {"to": "file:///etc/passwd", "since": "2026-01-01T00:00:00Z"}}},
        {"health": {"feed_url": URL, "move": {"to": "https://a.example/", "since": "9999-12-31T23:59:59Z"}}},
        {"raw": {"url": URL, "updated_at": "9999-12-31T23:59:59Z"}},
        {"raw": "x"},
    ],
)
def test_a_feed_that_cannot_be_right_is_left_out_alone(fields):
    found = read({"feed": {**feed("https://bob.example.org/")["feed"], **fields}})

    assert [one.url for one in found.feeds] == [URL]
    assert found.refused == 1


def test_of_two_with_one_name_the_first_counts():
    found = read(entry(title="First"), entry(title="Second"), feed(origin="https://else.example/"))

    assert [one.stored.title for one in found.entries] == ["First"]
    assert found.refused == 2


def test_a_validator_that_cannot_be_sent_is_not_taken():
    validators = {"etag": '"1"\r\nX-Evil: 1', "last_modified": "\N{SNOWMAN}", "body_sha256": "x"}

    found = read(feed("https://bob.example.org/", validators=validators))

    assert repr(found.feeds[1].validators) == repr(type(found.feeds[1].validators)())


def test_what_is_computed_is_not_believed():
    found = read(entry(link="https://ann.example.org/one/", page="bank.example/login", atom_id="not an iri"))

    assert found.entries[0].stored.page == "ann.example.org/one"
    assert found.entries[0].stored.atom_id is None


def test_entries_of_a_feed_bring_none_of_their_own():
    found = read(feed("https://bob.example.org/", raw={"url": "https://x.example/", "entries": [{"key": "smuggled"}]}))

    assert found.feeds[1].raw.entries == ()
    assert found.feeds[1].raw.url == "https://bob.example.org/"


def test_an_alias_that_is_another_entrys_name_is_dropped():
    other = entry_name(URL, "two")

    found = read(entry("one", copy={"aliases": [other, "0123456789abcdef"]}), entry("two"))

    assert found.entries[0].aliases == ("0123456789abcdef",)


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"null",
        b"[]",
        b"{}",
        b'{"entry":',
        b'{"entry":null}',
        b'{"feed":5}',
        b"\xff\xfe",
        b'{"feed":' + b"[" * 90_000,
    ],
)
def test_a_line_of_nonsense_costs_itself(line):
    data = text_of(header(), feed()) + line + b"\n" + text_of(entry())

    found = read_state(StateJob(data=data, now=NOW))

    assert len(found.entries) == 1
    assert found.refused == 1


def test_an_endless_line_costs_itself():
    long = entry("long", raw={"key": "long", "content": {"value": "x" * (17 * 2**20)}})

    found = read(long, entry())

    assert [one.stored.key for one in found.entries] == ["one"]


def test_a_number_without_end_costs_its_line():
    data = text_of(header(), feed()) + b'{"entry":{"stored":{"words":' + b"9" * 100_000 + b"}}}\n"

    assert read_state(StateJob(data=data, now=NOW)).refused == 1


def test_there_are_never_more_entries_than_a_planet_can_have():
    lines = text_of(header(), feed(), *(entry(f"k{n}", raw=False) for n in range(15)))

    found = read_state(StateJob(data=lines, now=NOW, most_entries=10))

    assert (len(found.entries), found.refused) == (10, 5)


def test_a_bomb_is_refused_quickly():
    bomb = gzip.compress(b'{"header":' + bytes(200 * 2**20), compresslevel=1)
    started = time.monotonic()

    with pytest.raises(ParseError, match="unpacks to more than 160 MiB") as error:
        read_state(StateJob(data=bomb, now=NOW))

    assert error.value.kind is Kind.TOO_BIG
    assert time.monotonic() - started < 10


def test_a_clock_that_is_behind_does_not_make_the_file_wrong():
    lines = text_of(header(last_build_at="2026-02-20T00:00:00Z"), feed(), entry())

    found = read_state(StateJob(data=lines, now=NOW - timedelta(days=3650)))

    assert len(found.entries) == 1


def test_sql_in_every_place_is_text():
    evil = "'); DROP TABLE entries; --"

    found = read(entry(evil, id=evil, link=evil, title=evil, authors=[evil], fingerprint=evil))

    assert found.entries[0].stored.title == evil
    assert found.refused == 0
