"""A rule is left out only where it has nothing to do."""

from __future__ import annotations

import pytest

from planet.clean.repair.seen import ALWAYS, TEX, Seen, marks


def test_names_of_elements_attributes_and_classes_are_seen(tree_of):
    seen = Seen(tree_of('<p ID=x class="Note  big">a<br></p>'))

    assert {"p", "br"} < seen.elements
    assert seen.attributes == {"id", "class"}
    assert seen.classes == {"note", "big"}


@pytest.mark.parametrize(("html", "is_seen"), [(r"<p>\(x\)", True), ("<p>$$x$$", True), ("<p>x", False)])
def test_what_tex_begins_with_is_seen(tree_of, html, is_seen):
    assert (TEX in Seen(tree_of(html)).elements) == is_seen


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (marks("b i"), True),
        (marks("i"), False),
        (marks("", "title"), True),
        (marks("", "titles"), False),
        (marks(classes=frozenset({"x"})), True),
        (marks(classes=frozenset({"y"})), False),
        (ALWAYS, True),
        (marks(), False),
    ],
)
def test_one_mark_is_enough(tree_of, wanted, found):
    assert Seen(tree_of("<b class=x title=y>z</b>")).any_of(wanted) == found


def test_what_is_read_once_more_is_looked_at_by_every_rule(tree_of, clean):
    html = "<noscript>&lt;img src=/a.png id=e-ff-x&gt;</noscript>"

    assert Seen(tree_of(html)).any_of(marks("h1"))
    assert "e-ff-x" not in clean(html)
