from __future__ import annotations

from dataclasses import replace

import pytest

from planet.errors import StoreError
from planet.model.atom import Link, TextFacts
from planet.model.settings import KeepRules
from planet.store.inquiry import look_into
from planet.urls import entry_name

LONG = TextFacts(words=30, opening="Long", fingerprint="f" * 32, title="Title of one")


@pytest.fixture
def ask(state_file):
    """Ask one question of the state file."""

    def put(question, *words):
        with look_into(state_file) as inquiry:
            return getattr(inquiry, question)(*words)

    return put


@pytest.fixture
def renamed(save, told):
    """An entry whose feed has given it another id."""
    entry = told.entry("one", facts=LONG)
    save(told.taken_in(entry))
    save(told.taken_in(replace(entry, key="uno", id="uno")))


def test_without_a_state_file_there_is_nobody_to_ask(tmp_path):
    with look_into(tmp_path / "none") as inquiry:
        assert inquiry is None


def test_what_is_no_state_file_is_refused(tmp_path):
    other = tmp_path / "other"
    other.write_bytes(b"")

    with pytest.raises(StoreError), look_into(other):
        pass


def test_asking_leaves_no_trace_and_needs_no_lock(save, told, ask, state_file, opened):
    url = told.feed().url
    save(told.taken_in(told.entry("one")))
    before = state_file.read_bytes()

    with opened():
        found = ask("snapshot", [url])

    assert [entry.key for entry in found.entries] == ["one"]
    assert found.counts == {url: 1}
    assert state_file.read_bytes() == before
    assert {path.name for path in state_file.parent.iterdir()} <= {state_file.name, "planet.lock"}


def test_the_text_of_an_entry_comes_as_it_was_sent(save, told, ask, url):
    save(told.taken_in(told.entry("one")))

    assert ask("raw_entry", entry_name(url, "one")) == told.entry("one")
    assert ask("raw_entry", "0" * 16) is None


def test_an_entry_is_found_by_an_id_that_its_feed_gave_it_later(renamed, ask, url):
    assert ask("names_of_id", "uno") == (entry_name(url, "one"),)
    assert ask("names_of_id", "other") == ()


def test_what_was_decided_is_told(renamed, ask, url):
    [line] = ask("story", entry_name(url, "one"))

    assert (line.rule, line.detail) == ("page", "uno")
    assert ask("story", "0" * 16) == ()


def test_what_a_document_has_is_named_as_it_is_stored(renamed, ask, url):
    assert ask("listed", url) == {entry_name(url, "one")}
    assert ask("listed", "https://never.example/") == frozenset()


def test_forgotten_entries_leave_a_trace(save, told, ask, opened):
    url, now = told.feed().url, told.health().last_ok_at
    save(told.taken_in(told.entry("one", facts=LONG)))
    save(told.taken_in(told.entry("two", published_at=now)))
    with opened() as store:
        store.forget(KeepRules(per_feed=1), (), now)

    [trace] = ask("traces", "https://ann.example.org/one", None)

    assert (trace.title, trace.forgotten, trace.feed_url) == ("Title of one", True, url)
    assert ask("snapshot", [url]).entries[0].key == "two"


@pytest.mark.parametrize(
    "asked", ["one", "https://ann.example.org/one", entry_name("https://ann.example.org/feed", "one")]
)
def test_a_trace_is_found_by_name_id_and_address(save, told, ask, asked):
    save(told.taken_in(told.entry("one", links=(Link(href="https://ann.example.org/one"),))))

    assert [trace.forgotten for trace in ask("traces", asked, None)] == [False]


def test_a_trace_is_found_by_its_page(save, told, ask):
    save(told.taken_in(told.entry("one")))

    assert len(ask("traces", "whatever", "ann.example.org/one")) == 1
    assert ask("traces", "whatever", None) == ()


def test_feeds_that_left_are_known(save, told, ask, url):
    save(told.taken_in(told.entry("one")))

    assert ask("left_feeds", []) == (url,)
    assert ask("left_feeds", [url]) == ()
    assert ask("earlier_addresses", url) == ()
