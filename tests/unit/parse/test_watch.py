"""Whether entries are read independently of each other."""

import pytest

from planet.parse.strict_reader import read_strictly
from planet.parse.watch import Watch

RSS = "<rss version='2.0'><channel><title>T</title><image><url>/i</url></image>{0}</channel></rss>"


def watched(entries: str, around: str = RSS) -> Watch:
    watch = Watch(3)
    read_strictly(around.replace("{0}", entries).encode(), "https://blog.example/", watch)
    return watch


def test_ordinary_entries_leave_the_reader_as_they_found_it():
    items = "<item xml:base='/a' xml:lang='ru'><guid>1</guid><title>A</title><description>x</description></item>" * 2

    assert watched(items).steady


def test_what_all_entries_were_read_in_is_known_with_all_of_them_left_out():
    assert watched("").state == watched("<item><title>A</title></item>").state is not None


@pytest.mark.parametrize(
    "change",
    [
        ("<channel>", "<channel xml:lang='de'>"),
        ("<channel>", "<channel xml:base='/x'>"),
        ("<title>T</title>", "<title>T</title><language>de</language>"),
        ("<image><url>/i</url></image>", ""),
        ("<rss ", "<rss xmlns:dc='http://purl.org/dc/elements/1.1/' "),
        ("version='2.0'", "version='0.91'"),
    ],
)
def test_what_entries_were_read_in_tells_of_all_that_may_count(change):
    assert watched("", RSS.replace(*change)).state != watched("").state


def test_what_language_the_feed_names_counts():
    in_two = [RSS.replace("<image>", f"<language>{language}</language><image>") for language in ("de", "ru")]

    assert watched("", in_two[0]).state != watched("", in_two[1]).state


def test_what_the_feed_says_of_its_time_does_not_count():
    later = RSS.replace("<image>", "<title>U</title><image>")

    assert watched("", later).state == watched("").state


@pytest.mark.parametrize(
    "leaky",
    [
        # feedparser takes a <div> in escaped markup for nothing, and then its end for the end of what is around it.
        "<item><description>a <div>b</div></description></item>",
        # In an item, too, this is the width of the feed's image.
        "<item><image><width>7</width></image></item>",
    ],
)
def test_an_entry_that_leaves_a_trace_is_noticed(leaky):
    assert not watched(leaky).steady
