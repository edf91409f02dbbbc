"""What a feed may choose for its entries."""

from __future__ import annotations

import pytest

FEED = "title: My Planet\nfeeds:\n  - url: https://example.org/feed.xml\n"


def test_a_feed_chooses_what_is_shown(config):
    chosen = '    content: excerpt\n    images: no\n    tidy: no\n    remove: [.promo, "footer > p", .promo]\n'

    [feed] = config.load(FEED + chosen).feeds

    assert (feed.content, feed.images, feed.tidy) == ("excerpt", False, False)
    assert feed.remove == (".promo", "footer > p")


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("content: exerpt", 'did you mean "excerpt"?'),
        ("content: 7", "is not full, excerpt or title"),
        ('remove: ["p:hover"]', '"p:hover" is no selector that planet understands'),
        ("remove: .promo", "found"),
        ("images: perhaps", "true or false"),
    ],
)
def test_a_wrong_choice_is_explained(config, line, expected):
    problems = config.errors(f"{FEED}    {line}\n")

    assert any(expected in problem for problem in problems), problems


@pytest.mark.parametrize(("written", "read"), [("all", "all"), ("0", 0), ("250", 250), ('"all"', "all")])
def test_the_backlog_is_a_number_or_all(config, written, read):
    assert config.load(f"{FEED}river: {{backlog: {written}}}\n").river.backlog == read


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("alll", 'found the text "alll", but a whole number or all is wanted\n  hint: did you mean "all"?'),
        ("true", 'found yes or no "true", but a whole number or all is wanted'),
        ("[all]", "found a list, but a whole number or all is wanted"),
        ('"60"', "write 60 without quotes"),
        ("-1", "-1 is out of range (0 to 100000)"),
        ("1.5", 'found a number "1.5", but a whole number or all is wanted'),
    ],
)
def test_a_backlog_that_is_neither_is_explained(config, written, expected):
    [problem] = config.errors(f"{FEED}river: {{backlog: {written}}}\n")

    assert expected in problem


def test_selectors_are_bounded(config):
    many = ", ".join(f".a{number}" for number in range(33))

    assert any("has 33 selectors, more than 32" in found for found in config.errors(f"{FEED}    remove: [{many}]\n"))
