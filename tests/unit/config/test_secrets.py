"""Headers and logins of a feed: from the environment, and in no message."""

from __future__ import annotations

import base64

import pytest

from planet.model.fetching import Header

FEED = "title: My Planet\nfeeds:\n  - url: https://example.org/feed.xml\n"


def headers(config, lines):
    return config.load(f"{FEED}{lines}").feeds[0].headers


def test_a_header_is_filled_in_from_the_environment(config):
    found = headers(config, "    headers: {X-Api-Key: 'key ${EXAMPLE_KEY}!', User-Agent: plain}\n")

    assert found == (Header(name="X-Api-Key", value="key k3y!"), Header(name="User-Agent", value="plain"))


def test_a_login_becomes_basic_authentication(config):
    [header] = headers(config, "    auth: ann:${ANNS_PASSWORD}\n")

    assert header.name == "Authorization"
    assert header.value == f"Basic {base64.b64encode(b'ann:sesame').decode()}"


@pytest.mark.parametrize("key", ["headers: {X-Key: '${MISSING_ONE}'}", "auth: 'ann:${MISSING_ONE}'"])
def test_a_variable_that_is_not_there_is_an_error_at_its_place(config, key):
    [problem] = config.errors(f"{FEED}    {key}\n")

    assert problem.startswith("config.yaml:4:")
    assert "the environment has no variable MISSING_ONE" in problem


def test_an_empty_variable_is_none(config):
    config.environment["EMPTY"] = ""

    [problem] = config.errors(f"{FEED}    auth: ann:${{EMPTY}}\n")

    assert "the environment has no variable EMPTY" in problem


@pytest.mark.parametrize("written", ["ann:sesame", "ann", "'${ANNS_PASSWORD}'", "'${ANNS_PASSWORD}:x'"])
def test_a_password_in_the_file_is_refused_and_not_repeated(config, written):
    [problem] = config.errors(f"{FEED}    auth: {written}\n")

    assert "a password must not stand in the file" in problem
    assert "sesame" not in problem


@pytest.mark.parametrize(
    ("lines", "problem"),
    [
        ("{Host: other}", "Host is set by Planet itself"),
        ("{if-none-match: x}", "if-none-match is set by Planet itself"),
        ("{'Bad Name': x}", '"Bad Name" is not the name of a header'),
        ("{X-Key: '${no-name}'}", '"no-name" is not the name of a variable'),
        ("{X-Key: '${LINES}'}", "its value cannot be sent in a header"),
        ("{X-Key: ''}", "its value cannot be sent in a header"),
        ("{X-Key: ключ}", "its value cannot be sent in a header"),
        ("[x]", "a mapping (Name: value) is wanted"),
        ("{" + ", ".join(f"X-{n}: x" for n in range(17)) + "}", "has 17 headers, more than 16"),
    ],
)
def test_a_header_that_cannot_be_sent_is_refused(config, lines, problem):
    config.environment["LINES"] = "a\r\nb"

    found = config.errors(f"{FEED}    headers: {lines}\n")

    assert any(problem in one for one in found)


def test_two_authorizations_are_one_too_many(config):
    lines = "    auth: ann:${ANNS_PASSWORD}\n    headers: {authorization: 'Bearer ${EXAMPLE_KEY}'}\n"

    [problem] = config.errors(FEED + lines)

    assert 'there is an "Authorization" among the headers too' in problem


def test_no_secret_shows_in_the_settings(config):
    settings = config.load(f"{FEED}    auth: ann:${{ANNS_PASSWORD}}\n    headers: {{X-Key: '${{EXAMPLE_KEY}}'}}\n")

    shown = repr(settings)

    assert "k3y" not in shown
    assert base64.b64encode(b"ann:sesame").decode() not in shown
