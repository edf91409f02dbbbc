"""Repairs before parsing."""

import time

import pytest

from planet.parse.mend import mend


@pytest.mark.parametrize(
    "text",
    [
        "<title>plain</title>",
        "<title>&amp; &lt; &gt; &quot; &apos; &#169; &#xA9; &#128512;</title>",
        "<![CDATA[AT&T &nbsp; <id>x</id> a&b]]>",
        "<a b='c'/>",
        "tab\tline\nend",
    ],
)
def test_what_is_well_formed_stays_as_it_is(text):
    assert mend(text) == text


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        ("AT&T", "AT&amp;T"),
        ("?a=1&b=2", "?a=1&amp;b=2"),
        ("a & b", "a &amp; b"),
        ("&", "&amp;"),
        ("&nbsp;", "&#160;"),
        ("&hellip;&eacute;", "&#8230;&#233;"),
        ("&lang;", "&#10216;"),
        ("&LT;script&GT;", "&#60;script&#62;"),
        ("&planet;", "&amp;planet;"),
        ("&amp;nbsp;", "&amp;nbsp;"),
        ("&#xD800;", "\ufffd"),
        ("&#55296;", "\ufffd"),
        ("&#x110000;", "\ufffd"),
        ("&#1114112;", "\ufffd"),
        ("&#0;", "\ufffd"),
        ("&#x0;", "\ufffd"),
        ("&#11;", "\ufffd"),
        ("&#x1F;", "\ufffd"),
        ("&#xFFFE;", "\ufffd"),
        ("&#65535;", "\ufffd"),
        ("&#xD800 without an end", "\ufffd without an end"),
        ("&#" + "9" * 5000 + ";", "\ufffd"),
        ("&#x" + "f" * 5000 + ";", "\ufffd"),
        ("&#0000065;", "&#0000065;"),
        ("&#1114111;", "&#1114111;"),
        ("&#x10FFFF;", "&#x10FFFF;"),
        ("&#9;&#10;&#13;", "&#9;&#10;&#13;"),
        ("a\x00b\x0bc\x1fd\ufffee\ufffff", "abcdef"),
    ],
)
def test_what_would_break_the_parser_is_mended(text, mended):
    assert mend(text) == mended


def test_references_that_cannot_be_are_mended_in_cdata_too():
    assert mend("<![CDATA[a&#xD800;b]]>") == "<![CDATA[a\ufffdb]]>"


def test_only_what_is_outside_cdata_is_mended():
    assert mend("a&b<![CDATA[a&b]]>a&b<![CDATA[a&b]]>") == "a&amp;b<![CDATA[a&b]]>a&amp;b<![CDATA[a&b]]>"


def test_cdata_that_never_ends_stays():
    assert mend("<![CDATA[a&b") == "<![CDATA[a&b"


@pytest.mark.parametrize("piece", ["&", "&#", "&a", "<a:", "<![CDATA[", "]]>", "&#x0"])
def test_hostile_repetition_takes_linear_time(piece):
    text = piece * 100_000
    started = time.process_time()

    mend(text)

    assert time.process_time() - started < 1


@pytest.mark.parametrize(
    ("halves", "whole"),
    [
        ("&#55357;&#56832;", "&#128512;"),
        ("&#xD83D;&#xde00;", "&#128512;"),
        ("&#55357;&#55357;", "\ufffd\ufffd"),
        ("&#56832;&#55357;", "\ufffd\ufffd"),
        ("&#56999;&#57999;", "\ufffd&#57999;"),
    ],
)
def test_two_halves_of_a_character_become_one(halves, whole):
    assert mend(f"<a>{halves}</a>") == f"<a>{whole}</a>"
