"""The allow-list holds nothing that could act, and its patterns accept nothing but harmless values."""

from __future__ import annotations

import pytest

from planet.clean.policy import DROPPED, ENTRY_POLICY, HTML_ELEMENTS, PAGE_POLICY, RENAMED

ACTIVE = {"script", "style", "svg", "iframe", "object", "embed", "form", "input", "button", "link", "meta", "base"}
LANDMARKS = {"main", "article", "section", "nav", "aside", "header", "footer", "h1", "h2", "h3"}


@pytest.mark.parametrize("policy", [ENTRY_POLICY, PAGE_POLICY], ids=["entry", "page"])
def test_nothing_active_is_on_the_list(policy):
    assert not policy.elements.keys() & ACTIVE
    assert not policy.elements.keys() & DROPPED
    every_attribute = {name for attributes in policy.elements.values() for name in attributes}
    assert not [name for name in every_attribute if name.startswith("on")]
    assert not every_attribute & {"style", "name", "srcdoc", "action", "formaction", "xlink:href", "autoplay", "target"}


def test_strangers_make_no_landmark_and_no_heading_above_their_entry():
    assert not ENTRY_POLICY.elements.keys() & LANDMARKS


def test_what_is_renamed_becomes_something_that_is_on_the_list():
    assert set(RENAMED.values()) <= HTML_ELEMENTS.keys()
    assert not RENAMED.keys() & HTML_ELEMENTS.keys()
    assert not RENAMED.keys() & DROPPED


@pytest.mark.parametrize(
    ("element", "attribute", "value", "permitted"),
    [
        ("a", "href", "https://blog.example/", True),
        ("a", "href", "mailto:a@blog.example", True),
        ("a", "href", "#e-0a-x", True),
        ("a", "href", "#x", False),
        ("a", "href", "x", False),
        ("a", "href", "//blog.example", False),
        ("a", "href", "javascript:1", False),
        ("a", "href", "data:image/png;base64,AAAA", False),
        ("a", "href", "https://x\n", False),
        ("a", "href", "", False),
        ("a", "rel", "noopener", False),
        ("img", "src", "data:image/png;base64,AAAA", True),
        ("img", "src", "data:image/svg+xml;base64,AAAA", False),
        ("img", "src", "mailto:a@blog.example", False),
        ("img", "srcset", "https://a.example/1.png 1x, https://a.example/2.png 2x", True),
        ("img", "srcset", "https://a.example/1.png 1x, javascript:1 2x", False),
        ("video", "src", "data:image/png;base64,AAAA", False),
        ("p", "id", "e-0a-x", True),
        ("p", "id", "x", False),
        ("p", "class", "x", False),
        ("code", "class", "language-c++", True),
        ("code", "class", "language-a b", False),
        ("div", "class", "scroll", True),
        ("div", "class", "scroll x", False),
        ("div", "role", "dialog", False),
        ("td", "colspan", "0", False),
        ("td", "colspan", "1000", True),
        ("td", "colspan", "1001", False),
        ("mi", "href", "https://blog.example/", False),
        ("script", "src", "https://blog.example/", False),
    ],
)
def test_an_attribute_passes_with_a_whole_value_that_matches(element, attribute, value, permitted):
    assert ENTRY_POLICY.permits(element, attribute, value) is permitted


@pytest.mark.parametrize(
    ("value", "permitted"), [("about/", True), ("../x.png", True), ("//x", False), ("data:x", False)]
)
def test_pages_of_the_maintainer_may_point_within_the_site(value, permitted):
    assert PAGE_POLICY.permits("a", "href", value) is permitted
