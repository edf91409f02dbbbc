"""What stands of an entry by its title, made of what is known without its text."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from planet.clean import brief_entry, brief_key
from planet.model.cleaning import CleanFrame
from planet.model.entries import StoredEntry

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
FRAME = CleanFrame(feed_url="https://a.example/feed", feed_base="https://a.example/blog/")
ENTRY = StoredEntry(
    feed_url="https://a.example/feed",
    key="k",
    name="0123456789abcdef",
    title="A post",
    link="https://a.example/1",
    first_seen_at=NOON,
    changed_at=NOON,
    placed_at=NOON,
    content_hash="",
)


def brief(**fields):
    return brief_entry(replace(ENTRY, **fields), FRAME)


def test_a_title_leads_to_the_original():
    entry = brief()

    assert (entry.title, entry.link) == ("A post", "https://a.example/1")


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("two\nlines\tof \x00it", "two lines of it"),
        ("over\u202eridden \u2066isolated\ufeff", "overridden isolated"),
        ("<b>bold</b> & <script>", "<b>bold</b> & <script>"),
        ("AT&amp;T &#8211; it&#8217;s back", "AT&T – it’s back"),
        ("half \ud800 a pair", "half a pair"),
    ],
)
def test_a_title_is_one_line_of_harmless_text(written, shown):
    assert brief(title=written).title == shown


def test_a_title_is_never_endless():
    assert len(brief(title="word " * 9999).title.encode()) <= 1024


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "mailto:a@a.example", "//", None])
def test_an_address_that_is_not_allowed_leaves_a_title_without_a_link(address):
    entry = brief(link=address, title="Still here")

    assert (entry.title, entry.link) == ("Still here", None)


@pytest.mark.parametrize(
    ("address", "link"),
    [
        ("../post?id=1", "https://a.example/post?id=1"),
        ('https://a.example/"><script>', "https://a.example/%22%3E%3Cscript%3E"),
    ],
)
def test_an_address_is_absolute_and_plainly_written(address, link):
    assert brief(link=address).link == link


@pytest.mark.parametrize(
    ("address", "called"),
    [
        ("https://www.a.example/2026/03/A%20walk/?utm_source=x#top", "a.example/2026/03/A walk"),
        ("https://a.example/", "a.example"),
        ("https://a.example/%E2%80%AEgnp.exe", "a.example/gnp.exe"),
        ("note/7", "a.example/blog/note/7"),
        ("javascript:alert(1)", ""),
        (None, ""),
    ],
)
def test_an_entry_without_a_title_is_called_by_where_it_is(address, called):
    assert brief(title="", link=address).title == called


def test_a_key_changes_with_all_that_the_line_depends_on():
    before = brief_key(ENTRY, FRAME)

    assert brief_key(replace(ENTRY, words=9, language="de", authors=("Ann",), content_hash="x"), FRAME) == before
    assert brief_key(replace(ENTRY, title="Other"), FRAME) != before
    assert brief_key(replace(ENTRY, link=None), FRAME) != before
    assert brief_key(ENTRY, replace(FRAME, feed_base=None)) != before
