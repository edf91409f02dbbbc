from __future__ import annotations

import time
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from planet.config import load_settings
from planet.errors import ConfigError
from planet.model.atom import Person
from planet.model.settings import (
    AuthoredPage,
    FeedConfig,
    FetchPolicy,
    HideRules,
    RiverSettings,
    Settings,
    SiteSettings,
    StateSettings,
)

EVERYTHING = """\
title: "My  Planet"
url: https://planet.example
description: |
  All *we* write.
language: pt-br
timezone: Europe/Berlin
author: {name: Jane, email: jane@example.org, url: "https://example.org/jane"}
theme: quiet
output: public
state: {path: var/state, publish: true, max_bytes: 2 MiB}
river: {per_page: 10, max_per_feed: 2}
feed: {entries: 30}
hide:
  - https://example.org/bad
  - tag:example.org,2024:1
  - author: Spammer
fetch:
  concurrency: 7
  timeout: 40s
  connect_timeout: 5s
  idle_timeout: 3s
  max_bytes: 1 MiB
  max_ratio: 50
  max_redirects: 2
  max_entries: 100
  min_interval: 0
  allow_private_addresses: true
feeds:
  - https://example.org/feed.xml
"""


def test_a_title_and_one_feed_are_enough(config):
    loaded = config.load("title: My Planet\nfeeds: [example.org/feed]\n")

    assert loaded == Settings(
        config_file=Path("config.yaml"),
        folder=config.folder,
        site=SiteSettings(title="My Planet"),
        feeds=(FeedConfig(url="https://example.org/feed"),),
        output_dir=config.folder / "output",
        state_dir=config.folder / ".planet",
        warnings=(
            (
                'config.yaml: without "url" the merged feed cannot name its own address; '
                'add a line like "url: https://example.org/planet/"'
            ),
        ),
    )


def test_every_key_reaches_the_settings(config):
    config.write("pages/about.md", "---\ntitle: About\n---\nHi\n")

    assert config.load(EVERYTHING) == Settings(
        config_file=Path("config.yaml"),
        folder=config.folder,
        site=SiteSettings(
            title="My Planet",
            url="https://planet.example/",
            description="All *we* write.",
            language="pt-BR",
            timezone="Europe/Berlin",
            author=Person(name="Jane", uri="https://example.org/jane", email="jane@example.org"),
            feed_entries=30,
        ),
        feeds=(FeedConfig(url="https://example.org/feed.xml"),),
        output_dir=config.folder / "public",
        state_dir=config.folder / "var/state",
        theme="quiet",
        state=StateSettings(publish=True, max_bytes=2 * 1024 * 1024),
        river=RiverSettings(per_page=10, max_per_feed=2),
        fetch=FetchPolicy(
            concurrency=7,
            timeout=timedelta(seconds=40),
            connect_timeout=timedelta(seconds=5),
            idle_timeout=timedelta(seconds=3),
            max_bytes=1024 * 1024,
            max_ratio=50,
            max_redirects=2,
            max_entries=100,
            min_interval=timedelta(0),
            allow_private_addresses=True,
        ),
        hide=HideRules(
            entries=frozenset({"https://example.org/bad", "tag:example.org,2024:1"}), authors=frozenset({"Spammer"})
        ),
        pages=(AuthoredPage(name="about", title="About", markdown="Hi\n"),),
    )


@pytest.mark.parametrize(
    ("written", "title"), [("2024", "2024"), ("2024-05-01", "2024-05-01"), ("No", "No"), ("3.10", "3.10")]
)
def test_a_title_that_yaml_takes_for_something_else_is_its_text(config, written, title):
    assert config.load(f"title: {written}\nfeeds: [example.org]\n").site.title == title


def test_sections_with_nothing_in_them_are_as_if_they_were_not_there(config):
    empty = "".join(f"{name}:\n" for name in ("url", "author", "state", "river", "feed", "hide", "fetch", "theme"))

    assert config.load_with(empty) == config.load_with("")


def test_what_is_wrong_with_the_state_is_said_once(config):
    written = "state:\n  publish: maybe\n  max_bytes: 1 KiB\n  pubish: true\n"

    assert len(config.errors(f"title: P\nfeeds: [example.org]\n{written}")) >= 3
    assert str(config.errors(f"title: P\nfeeds: [example.org]\n{written}")).count("pubish") == 1


