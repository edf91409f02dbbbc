"""The policy applied to the tree."""

from __future__ import annotations

from planet.clean.html import sanitize
from planet.clean.sieve import Sieve


def sifted(root, around):
    sieve = Sieve(around)
    sieve.sift(root)
    return root, sieve.removed


def test_what_is_dropped_is_counted_by_name(tree_of, around):
    root, removed = sifted(
        tree_of("<svg></svg><script>a</script><p onload=x onerror=y>b</p><script>c</script>"), around
    )

    assert root.text() == "b"
    assert removed == {"script": 2, "svg": 1, "event handler": 2}


def test_an_unsafe_address_is_counted(tree_of, around):
    _, removed = sifted(tree_of("<a href='javascript:x'>a</a>"), around)

    assert removed == {"address": 1}


def test_an_id_stands_once_on_a_page(clean):
    html = clean('<p id="a">1</p><p id="a">2</p><a href="#a">3</a>')

    assert html.count('id="e-0a-a"') == 1


def test_an_id_stands_once_even_where_nothing_was_repaired(around):
    html = sanitize('<p id="e-0a-a">1</p><p id="e-0a-a">2</p>', around)

    assert html == '<p id="e-0a-a">1</p><p>2</p>'


def test_the_target_of_a_footnote_stays_even_on_an_element_that_goes(clean):
    html = clean('<x-note id="n">note</x-note><a href="#n">1</a>')

    assert html == '<span id="e-0a-n">note</span><a href="#e-0a-n">1</a>'


def test_neighbouring_texts_become_one(tree_of, around):
    root, _ = sifted(tree_of("a<font>b</font>c<x-y></x-y>d"), around)

    assert root.children == ["abcd"]


def test_a_box_of_a_stranger_is_none_of_ours(clean):
    overlay = '<div class="scroll" role="group" tabindex="0" aria-label="Log in">x</div>'

    assert clean(overlay) == "<div>x</div>"
