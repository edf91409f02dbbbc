"""Attributes in their one canonical form."""

from __future__ import annotations

import pytest

from planet.clean.attributes import canonical, canonical_math


@pytest.mark.parametrize(
    ("element", "attributes", "expected"),
    [
        ("p", {"dir": " RTL ", "lang": "en_US"}, {"dir": "rtl", "lang": "en-US"}),
        ("p", {"xml:lang": "de"}, {"lang": "de"}),
        ("p", {"xml:lang": "de", "lang": "fr"}, {"lang": "fr"}),
        ("p", {"lang": "<b>"}, {}),
        ("abbr", {"title": " a\n b\u202e "}, {"title": "a b"}),
        ("code", {"class": "hljs language-c++ x"}, {"class": "language-c++"}),
        ("code", {"class": "lang-js"}, {"class": "language-js"}),
        ("code", {"class": "x y"}, {}),
        ("td", {"colspan": " 2 ", "rowspan": "0", "style": "x", "bgcolor": "red"}, {"colspan": "2"}),
        ("th", {"scope": "ROW", "headers": "x"}, {"scope": "row"}),
        ("ol", {"start": "-3", "type": "A", "reversed": "reversed"}, {"start": "-3", "type": "A", "reversed": ""}),
        ("ol", {"start": "three", "type": "disc"}, {}),
        ("time", {"datetime": "2020-01-01T10:00+02:00"}, {"datetime": "2020-01-01T10:00+02:00"}),
        ("time", {"datetime": "<script>"}, {}),
        ("blockquote", {"cite": "javascript:x"}, {}),
        ("blockquote", {"cite": "/q"}, {"cite": "https://blog.example/q"}),
        ("img", {"loading": "eager", "fetchpriority": "high"}, {}),
        ("a", {"rel": "me", "target": "_blank", "ping": "x"}, {}),
        ("div", {"role": "dialog", "tabindex": "1", "aria-label": "Log in"}, {}),
        ("p", {"id": "e-0a-x"}, {"id": "e-0a-x"}),
        ("p", {"id": "location"}, {}),
    ],
)
def test_an_attribute_is_canonical_or_gone(around, element, attributes, expected):
    assert canonical(element, attributes, around) == expected


def test_the_order_of_attributes_does_not_depend_on_the_author(around):
    one = canonical("img", {"alt": "a", "src": "b.png"}, around)
    other = canonical("img", {"src": "b.png", "alt": "a"}, around)

    assert list(one) == list(other)


def test_a_long_text_is_bounded(around):
    assert len(canonical("img", {"alt": "a" * 5000}, around)["alt"]) == 1000


def test_attributes_of_formulas_are_words_and_lengths(around):
    attributes = {"stretchy": "false", "lspace": "0.2em", "href": "javascript:x", "onclick": "x", "form": "x"}

    assert canonical_math("mo", attributes, around) == {"stretchy": "false", "lspace": "0.2em"}