def test_everything_wrong_is_said_at_once_in_the_order_of_the_lines(config):
    config.write("pages/about.md", "no front matter")

    assert config.errors(
        "tilte: My Planet\n"
        "url: example.org\n"
        "language: en_US\n"
        "timezone: Berlin\n"
        "author: Jane\n"
        "river:\n"
        "  per_page: 0\n"
        "  max_per_fed: 3\n"
        "fetch: {timeout: 30, max_bytes: 10 MB, allow_private_addresses: 1}\n"
        "feeds:\n"
        "  - ftp://example.org/feed\n"
        "hide: me\n"
    ) == [
        'config.yaml:1:1: "tilte" is not a key that Planet knows\n  hint: did you mean "title"?',
        (
            'config.yaml:2:6: url: "example.org" is not an http or https address\n'
            '  hint: did you mean "https://example.org"?'
        ),
        'config.yaml:3:11: language: "en_US" is not a language tag\n  hint: did you mean "en-US"?',
        'config.yaml:4:11: timezone: "Berlin" is not a time zone\n  hint: did you mean "Europe/Berlin"?',
        'config.yaml:5:9: author: found the text "Jane", but a mapping is wanted\n  hint: write it as {name: …}',
        "config.yaml:7:13: river.per_page: 0 is out of range (1 to 500)",
        'config.yaml:8:3: river: "max_per_fed" is not a key that Planet knows\n  hint: did you mean "max_per_feed"?',
        'config.yaml:9:18: fetch.timeout: "30" is not a duration\n  hint: a unit is missing; did you mean "30s"?',
        'config.yaml:9:33: fetch.max_bytes: "10 MB" is not a size\n  hint: did you mean "10 MiB"?',
        'config.yaml:9:65: fetch.allow_private_addresses: found a whole number "1", but true or false is wanted',
        (
            'config.yaml:11:5: feeds[0]: "ftp://example.org/feed" is not an http or https address\n'
            "  hint: write an address that starts with https:// or http://"
        ),
        (
            'config.yaml:12:7: hide: found the text "me", but a list is wanted\n'
            '  hint: start each item of "hide:" with "- "'
        ),
        (
            "pages/about.md:1:1: the page has no front matter\n"
            '  hint: start the file with three lines: "---", "title: …" and "---"'
        ),
    ]


SMALLEST_HINT = 'write at least "title: My Planet", and "feeds:" with one address after "- " on each line'


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", f"config.yaml: the file is empty\n  hint: {SMALLEST_HINT}"),
        ("# later\n", f"config.yaml: the file is empty\n  hint: {SMALLEST_HINT}"),
        ("- a\n", f"config.yaml:1:1: found a list, but a mapping is wanted\n  hint: {SMALLEST_HINT}"),
        ("planet\n", f'config.yaml:1:1: found the text "planet", but a mapping is wanted\n  hint: {SMALLEST_HINT}'),
        ("~\n", f"config.yaml:1:1: found nothing, but a mapping is wanted\n  hint: {SMALLEST_HINT}"),
    ],
)
def test_a_file_with_nothing_to_read_is_told_what_to_write(config, text, said):
    assert config.errors(text) == [said]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "title: x\n",
            (
                'config.yaml:1:1: "feeds" is missing\n'
                '  hint: write "feeds:", and below it one address after "- " on each line'
            ),
        ),
        (
            "title: x\nfeeds:\n",
            (
                "config.yaml:2:7: feeds: is empty\n"
                '  hint: write "feeds:", and below it one address after "- " on each line'
            ),
        ),
        (
            "feeds: [example.org]\n",
            'config.yaml:1:1: "title" is missing\n  hint: write a line like "title: My Planet"',
        ),
        (
            "feeds: [example.org]\ntitle:\n",
            'config.yaml:2:7: title: is empty\n  hint: write a line like "title: My Planet"',
        ),
        ("feeds: [example.org]\ntitle: ''\n", "config.yaml:2:8: title: is empty"),
    ],
)
def test_what_is_required_is_missed(config, text, said):
    assert config.errors(text) == [said]


def test_a_missing_file_is_named_as_it_was_asked_for(config):
    with pytest.raises(ConfigError) as caught:
        load_settings(Path("planets/mine.yaml"))

    assert str(caught.value).startswith("planets/mine.yaml: there is no such file\n  hint: ")


def test_places_and_folders_follow_the_file_and_not_where_one_stands(config):
    config.write("deep/feeds/a.xml", "<rss/>")
    config.write("deep/my.yaml", "title: x\nfeeds: [feeds/a.xml]\n")

    loaded = load_settings(Path("deep/my.yaml"))

    assert loaded.feeds[0].file == config.folder / "deep/feeds/a.xml"
    assert loaded.output_dir == config.folder / "deep/output"
    assert loaded.warnings[0].startswith("deep/my.yaml: ")


