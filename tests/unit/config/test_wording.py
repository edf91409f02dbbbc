from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planet.config.wording import LONGEST_QUOTE, did_you_mean, nearest, quoted


def test_what_was_written_stands_in_quotation_marks():
    assert quoted("htp://example.org/feed") == '"htp://example.org/feed"'


def test_a_long_text_is_cut():
    assert quoted("x" * 1000) == f'"{"x" * (LONGEST_QUOTE - 1)}…"'


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31mred", '"\\u001b[31mred"'),
        ("a\u202eb", '"a\\u202eb"'),
        ("a\nb", '"a\\u000ab"'),
        ("\ud800", '"\\ud800"'),
    ],
)
def test_what_a_terminal_would_obey_is_shown_as_its_number(text, shown):
    assert quoted(text) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("https://me:secret@example.org/feed", "https://***@example.org/feed"),
        ("https://secret@example.org/@me", "https://***@example.org/@me"),
        ("https://me:sec/ret@example.org/feed", "https://***@example.org/feed"),
        ("https://me:sec@ret@example.org/feed", "https://***@example.org/feed"),
        ("htp:/me:secret@example.org/feed", "htp:/***@example.org/feed"),
        ("me:secret@example.org/feed", "***@example.org/feed"),
        ("feed:https://me:secret@example.org/", "***@example.org/"),
        ("https://example.org/feed?key=secret#top", "https://example.org/feed?…"),
        ("https://medium.com/feed/@name", "https://medium.com/feed/@name"),
        ("https://mastodon.example/@name.rss", "https://mastodon.example/@name.rss"),
    ],
)
def test_secrets_in_an_address_are_never_shown(text, shown):
    assert quoted(text) == f'"{shown}"'


@given(
    scheme=st.sampled_from(["https://", "http:/", "feed:", "feed:https://", "htp:\\\\", "", "//"]),
    user=st.text(alphabet="ab/?#:@", max_size=5),
    host=st.sampled_from(["example.org", "[::1]:80", ""]),
)
def test_a_password_behind_a_colon_is_never_shown(scheme, user, host):
    assert "SECRET" not in quoted(f"{scheme}{user}:SECRET@{host}/feed")


@pytest.mark.parametrize(
    ("word", "meant"), [("tilte", "title"), ("TITLE", "title"), ("max_byte", "max_bytes"), ("x", None)]
)
def test_the_nearest_word_is_found(word, meant):
    assert nearest(word, ["title", "max_bytes", "url"]) == meant


def test_no_word_is_near_to_a_very_long_one():
    assert nearest("title" * 1000, ["title"]) is None


def test_a_hint_offers_the_word_and_nothing_offers_no_hint():
    assert did_you_mean("title") == 'did you mean "title"?'
    assert did_you_mean(None) is None
