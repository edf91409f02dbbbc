from __future__ import annotations

import html
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from planet.render.atom_values import (
    email_address,
    html_value,
    media_type,
    one_line,
    person_name,
    rfc822,
    text_construct,
    uri,
    web_address,
    xml_text,
)


@given(st.text())
def test_any_text_becomes_text_that_xml_can_hold(text):
    element = etree.Element("x")

    element.text = xml_text(text)

    assert etree.fromstring(etree.tostring(element)).text or element.text == ""


def test_control_characters_and_noncharacters_go_and_everything_else_stays():
    assert xml_text("a\x00\x0b\x1f\x7f\x85\x9fb\ud800\ufffe\uffff") == "ab"
    assert xml_text("é 日本 🎈 \u202e\u00ad\t\n") == "é 日本 🎈 \u202e\u00ad\t\n"
    assert xml_text("a\r\nb\rc") == "a\nb\nc"


def test_a_title_is_one_line():
    assert one_line(" a\n\t b\u00a0c ") == "a b c"


@pytest.mark.parametrize(
    ("text", "construct"),
    [
        ("Plain", ("text", "Plain")),
        ("1 < 2 & 3", ("text", "1 < 2 & 3")),
        ("<b>Bold</b>", ("html", "&lt;b&gt;Bold&lt;/b&gt;")),
        ("AT&T", ("html", "AT&amp;T")),
        ("&copy;", ("html", "&amp;copy;")),
        ("lost \ufffd", ("html", "lost &#xFFFD;")),
        ("", ("text", "")),
    ],
)
def test_what_looks_like_markup_is_said_as_html_that_shows_it(text, construct):
    assert text_construct(text) == construct


@given(st.text())
def test_a_text_construct_always_says_the_text(text):
    kind, value = text_construct(text)

    assert (html.unescape(value) if kind == "html" else value) == one_line(text)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Tom &amp;amp; Jerry", "Tom & Jerry"),
        ("A</b>", "A< /b>"),
        ("R&D", "R&D"),
        ("R&x1", "R& x1"),
        ("\x00 ", ""),
        ("a\ufffdb", "a?b"),
    ],
)
def test_a_name_holds_nothing_that_looks_like_html(name, said):
    assert person_name(name) == said


@pytest.mark.parametrize("text", ["audio/mpeg", " Audio/MPEG; x=y", "application/vnd.ms-x+xml"])
def test_media_types_lose_parameters_and_case(text):
    assert media_type(text) == text.partition(";")[0].strip().lower()


@pytest.mark.parametrize("text", [None, "", "mp3", "audio/", "/mpeg", "a/b/c", "audio/mp3 x", 'a/b"', "аудио/mpeg"])
def test_what_is_no_media_type_is_left_out(text):
    assert media_type(text) is None


@pytest.mark.parametrize("text", ["a@b.example", "first.last+tag@mail.b.example"])
def test_plain_addresses_of_mail_pass(text):
    assert email_address(text) == text


@pytest.mark.parametrize(
    "text", [None, "", "a@b", "A <a@b.example>", "a b@c.example", "я@пример.рф", "a@" + "a." * 9000 + "!"]
)
def test_other_addresses_of_mail_are_left_out(text):
    assert email_address(text) is None


@pytest.mark.parametrize(
    ("address", "made"),
    [
        ("https://x.example/a?b=c#d", "https://x.example/a?b=c#d"),
        ('https://x.example/a b|c{d}^`"<>\\e', "https://x.example/a%20b%7Cc%7Bd%7D%5E%60%22%3C%3E/e"),
        ("https://x.example/дом?q=ü#é", "https://x.example/%D0%B4%D0%BE%D0%BC?q=%C3%BC#%C3%A9"),
        ("https://bücher.example:8080/", "https://xn--bcher-kva.example:8080/"),
        ("HTTPS://X.Example/%7Euser", "https://x.example/%7Euser"),
        ("http://[::1]/x[1]", "http://[::1]/x%5B1%5D"),
        (" https://x.example/\n", "https://x.example/"),
        ("mailto:a b@x.example", "mailto:a%20b@x.example"),
        ("urn:isbn:123", "urn:isbn:123"),
    ],
)
def test_an_address_is_written_in_the_characters_of_a_uri(address, made):
    assert uri(address) == made


@pytest.mark.parametrize(
    "address", [None, "", "/x", "x.html", "//x.example/", "http://", "https://[bad", "http://x:99999999/"]
)
def test_what_is_no_absolute_address_is_left_out(address):
    assert uri(address) is None


@pytest.mark.parametrize("address", ["mailto:a@b.example", "javascript:alert(1)", "urn:x:y", "ftp://x.example/"])
def test_a_web_address_is_http_or_https(address):
    assert web_address(address) is None


@given(st.text())
def test_no_address_is_ever_too_strange_to_judge(address):
    made = uri(address)

    assert made is None or made.isascii()
    assert web_address("http://" + address) is None or uri("http://" + address) is not None


def test_clean_html_keeps_its_replacement_characters_as_references():
    assert html_value("<p>\ufffd\x85</p>") == "<p>&#xFFFD;</p>"


def test_opml_dates_do_not_depend_on_the_locale():
    assert rfc822(datetime(2026, 3, 2, 9, 5, 7, 12, tzinfo=UTC)) == "Mon, 02 Mar 2026 09:05:07 GMT"
