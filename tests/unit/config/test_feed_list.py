from __future__ import annotations

import time

from planet.model.settings import FeedConfig


def load(config, feeds: str):
    return config.load(f"title: x\nurl: https://planet.example/\nfeeds:\n{feeds}")


def errors(config, feeds: str) -> list[str]:
    return config.errors(f"title: x\nurl: https://planet.example/\nfeeds:\n{feeds}")


def test_a_feed_is_an_address_or_a_mapping(config):
    file = config.write("feeds/a.xml", "<rss/>")

    settings = load(
        config,
        "  - https://example.org/feed.xml\n"
        "  - ./feeds/a.xml\n"
        "  - {url: example.net/atom, name: 2024, site: 'https://example.net/', tags: [no, b, b], language: no}\n",
    )

    assert settings.feeds == (
        FeedConfig(url="https://example.org/feed.xml"),
        FeedConfig(url="./feeds/a.xml", file=file),
        FeedConfig(
            url="https://example.net/atom",
            name="2024",
            site="https://example.net/",
            tags=("no", "b"),
            language="no",
        ),
    )
    assert settings.warnings == ()


def test_every_problem_of_every_feed_is_named_at_once(config):
    assert errors(
        config,
        "  - htp://example.org/feed\n"
        "  - {name: A}\n"
        "  - [a]\n"
        "  - url: https://me:secret@example.org/\n"
        "    nmae: B\n"
        "    site: example.org\n"
        "    tags: a, b\n"
        "    language: english\n"
        "  - url: [x]\n"
        "  - https://example.com/feed: Name\n"
        "  -\n",
    ) == [
        (
            'config.yaml:4:5: feeds[0]: "htp://example.org/feed" is not an http or https address\n'
            '  hint: did you mean "http://example.org/feed"?'
        ),
        'config.yaml:5:5: feeds[1]: "url" is missing\n  hint: write "url: https://example.org/feed.xml"',
        "config.yaml:6:5: feeds[2]: found a list, but an address or a mapping (url: …) is wanted",
        (
            'config.yaml:7:10: feeds[3].url: "https://***@example.org/" has a user name or password in it\n'
            "  hint: take it out, and never commit a password; see the key auth of a feed"
        ),
        'config.yaml:8:5: feeds[3]: "nmae" is not a key that Planet knows\n  hint: did you mean "name"?',
        (
            'config.yaml:9:11: feeds[3].site: "example.org" is not an http or https address\n'
            '  hint: did you mean "https://example.org"?'
        ),
        (
            'config.yaml:10:11: feeds[3].tags: found the text "a, b", but a list is wanted\n'
            '  hint: start each item of "tags:" with "- "'
        ),
        (
            'config.yaml:11:15: feeds[3].language: "english" is not a language tag\n'
            "  hint: write it like en, de, pt-BR or zh-Hans"
        ),
        "config.yaml:12:10: feeds[4].url: found a list, but a feed's address is wanted",
        (
            'config.yaml:13:5: feeds[5]: "https://example.com/feed" is not a key that Planet knows\n'
            "  hint: an address that is a feed with more keys is written as: url: ADDRESS"
        ),
        'config.yaml:13:5: feeds[5]: "url" is missing\n  hint: write "url: https://example.org/feed.xml"',
        'config.yaml:14:4: feeds[6]: there is nothing behind this "-"\n  hint: write a value or delete it',
    ]


def test_an_empty_list_is_told_what_to_add(config):
    assert config.errors("title: x\nfeeds: []\n") == [
        'config.yaml:2:8: feeds: there is no feed\n  hint: add a line like "  - https://example.org/feed.xml"'
    ]


def test_a_list_that_is_no_list_is_told_how_to_write_one(config):
    assert config.errors("title: x\nfeeds: https://example.org/feed.xml\n") == [
        (
            'config.yaml:2:8: feeds: found the text "https://example.org/feed.xml", but a list is wanted\n'
            '  hint: start each item of "feeds:" with "- "'
        )
    ]


def test_a_feed_that_is_listed_twice_is_read_once_and_both_lines_are_named(config):
    settings = load(
        config,
        "  - https://example.org/feed\n"
        "  - http://example.org/feed/\n"
        "  - {url: 'https://Example.org:443/feed#x', name: A}\n"
        "  - https://example.org/feed?page=2\n"
        "  - https://example.org:8080/feed\n",
    )

    assert [feed.url for feed in settings.feeds] == [
        "https://example.org/feed",
        "https://example.org/feed?page=2",
        "https://example.org:8080/feed",
    ]
    assert settings.warnings == (
        "config.yaml:5:5: feeds[1]: this feed is already on line 4; it is read once",
        "config.yaml:6:11: feeds[2].url: this feed is already on line 4; it is read once",
    )


def test_the_same_file_under_two_names_is_read_once(config):
    config.write("feeds/a.xml", "<rss/>")

    settings = load(config, "  - ./feeds/a.xml\n  - feeds/a.xml\n")

    assert [feed.url for feed in settings.feeds] == ["./feeds/a.xml"]
    assert len(settings.warnings) == 1


def test_a_word_that_may_be_a_missing_file_is_a_warning(config):
    settings = load(config, "  - feeds/missing.xml\n")

    assert settings.feeds == (FeedConfig(url="https://feeds/missing.xml"),)
    assert settings.warnings == (
        (
            'config.yaml:4:5: feeds[0]: there is no file "feeds/missing.xml", so it is read as '
            '"https://feeds/missing.xml"; a file is written as "./feeds/missing.xml"'
        ),
    )


def test_two_thousand_feeds_are_read_in_well_under_a_second(config):
    feeds = "".join(
        f"  - url: https://host{number}.example.org/feed.xml\n    name: Number {number}\n    tags: [a, b]\n"
        for number in range(2000)
    )
    started = time.monotonic()

    settings = load(config, feeds)

    assert len(settings.feeds) == 2000
    assert time.monotonic() - started < 3  # 0.3 s on an idle machine
