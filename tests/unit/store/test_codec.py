from __future__ import annotations

import json
import zlib
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planet.errors import Kind
from planet.model.atom import (
    Content,
    Enclosure,
    Entry,
    Link,
    Person,
    RawEntry,
    RawFeed,
    RawSource,
    RawText,
    SafeHtml,
    TextFacts,
)
from planet.model.fetching import FeedHealth
from planet.model.record import SiteRecord
from planet.store.codec import CodecError, compress, from_json, joined, pack, to_bytes, to_json, to_two, unpack

QUICK = settings(max_examples=60, deadline=None)
TEXT = st.text(st.characters(), max_size=30)  # surrogates and U+0000 too
MAYBE = st.none() | TEXT
COUNT = st.none() | st.integers(0, 10**12)
TIME = st.none() | st.datetimes(timezones=st.just(UTC))
PERSON = st.builds(Person, name=TEXT, uri=MAYBE, email=MAYBE)
LINK = st.builds(Link, href=TEXT, rel=TEXT, type=MAYBE, hreflang=MAYBE, title=MAYBE, length_bytes=COUNT)
ENCLOSURE = st.builds(Enclosure, href=TEXT, type=MAYBE, length_bytes=COUNT, duration_s=COUNT, title=MAYBE)
SOURCE = st.builds(RawSource, title=MAYBE, id=MAYBE, link=MAYBE, updated_at=TIME)
FACTS = st.builds(TextFacts, words=st.integers(0, 10**6), opening=TEXT, language=MAYBE, fingerprint=MAYBE)
RAW_TEXT = st.none() | st.builds(
    RawText, value=TEXT, kind=st.sampled_from(["text", "html", "xhtml"]), base=MAYBE, lang=MAYBE
)


def few(parts):
    return st.lists(parts, max_size=2).map(tuple)


RAW_ENTRY = st.builds(
    RawEntry,
    key=TEXT,
    id=MAYBE,
    title=RAW_TEXT,
    links=few(LINK),
    authors=few(PERSON),
    categories=few(TEXT),
    published_at=TIME,
    updated_at=TIME,
    summary=RAW_TEXT,
    content=RAW_TEXT,
    enclosures=few(ENCLOSURE),
    source=st.none() | SOURCE,
    lang=MAYBE,
    rights=MAYBE,
    image=MAYBE,
    facts=FACTS,
)
RAW_FEED = st.builds(
    RawFeed,
    url=TEXT,
    title=RAW_TEXT,
    links=few(LINK),
    updated_at=TIME,
    interval=st.none() | st.timedeltas(timedelta(0), timedelta(days=400)),
    entries=few(RAW_ENTRY),
    warnings=few(TEXT),
)


@QUICK
@given(raw=RAW_ENTRY)
def test_an_entry_stored_then_loaded_is_equal(raw):
    loaded = unpack(RawEntry, pack(raw))

    assert loaded == raw


@QUICK
@given(feed=RAW_FEED)
def test_a_feed_stored_then_loaded_is_equal(feed):
    assert from_json(RawFeed, to_json(feed)) == feed
    assert unpack(RawFeed, pack(feed)) == feed


@QUICK
@given(raw=RAW_ENTRY)
def test_the_two_halves_of_an_entry_make_the_whole(raw):
    seen, unseen = to_two(raw, apart={"key", "facts"})

    assert json.loads(joined(seen, unseen)) == json.loads(to_bytes(raw))
    assert unpack(RawEntry, compress(joined(seen, unseen))) == raw


@QUICK
@given(raw=RAW_ENTRY)
def test_json_for_a_column_is_ascii(raw):
    assert to_json(raw).isascii()


def test_a_clean_entry_comes_back_with_its_safe_html():
    entry = Entry(
        feed_url="https://ann.example.org/feed",
        key="one",
        name="0123456789abcdef",
        title="Größe",
        content=Content(html=SafeHtml("<p>Text</p>"), dir="ltr", removed=("script",)),
    )

    assert unpack(Entry, pack(entry)) == entry


def test_health_and_site_record_come_back():
    health = FeedHealth(feed_url="u", state="gone", kind=Kind.GONE, failures=3, since=datetime(2026, 1, 1, tzinfo=UTC))
    record = SiteRecord(inputs="abc", files={"b": "2", "a": "1"})

    assert from_json(FeedHealth, to_json(health)) == health
    assert from_json(SiteRecord, to_json(record)) == record
    assert '{"a":"1","b":"2"}' in to_json(record)


def test_what_equals_a_default_is_not_written():
    assert to_json(RawEntry(key="one", links=(), facts=TextFacts())) == '{"key":"one"}'


def test_times_are_rfc_3339_in_utc():
    there = datetime(2026, 3, 1, 2, 30, tzinfo=timezone(timedelta(hours=5)))

    written = to_json(RawEntry(key="one", published_at=there))

    assert written == '{"key":"one","published_at":"2026-02-28T21:30:00Z"}'
    assert from_json(RawEntry, written).published_at == there


def test_fields_of_a_newer_planet_are_passed_over():
    newer = '{"key":"one","mood":{"of":["the","author"]},"title":{"value":"Hi","font":"serif"}}'

    assert from_json(RawEntry, newer) == RawEntry(key="one", title=RawText(value="Hi"))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "null",
        "[]",
        "{}",
        '{"key":1}',
        '{"key":null}',
        '{"key":"one","title":"no object"}',
        '{"key":"one","title":{}}',
        '{"key":"one","title":{"value":"Hi","kind":"markdown"}}',
        '{"key":"one","title":{"value":"Hi","kind":[]}}',
        '{"key":"one","links":{}}',
        '{"key":"one","links":["no object"]}',
        '{"key":"one","categories":[1]}',
        '{"key":"one","published_at":"yesterday"}',
        '{"key":"one","published_at":5}',
        '{"key":"one","published_at":"2026-03-01T00:00:00"}',
        '{"key":"one","facts":{"words":"many"}}',
        '{"key":"one","facts":{"words":true}}',
        "[" * 100_000,
    ],
)
def test_what_does_not_fit_its_type_is_never_a_wrong_value(text):
    with pytest.raises(CodecError):
        from_json(RawEntry, text)


@pytest.mark.parametrize("text", ['{"url":"u","interval":"1h"}', '{"url":"u","interval":1e300}'])
def test_a_duration_that_cannot_be_is_refused(text):
    with pytest.raises(CodecError):
        from_json(RawFeed, text)


def test_an_unknown_kind_of_failure_is_refused():
    with pytest.raises(CodecError):
        from_json(FeedHealth, '{"feed_url":"u","kind":"struck-by-lightning"}')


@pytest.mark.parametrize("files", ["[]", '{"a":1}'])
def test_a_record_whose_files_are_no_hashes_is_refused(files):
    with pytest.raises(CodecError):
        from_json(SiteRecord, f'{{"inputs":"abc","files":{files}}}')


@pytest.mark.parametrize("packed", [b"", b"no zlib", pack(RawEntry(key="one"))[:-3], zlib.compress(b"\xff\xfe{}")])
def test_damaged_bytes_are_refused(packed):
    with pytest.raises(CodecError):
        unpack(RawEntry, packed)


def test_a_type_that_the_codec_was_not_taught_is_our_mistake():
    with pytest.raises(TypeError, match="has not been taught"):
        from_json(complex, "{}")
