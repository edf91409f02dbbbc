"""What we say to a server, byte for byte."""

from __future__ import annotations

import pytest

from planet.errors import FetchError, Kind
from planet.fetch.request import as_sent, head_of, headers_for, is_conditional, user_agent
from planet.model.atom import Person
from planet.model.fetching import Validators
from planet.model.settings import SiteSettings


def agent(version: str, url: str | None, email: str | None = None) -> str:
    return user_agent(version, SiteSettings(title="Planet", url=url, author=Person(name="Ann", email=email)))


def test_the_agent_names_the_program_its_version_and_the_planets_address():
    assert agent("1.2", "https://planet.example/") == "planet-feeds/1.2 (+https://planet.example/)"


def test_a_planet_without_an_address_gives_the_projects():
    assert agent("1.2", None) == "planet-feeds/1.2 (+https://github.com/planet-feeds/planet-feeds)"


def test_an_author_with_an_e_mail_address_can_be_asked():
    named = agent("1.2", "https://planet.example/", "ann@planet.example")

    assert named == "planet-feeds/1.2 (+https://planet.example/; ann@planet.example)"
    assert "\r" not in agent("1", None, "a\r\nb@x")


def test_an_address_cannot_smuggle_a_header_into_the_agent():
    assert agent("1", "https://ü/\r\nX: 1)(") == "planet-feeds/1 (+https://%C3%BC/%0D%0AX:%201%29%28)"


def test_a_first_request_has_these_headers_and_no_others():
    headers = headers_for("blog.example", "planet-feeds/1", Validators(body_sha256="00"))

    assert [name for name, _ in headers] == [b"Host", b"User-Agent", b"Accept", b"Accept-Encoding"]
    assert headers[3][1] == b"gzip"
    assert headers[2][1].startswith(b"application/atom+xml, application/rss+xml, application/feed+json")


@pytest.mark.parametrize(
    "etag", ['"a"', 'W/"a"', "no-quotes", '"with "quotes""', '"a" ', '"\xe4\xff"', "*", '"a", "b"']
)
def test_an_entity_tag_goes_back_as_it_came(etag):
    headers = dict(headers_for("h", "a", Validators(etag=etag, last_modified="yesterday, about noon")))

    assert headers[b"If-None-Match"] == etag.encode("latin-1")
    assert headers[b"If-Modified-Since"] == b"yesterday, about noon"


@pytest.mark.parametrize("validator", [None, "", "a\r\nX-Evil: 1", "a\nb", "a\rb", "\x00", "\x7f", "“”", "x" * 5000])
def test_a_validator_that_cannot_stand_in_a_header_is_not_sent(validator):
    validators = Validators(etag=validator, last_modified=validator)

    assert as_sent(validator) is None
    assert not is_conditional(validators)
    assert len(headers_for("h", "a", validators)) == 4


def test_a_request_is_its_line_and_its_headers():
    sent = head_of("GET", "/feed?a=b", [(b"Host", b"blog.example"), (b"X-Key", b"a\xff\tb"), (b"X-Empty", b"")])

    assert sent == b"GET /feed?a=b HTTP/1.1\r\nHost: blog.example\r\nX-Key: a\xff\tb\r\nX-Empty: \r\n\r\n"


@pytest.mark.parametrize(
    ("form", "name", "value"),
    [
        *(("/ HTTP/1.1\r\nX: 1\r\n\r\nGET /", b"X", b"1"), ("/a b", b"X", b"1"), ("", b"X", b"1"), ("/ü", b"X", b"1")),
        *(
            ("/", b"X", b"1\r\nY: 2"),
            ("/", b"X", b"1\n\n"),
            ("/", b"X", b"1\r"),
            ("/", b"X", b"\x00"),
            ("/", b"X", b"\x0b"),
        ),
        *(("/", b"", b"1"), ("/", b"X Y", b"1"), ("/", b"X:", b"1"), ("/", b"X\r\nY", b"1"), ("/", b"\xff", b"1")),
    ],
)
def test_what_would_be_read_as_more_than_one_request_is_not_sent(form, name, value):
    with pytest.raises(FetchError, match="would not be valid HTTP") as caught:
        head_of("GET", form, [(b"Host", b"blog.example"), (name, value)])

    assert caught.value.kind is Kind.PROTOCOL