def test_a_broken_file_is_one_problem_with_the_key_written_twice_before_it(config):
    assert [found.partition(": ")[0] for found in config.errors("title: a\ntitle: b\nurl: c: d\n")] == [
        "config.yaml:2:1",
        "config.yaml:3:7",
    ]


@pytest.mark.parametrize(
    ("written", "url"),
    [("https://example.org", "https://example.org/"), ("http://Example.org/planet", "http://example.org/planet/")],
)
def test_the_sites_address_ends_with_a_slash(config, written, url):
    loaded = config.load_with(f"url: {written}\n")

    assert loaded.site.url == url
    assert loaded.warnings == ()


def test_the_sites_address_has_no_query(config):
    assert config.errors_with("url: https://example.org/?planet=1\n") == [
        "config.yaml:4:6: url: the site's address has a query\n  hint: leave out what follows the question mark"
    ]


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ("output: .\n", 'config.yaml:4:9: output: "." is the folder of the configuration, or holds it'),
        ("output: pages/site\n", 'config.yaml:4:9: output: "pages/site" is in "pages", which holds your own files'),
        ("output: .planet\n", 'config.yaml:4:9: output: ".planet" is the folder of the state, or holds it'),
        (
            "state: {path: output/state}\n",
            'config.yaml:4:8: output: "output" is the folder of the state, or holds it',
        ),
    ],
)
def test_the_site_has_a_folder_of_its_own(config, lines, said):
    assert config.errors_with(lines) == [f"{said}\n  hint: write the site into a folder of its own, such as: output"]


def test_an_output_folder_that_is_a_link_to_the_configuration_is_refused(config):
    Path("output").symlink_to(".")

    [said] = config.errors_with("")

    assert said.startswith('config.yaml: output: "output" is the folder of the configuration, or holds it')


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ("author: {email: a@example.org}\n", 'author: "name" is missing\n  hint: write the name of a person or group'),
        (
            "hide: [{name: x}]\n",
            'hide[0]: "name" is not a key that Planet knows\n  hint: keys that may stand here: author',
        ),
        ("hide: [[x]]\n", "hide[0]: found a list, but a text is wanted"),
        (
            "theme: ../evil\n",
            'theme: "../evil" is not the name of a theme\n  hint: use small letters, digits and hyphens',
        ),
        ("fetch: []\n", "fetch: found a list, but a mapping (concurrency: …, timeout: …, connect_timeout: …"),
        ("per_page: 5\n", '"per_page" is not a key that Planet knows\n  hint: did you mean "river.per_page"?'),
    ],
)
def test_a_wrong_value_is_named_with_its_path(config, lines, said):
    assert any(said in found for found in config.errors_with(lines))


def test_a_configuration_in_utf8_with_a_byte_order_mark_is_read(config):
    loaded = config.load("\ufefftitle: Планета\nfeeds: [example.org]\n")

    assert loaded.site.title == "Планета"


def test_tens_of_thousands_of_unknown_keys_end_soon(config):
    text = "title: x\nfeeds: [example.org]\n" + "".join(f"key{number}: {{a: b}}\n" for number in range(40_000))
    started = time.monotonic()

    found = config.errors(text)

    assert len(found) == 101
    assert time.monotonic() - started < 10


KEYS = st.sampled_from(["title", "url", "feeds", "fetch", "hide", "author", "river", "tags", "timeout", "output", "x"])
WORDS = st.sampled_from(
    ["x", "~", "no", "5", "30s", "[a, b]", "{a: b}", "- a", "'", '"', "https://e.org", "./a", "..", "&a", "*a"]
)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    text=st.binary(max_size=80)
    | st.lists(st.tuples(st.sampled_from(["", "  ", "  - "]), KEYS, WORDS), max_size=8).map(
        lambda lines: "\n".join(f"{indent}{key}: {word}" for indent, key, word in lines)
    )
)
def test_any_file_loads_or_raises_a_config_error(config, text):
    with suppress(ConfigError):
        config.load(text)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(value=st.text(max_size=20) | st.integers() | st.none() | st.lists(st.text(max_size=5), max_size=2), key=KEYS)
def test_any_value_of_any_key_loads_or_raises_a_config_error(config, key, value):
    import json

    with suppress(ConfigError):
        config.load(f"title: x\nfeeds: [example.org]\n{key}: {json.dumps(value)}\n")
