"""Addresses are judged as a browser reads them."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planet import urls

BASE = "https://blog.example/posts/1"
ORDINARY = re.compile(r"https?://[a-z0-9-]{1,9}(\.[a-z0-9-]{1,9}){1,3}(/[A-Za-z0-9._~/-]{0,40})?")


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        " javascript:alert(1)",
        "\x01javascript:alert(1)",
        "\x1f\x20javascript:alert(1)",
        "java\tscript:alert(1)",
        "java\nscript:alert(1)",
        "java\r\nscript:alert(1)",
        "\tjava\tscript\t:alert(1)",
        "vbscript:x",
        "data:text/html,<script>alert(1)</script>",
        "data:image/svg+xml;base64,AAAA",
        "blob:https://blog.example/1",
        "file:///etc/passwd",
        "feed:https://blog.example/",
        "view-source:https://blog.example/",
        "filesystem:https://blog.example/x",
        "about:blank",
        "ws://blog.example/",
        "ftp://blog.example/",
        "x-unknown:1",
        "mailto:",
        "https://",
        "http:///",
        "https://[::1",
        "https://blog.example:99999/",
        "https://blog.example:port/",
        "https://a b/",
        "https://a%0ab/",
        'https://"onclick=/',
    ],
)
def test_a_hostile_or_broken_address_is_no_link(address):
    assert urls.safe_link(address, BASE) is None


@pytest.mark.parametrize(
    ("address", "link"),
    [
        ("https://other.example/x?a=1&b=2#c", "https://other.example/x?a=1&b=2#c"),
        ("HTTPS://Other.example/", "https://Other.example/"),
        ("2", "https://blog.example/posts/2"),
        ("/2", "https://blog.example/2"),
        ("?p=2", "https://blog.example/posts/1?p=2"),
        ("#c", "https://blog.example/posts/1#c"),
        ("", "https://blog.example/posts/1"),
        ("//other.example/x", "https://other.example/x"),
        (r"\\other.example\x", "https://other.example/x"),
        ("///other.example/x", "https://other.example/x"),
        ("https:other", "https://blog.example/posts/other"),
        ("http:other.example", "http://other.example"),
        ("https:", "https://blog.example/posts/1"),
        ("https:/2", "https://blog.example/2"),
        (r"https:\\other.example", "https://other.example"),
        ("  https://other.example/\n", "https://other.example/"),
        ("https://other.example/a b", "https://other.example/a%20b"),
        ("https://other.example/\"<>'", "https://other.example/%22%3C%3E'"),
        ("https://other.example/?q=a\\b", "https://other.example/?q=a%5Cb"),
        ("https://other.example/100%", "https://other.example/100%25"),
        ("https://other.example/%41", "https://other.example/%41"),
        ("https://other.example/\u202egpj.exe", "https://other.example/%E2%80%AEgpj.exe"),
        ("https://пример.example/путь", "https://пример.example/путь"),
        ("https://[::1]:8080/", "https://[::1]:8080/"),
        ("java\0script:alert(1)", "https://blog.example/posts/java%00script:alert(1)"),
        ("./javascript:alert(1)", "https://blog.example/posts/javascript:alert(1)"),
        ("mailto:a@blog.example?subject=a b", "mailto:a@blog.example?subject=a%20b"),
        ("tel:+49-30-1", "tel:+49-30-1"),
        ("xmpp:a@blog.example", "xmpp:a@blog.example"),
        ("magnet:?xt=urn:btih:1", "magnet:?xt=urn:btih:1"),
    ],
)
def test_a_link_is_absolute_and_plainly_written(address, link):
    assert urls.safe_link(address, BASE) == link


@pytest.mark.parametrize(
    "base", [None, "", "javascript:1", "data:text/html,x", "file:///a/", "blog.example", "https://"]
)
def test_a_relative_address_needs_a_base_on_the_web(base):
    assert urls.safe_link("page", base) is None
    assert urls.safe_image("page.png", base) is None


def test_a_link_longer_than_any_server_takes_is_none():
    assert urls.safe_link("https://blog.example/" + "a" * 9000) is None


@given(st.from_regex(ORDINARY, fullmatch=True), st.sampled_from([None, BASE, "http://blog.example"]))
def test_an_ordinary_address_is_what_the_long_way_round_makes_of_it(address, base):
    assert urls.safe_web_link(address, base) == urls.safe_link(address, base) == address


def test_a_web_link_longer_than_any_server_takes_is_none():
    assert urls.safe_web_link("https://a.example/" + "a" * urls.MAX_ADDRESS_LENGTH) is None


def test_only_web_links_are_web_links():
    assert urls.safe_web_link("mailto:a@blog.example") is None
    assert urls.safe_web_link("/x", BASE) == "https://blog.example/x"


@pytest.mark.parametrize(
    ("address", "image"),
    [
        ("/a.png", "https://blog.example/a.png"),
        ("data:image/png;base64,AAAA", "data:image/png;base64,AAAA"),
        (" data:image/webp;base64,AA AA\n==", "data:image/webp;base64,AAAA=="),
        ("DATA:image/GIF;base64,AAAA", "DATA:image/GIF;base64,AAAA"),
        ("data:image/svg+xml;base64,AAAA", None),
        ("data:image/png,<svg>", None),
        ("data:text/html;base64,AAAA", None),
        ("mailto:a@blog.example", None),
        ("javascript:alert(1)", None),
    ],
)
def test_an_image_comes_from_the_web_or_is_a_picture_itself(address, image):
    assert urls.safe_image(address, BASE) == image


@pytest.mark.parametrize(
    ("text", "is_iri"),
    [
        ("tag:blog.example,2020:1", True),
        ("urn:uuid:1", True),
        ("https://blog.example/ä", True),
        ("/posts/1", False),
        ("1", False),
        ("http:", False),
        ("urn:a b", False),
        ("urn:a\u0085", False),
        ("urn:<b>", False),
        ("", False),
    ],
)
def test_an_atom_id_is_an_absolute_iri(text, is_iri):
    assert urls.is_absolute_iri(text) is is_iri


def test_hosts_are_lower_case_and_without_port():
    assert urls.host_of("https://Blog.Example:8080/x") == "blog.example"
    assert urls.host_of("mailto:a@blog.example") is None
    assert urls.host_of("https://[x") is None


def test_an_entry_is_named_after_its_feed_and_its_key():
    name = urls.entry_name("https://blog.example/feed", "1")

    assert re.fullmatch("[0-9a-f]{16}", name)
    assert name != urls.entry_name("https://blog.example/feed", "2")
    assert urls.entry_name("x", "\ud800") == urls.entry_name("x", "\ud800")


@given(st.text(st.characters(codec=None)), st.sampled_from([None, BASE, "http://blog.example"]))
def test_whatever_the_text_a_link_is_safe_and_reading_it_again_changes_nothing(text, base):
    link = urls.safe_link(text, base)

    if link is not None:
        assert re.match(r"(?:https?://[^/?#\s]|mailto:|tel:|xmpp:|magnet:)", link)
        assert not re.search(r'[\x00-\x20"<>\\^`{|}]', link)
        assert urls.safe_link(link) == link


@pytest.mark.parametrize("address", ["java\tscript:x", " javascript:x", "\x01\x1fJavaScript:x", "java\r\nscript:x"])
def test_a_scheme_is_read_as_a_browser_reads_it(address):
    """By itself: that urllib strips the same before it joins addresses is a second guard."""
    assert urls.scheme_of(address) == "javascript"


@pytest.mark.parametrize(
    "spelling",
    [
        "https://ann.example/post",
        "http://ann.example/post",
        "https://www.ann.example/post/",
        "HTTPS://ANN.example:443/post/index.html",
        "https://ann.example/post?utm_source=rss&utm_medium=feed",
        "https://ann.example/post#utm_source=rss",
        "https://ann.example/post?source=rss----1",
    ],
)
def test_one_page_has_one_plain_form(spelling):
    assert urls.plain_page(spelling) == "ann.example/post"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://ann.example/post", "https://ann.example/Post"),
        ("https://ann.example/?p=1", "https://ann.example/?p=2"),
        ("https://ann.example/notes#1", "https://ann.example/notes#2"),
        ("https://ann.example:8080/", "https://ann.example/"),
        ("https://ann.example/a?source=paper", "https://ann.example/a"),
    ],
)
def test_two_pages_have_two(one, other):
    assert urls.plain_page(one) != urls.plain_page(other)


def test_letters_that_are_written_in_two_ways_are_one():
    assert urls.plain_page("https://ann.example/%D0%BF%D1%80%D0%B8") == urls.plain_page("https://ann.example/при")


@pytest.mark.parametrize("host", ["ann.example", "www.ann.example", "www.www.example", "1.2.3.4", "-.-"])
@pytest.mark.parametrize(
    "path", ["", "/", "/post", "/Post/", "//a//", "/index.html", "/a/INDEX.php", "/./..", "/~a_b-1"]
)
def test_an_ordinary_address_has_the_plain_form_of_one_that_is_tracked(host, path):
    assert urls.plain_page(f"http://{host}{path}") == urls.plain_page(f"http://{host}{path}?utm_source=feed")


@pytest.mark.parametrize("address", ["", "mailto:ann@ann.example", "urn:uuid:1", "https://", "/post", "https://a:b/"])
def test_what_is_no_page_has_no_plain_form(address):
    assert urls.plain_page(address) is None


@given(
    host=st.from_regex(r"(?:www\.)?[a-z0-9-]{1,5}(?:\.[a-z0-9-]{1,4}){1,2}", fullmatch=True),
    path=st.from_regex(r"(?:/(?:index|index\.html?|index\.php|www\.|[A-Za-z0-9._~-]{0,6})){0,4}", fullmatch=True),
)
def test_an_ordinary_address_names_the_page_that_any_spelling_of_it_names(host, path):
    assert urls.plain_page(f"https://{host}{path}") == urls.plain_page(f"HTTPS://{host}{path}")
