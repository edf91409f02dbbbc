"""Titles, names and tags become plain text, whatever they hold."""

from __future__ import annotations

import sys
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planet.clean.text import (
    BIDI_CONTROLS,
    ILLEGAL,
    MAX_TAGS,
    mended,
    plain,
    plain_lines,
    plain_of,
    shortened,
    tags_of,
)
from planet.model.atom import RawText


def html_title(value):
    return plain_of(RawText(value=value, kind="html"))


@pytest.mark.parametrize(
    ("value", "title"),
    [
        ("A <em>new</em> post", "A new post"),
        ("AT&amp;T", "AT&T"),
        ("AT&amp;amp;T", "AT&T"),
        ("a < b and b > c", "a < b and b > c"),
        ("List<T> in 5 minutes", "List<T> in 5 minutes"),
        ("I <3 you", "I <3 you"),
        ("&lt;script&gt; explained", "<script> explained"),
        ("x<script>alert(1)</script>y", "xy"),
        ("x<style>p{}</style><!-- c -->y", "xy"),
        ("One<br>Two<p>Three</p>", "One Two Three"),
        ('<a href="x" title="a>b">link</a>', "link"),
        ("<img src=x onerror=alert(1)>photo", "photo"),
        ("&#x27;quoted&#x27;", "'quoted'"),
        ("<b", "<b"),
        ("", ""),
    ],
)
def test_markup_in_a_title_goes_and_what_is_none_stays(value, title):
    assert html_title(value) == title


@pytest.mark.parametrize(
    ("value", "title"),
    [
        ("<b>not markup</b>", "<b>not markup</b>"),
        ("Tom &amp; Jerry", "Tom & Jerry"),
        ("It&#8217;s here", "It’s here"),
        ("How to escape &amp; in HTML", "How to escape &amp; in HTML"),
        ("The &lt;b&gt; element", "The &lt;b&gt; element"),
        ("x &unknown; y", "x &unknown; y"),
        ("Q&A &amp; more", "Q&A &amp; more"),
    ],
)
def test_a_title_in_plain_text_is_mended_only_when_that_is_certain(value, title):
    assert plain_of(RawText(value=value, kind="text")) == title
    assert mended(value) == title


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (" a\n\tb \r\n c ", "a b c"),
        ("a\x00\x07\x1b[31mb\x9b", "a[31mb"),
        ("a\u202eb\u2066c\u2069", "abc"),
        ("a\ud800b\ufffe\uffffc", "abc"),
        ("a\u0085b", "a b"),
        ("\u200fשלום\u200e", "\u200fשלום\u200e"),
        ("👩\u200d💻", "👩\u200d💻"),
        ("{{ 7*7 }} {% raw %}", "{{ 7*7 }} {% raw %}"),
        (None, ""),
    ],
)
def test_plain_text_is_one_line_without_characters_that_do_harm(value, text):
    assert plain(value) == text


def test_long_text_ends_at_a_word_with_an_ellipsis():
    assert shortened("one two three four", 16) == "one two three…"
    assert shortened("alpha beta gamma delta", 21) == "alpha beta gamma…"
    assert shortened("alpha betagammadelta", 12) == "alpha bet…"
    assert shortened("ü" * 20, 10) == "üüü…"
    assert shortened("short", 10) == "short"


@given(st.text(), st.integers(min_value=4, max_value=200))
def test_text_never_exceeds_its_bytes(text, limit):
    assert len(plain(text, limit).encode()) <= limit


@given(st.text(st.characters(codec=None)))
def test_plain_text_of_anything_can_be_written_down(text):
    once = html_title(text)

    once.encode("utf-8")
    assert "\n" not in once
    assert plain(plain(text)) == plain(text)


def test_lines_are_kept_where_lines_count():
    assert plain_lines("a\r\nb\rc\u202e\x00") == "a\nb\nc"


def test_tags_are_plain_few_and_each_is_there_once():
    assert tags_of((" Python ", "python", "<b>", "", "a" * 100)) == ("Python", "<b>", "a" * 61 + "…")
    assert len(tags_of(tuple(map(str, range(1000))))) == MAX_TAGS


@pytest.mark.parametrize("value", ["<" * 10**6, "<a '" * 10**5, "<!--" * 10**5, "&" * 10**6, "<script" * 10**5])
def test_no_title_takes_long(value):
    started = time.process_time()

    html_title(value)

    assert time.process_time() - started < 1


def test_a_reference_with_thousands_of_digits_is_one_character_and_no_crash():
    title = RawText(value=f"a &#{'9' * 5000}; &#x{'f' * 5000}; b", kind="html")

    assert plain_of(title) == "a \ufffd \ufffd b"


def test_what_can_be_printed_has_no_character_that_does_harm():
    every = "".join(map(chr, range(sys.maxunicode + 1)))

    assert not any(one.isprintable() for one in ILLEGAL.findall(every) + BIDI_CONTROLS.findall(every) + ["\x85"])
