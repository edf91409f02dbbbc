from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from planet.config.addresses import FeedAddress, feed_address, feed_problem
from planet.config.web_addresses import Wrong


@pytest.mark.parametrize(
    ("written", "url"),
    [
        ("https://example.org/feed", "https://example.org/feed"),
        ("example.org/feed", "https://example.org/feed"),
        ("Example.org", "https://example.org"),
        ("example.org:8080/feed", "https://example.org:8080/feed"),
        ("localhost:8000/feed", "https://localhost:8000/feed"),
        ("//example.org/feed", "https://example.org/feed"),
        ("feed://example.org/feed", "http://example.org/feed"),
        ("feed:example.org/feed", "http://example.org/feed"),
        ("FEED:https://example.org/feed", "https://example.org/feed"),
        ("feed:http://example.org/feed", "http://example.org/feed"),
        ("feed://https://example.org/feed", "https://example.org/feed"),
        ("feed://example.org:8080/feed", "http://example.org:8080/feed"),
        ("bücher.example/feed", "https://xn--bcher-kva.example/feed"),
    ],
)
def test_a_feed_is_asked_over_https_unless_it_says_otherwise(tmp_path, written, url):
    assert feed_address(written, tmp_path.resolve()) == FeedAddress(url=url)


def test_a_path_keeps_its_name_as_written(config):
    file = config.write("feeds/a.xml", "<rss/>")

    assert feed_address("./feeds/a.xml", config.folder) == FeedAddress(url="./feeds/a.xml", file=file)
    assert feed_address("feeds/a.xml", config.folder) == FeedAddress(url="feeds/a.xml", file=file)
    assert feed_address("feeds/../feeds/a.xml", config.folder) == FeedAddress(url="feeds/../feeds/a.xml", file=file)


def test_a_path_with_dot_and_slash_is_a_path_though_there_is_no_such_file(config):
    address = feed_address("./feeds/none.xml", config.folder)

    assert address == FeedAddress(url="./feeds/none.xml", file=config.folder / "feeds/none.xml")


@pytest.mark.parametrize("written", ["feeds/none.xml", "none.xml", "intranet"])
def test_a_word_that_looks_like_a_missing_file_is_an_address_with_a_doubt(config, written):
    address = feed_address(written, config.folder)

    assert address == FeedAddress(
        url=f"https://{written}",
        doubt=f'there is no file "{written}", so it is read as "https://{written}"; a file is written as "./{written}"',
    )


@pytest.mark.parametrize(
    "written",
    [
        "/etc/passwd",
        "../feed.xml",
        "./../feed.xml",
        "./a/../../feed.xml",
        "..",
        "~/feed.xml",
        "..\\feed.xml",
        "\\\\host\\feed",
    ],
)
def test_a_path_that_leaves_the_folder_is_refused(config, written):
    address = feed_address(written, config.folder)

    assert isinstance(address, Wrong)
    assert address.text.endswith("leaves the folder of the configuration")
    assert address.hint == 'put the file into the folder of the configuration and write it like "./feeds/a.xml"'


@pytest.mark.parametrize("written", ["./link.xml", "link.xml"])
def test_a_link_that_leaves_the_folder_is_refused(config, written, tmp_path_factory):
    outside = tmp_path_factory.mktemp("outside") / "feed.xml"
    outside.write_text("secret")
    Path("link.xml").symlink_to(outside)

    address = feed_address(written, config.folder)

    assert address == Wrong(
        text=f'"{written}" leaves the folder of the configuration',
        hint='put the file into the folder of the configuration and write it like "./feeds/a.xml"',
    )


def test_a_link_inside_the_folder_is_followed(config):
    file = config.write("feeds/a.xml", "x")
    Path("link.xml").symlink_to(file)

    assert feed_address("./link.xml", config.folder) == FeedAddress(url="./link.xml", file=file)


def test_links_in_a_circle_are_refused_or_lead_nowhere(config):
    Path("a.xml").symlink_to("b.xml")
    Path("b.xml").symlink_to("a.xml")

    address = feed_address("./a.xml", config.folder)

    assert isinstance(address, Wrong) or not address.file.is_file()


def test_a_backslash_gets_the_slash(config):
    assert feed_address("./feeds\\a.xml", config.folder) == Wrong(
        text='"./feeds\\a.xml" has a backslash in it', hint='did you mean "./feeds/a.xml"?'
    )


@pytest.mark.parametrize(
    "written", ["ftp://example.org/f", "file:///etc/passwd", "mailto:me@example.org", "javascript:1"]
)
def test_another_scheme_is_refused(config, written):
    address = feed_address(written, config.folder)

    assert isinstance(address, Wrong)
    assert address.text.endswith("is not an http or https address")


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("htp://example.org/f", "http://example.org/f"),
        ("https:/example.org/f", "https://example.org/f"),
        ("http//example.org/f", "http://example.org/f"),
        ("feed:https:/example.org/f", "https://example.org/f"),
    ],
)
def test_a_slip_of_the_pen_gets_the_address_that_was_meant(config, written, meant):
    address = feed_address(written, config.folder)

    assert isinstance(address, Wrong)
    assert address.hint == f'did you mean "{meant}"?'


def test_two_feeds_that_ran_together_get_a_hint_on_indentation(config):
    assert feed_address("https.example.org - example.com", config.folder) == Wrong(
        text='"https.example.org - example.com" is neither an address nor a file',
        hint='put each feed on a line of its own, with its "-" right below the first',
    )


def test_a_few_words_are_neither_an_address_nor_a_file(config):
    address = feed_address("my favourite feed", config.folder)

    assert isinstance(address, Wrong)
    assert address.text == '"my favourite feed" is neither an address nor a file'


@pytest.mark.parametrize("written", ["x" * 300, "./" + "x" * 300, "a/" * 500, "./a\x00", "\ud800"])
def test_a_name_that_no_file_system_takes_does_not_crash(config, written):
    feed_address(written, config.folder)


def test_what_cannot_stand_in_the_list_is_one_sentence_with_the_way_out(config):
    assert feed_problem("https://example.org/feed", config.folder) is None
    assert feed_problem("./feeds/a.xml", Path("not/made/yet")) is None
    assert feed_problem("htp://example.org/feed", config.folder) == (
        '"htp://example.org/feed" is not an http or https address; did you mean "http://example.org/feed"?'
    )
    assert feed_problem("x" * 3000, config.folder) == "has 3000 characters, more than 2048"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=30) | st.text(alphabet="./\\~ab:@ ", max_size=12))
def test_no_text_leads_out_of_the_folder(config, text):
    address = feed_address(text, config.folder)

    if isinstance(address, FeedAddress) and address.file:
        assert address.file.is_relative_to(config.folder)
    elif isinstance(address, FeedAddress):
        assert address.url.startswith(("https://", "http://"))
