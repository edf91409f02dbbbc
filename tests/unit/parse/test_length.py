"""A document is read as far as its first entries go, and no further."""

from __future__ import annotations

import time

import pytest

from planet.parse.length import first_entries

ITEMS = "".join(f"<item><title>{n}</title></item>" for n in range(5))


def test_a_document_with_no_more_entries_than_allowed_stays_as_it_is():
    text = f"<rss><channel>{ITEMS}</channel></rss>"

    assert first_entries(text, 5) == (text, 0)


def test_what_stands_behind_the_last_entry_stays():
    text, entries = first_entries(f"<rss><channel>{ITEMS}<title>Blog</title></channel></rss>", 2)

    first = "<item><title>0</title></item><item><title>1</title></item>"
    assert (text, entries) == (f"<rss><channel>{first}<title>Blog</title></channel></rss>", 5)


@pytest.mark.parametrize("name", ["item", "ITEM", "entry", "a:entry", "rss:item"])
def test_entries_of_every_spelling_count(name):
    entry = f"<{name} a='b'>e</{name}>"

    text, entries = first_entries(f"<x>{entry * 4}</x>", 1)

    assert (text, entries) == (f"<x>{entry}</x>", 4)


def test_what_only_looks_like_an_entry_does_not_count():
    quoted = "<item><![CDATA[<item>not one</item><item>]]><!-- <item> --></item>"
    text = f"<rss><items/>{quoted * 2}</rss>"

    assert first_entries(text, 2) == (text, 0)
    assert first_entries(text, 1) == (f"<rss><items/>{quoted}</rss>", 2)


@pytest.mark.parametrize("end", ["", "<item><title>torn", "<item", "<![CDATA[ <item>", "<!-- "])
def test_a_document_that_breaks_off_is_cut_all_the_same(end):
    text, entries = first_entries(f"<rss><channel>{ITEMS}{end}", 2)

    assert text.startswith("<rss><channel><item><title>0</title></item><item><title>1</title></item>")
    assert text.count("<item><title>") <= 3
    assert entries >= 5


@pytest.mark.parametrize(
    "part", ["<item", "<item ", "<item><![CDATA[", "<!--", "<a:", "<item/>", "</item>", "<x:item "]
)
def test_the_time_grows_with_the_length_alone(part):
    started = time.perf_counter()

    first_entries("<rss>" + part * 200_000, 10)

    assert time.perf_counter() - started < 2
