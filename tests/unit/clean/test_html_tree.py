"""The tree is the one that a browser would make, within bounds that hold while it is made."""

from __future__ import annotations

import time

import pytest

from planet.clean.bounds import STRANGERS, Bounds
from planet.clean.html_tree import Element, join_text, parse


def shape(node):
    """The tree as nested lists: ["p", "text", ["b", "bold"]]."""
    if isinstance(node, str):
        return node
    return [node.name, *(shape(child) for child in join_text(node.children))]


def depth(root):
    """How many elements stand inside one another."""
    level, count = [root], -1
    while level:
        count += 1
        level = [child for element in level for child in element.children if isinstance(child, Element)]
    return count


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>a<p>b", [["p", "a"], ["p", "b"]]),
        ("<p>a<div>b", [["p", "a"], ["div", "b"]]),
        ("<b><i>a</b>b</i>", [["b", ["i", "a"]], ["i", "b"]]),
        ("<table>x<tr><td>y", ["x", ["table", ["tbody", ["tr", ["td", "y"]]]]]),
        ("a<!-- b -->c<!doctype x>d<?x?>e", ["acde"]),
        ("&lt;b&gt; &amp;lt; &notit;", ["<b> &lt; ¬it;"]),
        ("<li>a<summary><li>b</summary>", [["li", "a", ["summary", ["li", "b"]]]]),
        ("<script><b></script>", [["script", "<b>"]]),
        ("<br><img><p/>a", [["br"], ["img"], ["p", "a"]]),
    ],
)
def test_html_is_read_as_browsers_read_it(tree_of, html, expected):
    assert shape(tree_of(html))[1:] == expected


def test_elements_come_in_the_order_of_the_document(tree_of):
    root = tree_of("<p><b>1</b></p><div><i>2</i></div>")

    assert [element.name for element in root.elements()] == ["p", "b", "div", "i"]
    assert root.text() == "12"


def test_of_two_attributes_of_one_name_the_first_counts(tree_of):
    assert next(tree_of("<p id=a id=b ID=c>").elements()).attributes == {"id": "a"}


def test_nothing_is_deeper_than_the_bound():
    bounds = Bounds(depth=10, elements=1000, tokens=1000)

    assert depth(parse("<div>" * 50 + "x", bounds).root) == 10
    assert depth(parse("<b id=1><b id=2><b id=3><p>x" * 20, bounds).root) <= 10


def test_what_is_lifted_from_the_depth_keeps_its_text_and_order():
    bounds = Bounds(depth=3, elements=1000, tokens=1000)

    root = parse("1<div>2<div>3<div>4<b>5<i>6</i>7</b>8</div>9</div></div>", bounds).root

    assert root.text() == "123456789"


def test_formatting_that_is_opened_again_in_the_depth_is_no_deeper():
    bounds = Bounds(depth=10, elements=1000, tokens=1000)
    formatting = "".join(f"<b id={number}>" for number in range(8))

    root = parse(f"<p>{formatting}</p>{'<div>' * 8}x", bounds).root

    assert depth(root) == 10
    assert root.text() == "x"


def test_depth_alone_never_ends_the_reading():
    bounds = Bounds(depth=10, elements=1000, tokens=1000)

    tree = parse("<div>" * 400 + "x" + "</div>" * 400 + "y", bounds)

    assert (tree.root.text(), tree.cut) == ("xy", False)


@pytest.mark.parametrize(
    ("html", "thinned"),
    [
        ("<div>" * 1000, False),
        ("<div>" * 1200, True),
        ("<p a b c>", False),
        ("<p " + "".join(f"a{number} " for number in range(70)) + ">", True),
    ],
)
def test_it_is_told_when_much_of_the_markup_is_left_out(html, thinned):
    assert parse(html, STRANGERS).thinned == thinned


def test_what_is_dropped_with_its_text_stays_an_element_at_any_depth():
    bounds = Bounds(depth=3, elements=1000, tokens=1000)

    root = parse("<div>" * 9 + "<script>alert(1)</script><style>x</style>", bounds).root

    assert {"script", "style"} <= {element.name for element in root.elements()}


def test_attributes_beyond_the_bound_are_forgotten(tree_of):
    html = "<p " + " ".join(f"a{number}=1" for number in range(1000)) + ">x</p>"

    assert len(next(tree_of(html).elements()).attributes) <= 65


@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 20_000,
        "".join(f"<b id={number}>" for number in range(20_000)),
        "".join(f"<div><b id={number}></div>" for number in range(20_000)) + "x",
        "<b>" * 50 + "<p>x" * 20_000,
        "<p " + " ".join(f"a{number}=1" for number in range(20_000)) + ">",
        "<a " + "1" * 100_000 + ">",
        "<a" + "$" * 500_000 + ">",
        "<a title='" + "&" * 100_000 + "'>",
        "<!--" + " -a" * 100_000 + "-->",
        "<!DOCTYPE html PUBLIC '" + "a" * 500_000 + "'>",
        "<" * 200_000,
        "<table>" + "<b></b>" * 10_000,
        "<svg>" * 100_000,
        "<template>" * 100_000,
    ],
    ids=lambda html: html[:16],
)
def test_no_document_takes_long_to_read(html):
    """Ten times the size would take ten times as long; the whole attacks are in test_bounds.py."""
    started = time.process_time()

    parse(html, STRANGERS)

    assert time.process_time() - started < 1.5


def test_reading_that_ends_early_says_so():
    html = "<b>x</b>" * 100
    tree = parse(html, Bounds(depth=10, elements=50, tokens=1000))

    assert tree.cut
    assert 45 < len(tree.root.text()) < 55
    assert not parse(html, STRANGERS).cut
