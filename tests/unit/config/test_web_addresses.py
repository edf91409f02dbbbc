from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planet.config.web_addresses import Wrong, web_address


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("https://example.org/feed.xml", "https://example.org/feed.xml"),
        ("HTTPS://Example.ORG/Feed.XML", "https://example.org/Feed.XML"),
        ("  https://example.org/  ", "https://example.org/"),
        ("https://example.org", "https://example.org"),
        ("https://example.org/a#top", "https://example.org/a"),
        ("https://example.org/?a=b&c=%7e", "https://example.org/?a=b&c=%7e"),
        ("https://example.org?a", "https://example.org?a"),
        ("https://example.org/a//b/../c;d='e'", "https://example.org/a//b/../c;d='e'"),
        ("https://example.org/a b/ü?q=ж", "https://example.org/a%20b/%C3%BC?q=%D0%B6"),
        ("https://example.org:8080/", "https://example.org:8080/"),
        ("https://example.org:/", "https://example.org/"),
        ("https://bücher.example/", "https://xn--bcher-kva.example/"),
        ("https://BÜCHER.example/", "https://xn--bcher-kva.example/"),
        ("https://例え.テスト/", "https://xn--r8jz45g.xn--zckzah/"),
        ("https://example。org/", "https://example.org/"),
        ("https://my_host.example/", "https://my_host.example/"),
        ("https://example.org./", "https://example.org./"),
        ("http://127.0.0.1:8000/feed", "http://127.0.0.1:8000/feed"),
        ("http://[2001:DB8::1]:80/", "http://[2001:db8::1]:80/"),
        ("https://medium.com/feed/@name", "https://medium.com/feed/@name"),
    ],
)
def test_an_address_is_kept_but_for_its_host_its_fragment_and_what_is_not_ascii(written, meant):
    assert web_address(written) == meant


@pytest.mark.parametrize(
    ("written", "text", "hint"),
    [
        ("htp://example.org/f", '"htp://example.org/f" is not an http or https address', "http://example.org/f"),
        ("htps://example.org/f", '"htps://example.org/f" is not an http or https address', "https://example.org/f"),
        ("https:/example.org/f", '"https:/example.org/f" is not an http or https address', "https://example.org/f"),
        ("https:example.org/f", '"https:example.org/f" is not an http or https address', "https://example.org/f"),
        ("http//example.org/f", '"http//example.org/f" is not an http or https address', "http://example.org/f"),
        ("https;//example.org", '"https;//example.org" is not an http or https address', "https://example.org"),
        (
            "https:\\\\example.org\\f",
            '"https:\\\\example.org\\f" is not an http or https address',
            "https://example.org/f",
        ),
        ("example.org/f", '"example.org/f" is not an http or https address', "https://example.org/f"),
        ("//example.org/f", '"//example.org/f" is not an http or https address', None),
        ("https:///example.org/f", '"https:///example.org/f" has no host', "https://example.org/f"),
    ],
)
def test_a_slip_of_the_pen_gets_the_address_that_was_meant(written, text, hint):
    address = web_address(written)

    assert isinstance(address, Wrong)
    assert address.text == text
    if hint:
        assert address.hint == f'did you mean "{hint}"?'


@pytest.mark.parametrize(
    "written", ["ftp://example.org/f", "mailto:a@example.org", "javascript:alert(1)", "data:,x", "C:\\f"]
)
def test_another_scheme_is_no_web_address(written):
    address = web_address(written)

    assert isinstance(address, Wrong)
    assert address.text.endswith(" is not an http or https address")
    assert address.hint == "write an address that starts with https:// or http://"


def test_a_file_address_gets_the_way_to_write_a_path():
    address = web_address("file:///etc/passwd")

    assert isinstance(address, Wrong)
    assert address.hint == 'write a file inside the folder of the configuration like "./feeds/a.xml"'


@pytest.mark.parametrize(
    "written",
    [
        "https://",
        "https://?",
        "https://:80/",
        "https://exa mple.org/",
        "https://example..org/",
        "https://.example.org/",
        "https://exam%70le.org/",
        "https://example.org:99999/",
        "https://example.org:8o/",
        "https://[::1/",
        "https://[::x]/",
        "https://[fe80::1%25eth0]/",
        "https://::1/",
        f"https://{'a' * 64}.org/",
        f"https://{'a.' * 127}org/",
        "https://\u2488.example/",
        "https://❤\ufe0f\u200d.example/",
        "https://\u0301.example/",
        "https://xn--\u00fc.example/",
    ],
)
def test_a_host_that_cannot_be_is_refused(written):
    assert isinstance(web_address(written), Wrong)


@pytest.mark.parametrize(
    "written", ["https://me:secret@example.org/f", "https://secret@example.org/f", "https://@example.org"]
)
def test_a_login_in_an_address_is_refused_and_not_repeated(written):
    address = web_address(written)

    assert isinstance(address, Wrong)
    assert address.text.endswith("has a user name or password in it")
    assert "never commit a password" in (address.hint or "")
    assert "secret" not in address.text + (address.hint or "")


@pytest.mark.parametrize(
    "written", ["", "   ", "https://example.org/\x00", "https://exam\tple.org", "https://a/\ud800"]
)
def test_nothing_and_characters_that_nobody_sees_are_refused(written):
    assert isinstance(web_address(written), Wrong)


def test_an_endless_address_is_refused():
    address = web_address("https://example.org/" + "x" * 5000)

    assert address == Wrong(text="has 5020 characters, more than 2048")


@given(text=st.text(max_size=40).map(lambda tail: "https://" + tail) | st.text(max_size=40))
def test_any_text_is_an_address_in_ascii_or_wrong_and_an_address_stays_as_it_is(text):
    address = web_address(text)

    if isinstance(address, str):
        assert address.isascii()
        assert address.isprintable()
        assert web_address(address) == address
