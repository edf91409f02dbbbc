"""What the short cut reads are the tokens that html5lib's own states would have given."""

from __future__ import annotations

import time
from types import SimpleNamespace

import pytest
from bleach._vendor.html5lib._tokenizer import HTMLTokenizer
from hypothesis import given, settings
from hypothesis import strategies as st

from planet.clean.bounds import STRANGERS
from planet.clean.html_tokens import CHARACTERS, ERROR, SPACES, BoundedTokenizer, can_be_lifted


class StateByState(BoundedTokenizer):
    """The same tokenizer without its short cut."""

    dataState = HTMLTokenizer.dataState  # noqa: N815 - html5lib's


def tokens(html, tokenizer=BoundedTokenizer):
    """All tokens of some HTML, with neighbouring texts joined, but white space before them apart."""
    tree = SimpleNamespace(openElements=[], made=0, activeFormattingElements=[])
    parser = SimpleNamespace(tree=tree, bounds=STRANGERS)
    joined = []
    for token in tokenizer(html, parser).all_tokens():
        if token["type"] == ERROR:
            continue
        is_text = token["type"] in {CHARACTERS, SPACES}
        if is_text and joined and joined[-1]["type"] == CHARACTERS:
            joined[-1]["data"] += token["data"]
        else:
            joined.append(dict(token))
    return joined


PLAIN = [
    "text",
    "  text &amp; more&#8217;s &nbsp; &eacute;&#x201c;",
    "<p>a</p>",
    '<A HREF="/x?a=1&amp;b=2" title=\'it "is"\' hidden>x</A >',
    "<br/><br /><img src='a'\n alt=\"\"\t/>",
    '<p id="a" ID="b" class="">',
    "a\r\nb\rc",
]
ODD = [
    "&",
    "&amp",
    "&notit; &notin; &#0; &#128; &#xD800; &#1114112; &#10;x &Tab;",
    "a & b &c; &;",
    '<a href="?a=1&copy=2&lt">',
    "<a href=x/y/>z</a>",
    "<a b = c d= 'e'>",
    '<a "b"=c>',
    "<a b='c'd='e'>",
    "<a/b>",
    "<a b",
    "<a b='",
    "</a b='c'/>",
    "<>",
    "< a>",
    "</ a>",
    "<!-- <p> --><!doctype html><?php x ?><![CDATA[y]]>",
    "a\0b<p\0>",
    "<p " + "".join(f"a{number}='1' " for number in range(70)) + ">",
    f"<p title='{'x' * 9000}&amp;y'>",
    "\ud800<p>\ufdd0</p>",
    "<p é='1'>",
    "",
]


@pytest.mark.parametrize("html", PLAIN + ODD)
def test_both_ways_of_reading_give_the_same_tokens(html):
    assert tokens(html) == tokens(html, StateByState)


WORDS = "< > / </ p a br = \" ' & ; amp &amp; &# 8217 x nbsp id href <a <b> </b> é - ! <!-- --> &copy ]]> `"
PIECES = st.sampled_from([*WORDS.split(), *" \n\r\f\0"])


@settings(max_examples=500, deadline=None)
@given(st.lists(PIECES, max_size=40).map("".join))
def test_they_do_for_any_soup_of_tags(html):
    assert tokens(html) == tokens(html, StateByState)


@pytest.mark.parametrize("html", PLAIN)
def test_what_is_written_plainly_is_read_in_one_step(html):
    steps = []

    class Counted(BoundedTokenizer):
        def tagOpenState(self):  # noqa: N802 - html5lib's
            steps.append("tag")
            return super().tagOpenState()

        def entityDataState(self):  # noqa: N802 - html5lib's
            steps.append("reference")
            return super().entityDataState()

    tokens(html, Counted)

    assert steps == []


@pytest.mark.parametrize(
    "html",
    [
        "<a " * 100_000,
        "<a b='" * 50_000,
        "<a b=\"'" * 50_000,
        "<p" + " a" * 200_000,
        "&amp" * 100_000,
        "&#" * 100_000,
        " " * 400_000,
        '<a b="' + "&amp;" * 100_000,
        "<a" * 200_000,
    ],
    ids=lambda html: html[:12],
)
def test_no_pattern_takes_more_than_linear_time(html):
    started = time.process_time()

    tokens(html)

    assert time.process_time() - started < 5


def test_what_goes_with_its_text_is_never_lifted():
    assert [name for name in ("p", "b", "script", "style", "br", "x-y") if can_be_lifted(name)] == ["p", "b", "x-y"]
