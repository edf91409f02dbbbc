"""What the maintainer chose for a feed."""

from __future__ import annotations

import dataclasses

import pytest

from planet.clean.html import clean_html


def without(around, html, *selectors):
    return clean_html(html, dataclasses.replace(around, remove=selectors)).html


@pytest.mark.parametrize(
    ("selector", "html", "left"),
    [
        (".promo", '<p>a</p><div class="x promo"><p>b</p></div>', "<p>a</p>"),
        ("#ads", '<p>a</p><p id="ads">b</p>', "<p>a</p>"),
        ("aside", "<p>a</p><aside>b</aside>", "<p>a</p>"),
        ("p.a.b", '<p class="a">a</p><p class="b a">b</p>', "<p>a</p>"),
        ("div p", "<p>a</p><div><b><p>b</p></b></div>", "<p>a</p><div><b></b></div>"),
        (
            "div > p",
            "<div><p>b</p><blockquote><p>a</p></blockquote></div>",
            "<div><blockquote><p>a</p></blockquote></div>",
        ),
        ("[role=note]", '<p>a</p><p role="note">b</p>', "<p>a</p>"),
        ('a[href^="https://shop."]', '<p>a<a href="https://shop.example/">b</a></p>', "<p>a</p>"),
        ('img[src$=".gif"]', '<p>a<img src="x.gif"></p>', "<p>a</p>"),
        ("[data-x]", "<p>a</p><p data-x>b</p>", "<p>a</p>"),
        ("*", "<p>a</p>b", "b"),
    ],
)
def test_what_a_selector_finds_goes(around, selector, html, left):
    assert without(around, html, selector) == left


@pytest.mark.parametrize("selector", [".other", "p > p", "#b", "[data-y]", "[class=promo]", '[class^=""]', "div div p"])
def test_what_it_does_not_find_stays(around, selector):
    html = '<div class="x promo"><p>a</p></div>'

    assert without(around, html, selector) == "<div><p>a</p></div>"


def test_what_went_is_counted(around):
    around = dataclasses.replace(around, remove=(".a", "b"))

    assert clean_html('<p class="a">x</p><b>y</b>z', around).removed == ("remove: ×2",)
