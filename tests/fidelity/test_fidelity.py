"""What authors wrote is what readers see, over the corpus: a tenth of the feeds each time, all of them under `long`."""

from __future__ import annotations

import os

import pytest
from fidelity.compare import COUNTED, aligned, compare, squeezed
from fidelity.entries import corpus_entries
from fidelity.measure import measured
from fidelity.table import END, totals, with_tables
from plugins.browser import find_chromium

ENOUGH = 0.99
# Numbers of lines that highlighters wrote into the text are 0.2 % of it, and go: see docs/content.md.
ALL_TOGETHER = 0.997


def judge(found):
    """The goals, on all entries together."""
    all_ = totals(found)

    median = all_.median
    leaking = [entry.name for entry in found if entry.leaked]
    assert median == 1
    assert leaking == []
    small = {
        name: counts
        for name, counts in all_.constructs.items()
        if name != "br" and counts[0] > 300 and counts[1] < ENOUGH * counts[0]
    }
    assert not small
    unexplained = [entry.name for entry in found if entry.share < 0.95 and not entry.removed]
    assert unexplained == []
    return all_


@pytest.fixture
def a_browser(shared):
    if find_chromium() is None:
        pytest.skip("no Chromium here")
    return shared


@pytest.mark.corpus
@pytest.mark.browser
def test_a_tenth_of_the_corpus_is_shown_as_it_was_written(a_browser):
    found = list(measured(corpus_entries(0.1, os.environ.get("PLANET_SEED", "0"))))

    judge(found)
    share = totals([entry for entry in found if "line numbers" not in " ".join(entry.removed)]).share
    assert share > 0.995


@pytest.mark.corpus
@pytest.mark.browser
@pytest.mark.long
def test_the_corpus_is_shown_as_it_was_written(a_browser):
    all_ = judge(list(measured(corpus_entries())))

    share, first_percentile = all_.share, all_.first_percentile
    assert share > ALL_TOGETHER
    assert first_percentile >= 0.98


def look(text, *, listings=(), hidden=(), **counts):
    return {
        "text": text,
        "hidden": list(hidden),
        "listings": list(listings),
        "counts": {**dict.fromkeys([*COUNTED, "embeds"], 0), "hrefs": [], **counts},
    }


@pytest.mark.parametrize(
    ("before", "after", "kept"),
    [("abc", "abc", 3), ("abc", "xabcy", 3), ("abcdef", "abef", 4), ("abc", "", 0), ("", "x", 0)],
)
def test_characters_are_counted_in_their_order(before, after, kept):
    assert aligned(before, after)[0] == kept


def test_what_is_lost_is_said():
    assert aligned("one1two2three", "onetwothree")[1] == "1 … 2"


def test_white_space_and_what_has_no_shape_is_not_counted():
    assert squeezed(" a\n\u200bb\xad\xa0c") == "abc"


def test_a_leak_is_text_that_the_original_hides():
    leak = compare("x", look("a", hidden=["color:red"]), look("acolor:red"), ())

    assert leak.leaked == ("color:red",)
    assert compare("x", look("a", hidden=["color:red"]), look("a"), ()).leaked == ()


def test_code_is_compared_to_the_last_space():
    original = look("", listings=[("a\n\n b", False), ("c\n\nd", True)])

    assert compare("x", original, look("", listings=[("a\n\n b", False), ("c\nd", False)]), ()).constructs[
        "listings"
    ] == (2, 2)
    assert compare("x", original, look("", listings=[("a\n\nb", False)]), ()).constructs["listings"] == (2, 0)


def test_an_embed_is_kept_as_a_link_that_was_not_there():
    original = look("", embeds=2, hrefs=["https://a.example/"])

    assert compare("x", original, look("", hrefs=["https://a.example/", "https://v.example/"]), ()).constructs[
        "embeds"
    ] == (2, 1)


def test_the_tables_are_put_between_the_marks():
    found = [compare("f.xml#0", look("abcd", br=2), look("ab", br=1), ("svg ×2",))]

    document = with_tables(
        f"before\n<!-- measured: made by tests/fidelity; do not edit below -->\nold\n{END}after\n", found
    )

    assert document.startswith("before\n")
    assert document.endswith("after\n")
    assert "old" not in document
    assert "| f.xml#0 | 4 | 50.0% | svg |" in document
    assert "| line breaks, all | 2 | 1 | 50.00% |" in document
