"""An entry is cut to size before anything reads it, and no attack makes cleaning long."""

from __future__ import annotations

import time

import pytest

from planet.clean.bounds import cut_to_size
from planet.clean.html import clean_html, sanitize


def test_what_fits_is_not_touched():
    assert cut_to_size("<p>ü</p>", 9) == ("<p>ü</p>", False)


def test_what_does_not_fit_ends_where_a_tag_ends():
    assert cut_to_size("<p>a</p><p>bcd</p>", 14) == ("<p>a</p><p>", True)


def test_text_without_a_tag_is_cut_between_characters():
    assert cut_to_size("üüü", 5) == ("üü", True)


def test_a_long_text_is_not_lost_for_the_sake_of_the_tag_before_it():
    assert cut_to_size("<p>" + "a" * 100_000, 90_000) == ("<p>" + "a" * 89_997, True)
    assert cut_to_size("<p>abc<a title='" + "b" * 100_000, 90_000) == ("<p>abc", True)


PARAGRAPH = "<p>Some words of <b>text</b> and <a href='/x'>a link</a> &amp; more <i>text</i>, as people write.</p>\n"


@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 200_000 + "x",
        pytest.param(PARAGRAPH * (5_000_000 // len(PARAGRAPH)), marks=pytest.mark.long),
        "<p " + " ".join(f"a{number}=1" for number in range(100_000)) + ">x</p>",
        "<" * 1_000_000,
    ],
    ids=["200,000 nested elements", "5 MB", "100,000 attributes", "1 MB of <"],
)
def test_an_attack_ends_in_time_with_something_to_show(around, html):
    started = time.process_time()
    cleaned = clean_html(html, around)
    taken_s = time.process_time() - started

    assert taken_s < 5
    assert cleaned.html


@pytest.mark.parametrize("html", ["<div>" * 500, "<table><tr><td>" * 100, "<ruby>" + "<rt>" * 1000, "</p>" * 1000])
def test_what_was_bounded_once_is_not_bounded_again(around, html):
    cleaned = clean_html(html, around)

    assert sanitize(cleaned.html, around) == cleaned.html
