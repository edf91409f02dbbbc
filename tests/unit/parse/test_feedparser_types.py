"""feedparser behind types."""

import pytest

from planet.errors import Kind, ParseError
from planet.parse.feedparser_types import node_of, nodes_of, run_feedparser, text_of


def test_a_value_of_another_type_is_not_there():
    node = {"text": " x ", "list": [{"a": 1}, "b", None], "dict": {"a": 1}}

    assert [text_of(node, key) for key in ("text", "list", "dict", "none")] == ["x", "", "", ""]
    assert [nodes_of(node, key) for key in ("text", "list", "dict", "none")] == [[], [{"a": 1}], [], []]
    assert [node_of(node, key) for key in ("text", "list", "dict", "none")] == [{}, {}, {"a": 1}, {}]


def test_a_complaint_has_its_line():
    parsed = run_feedparser(b"<?xml version='1.0'?>\n<rss><channel>\n<title>T</titel>\n</channel></rss>", None)

    assert (parsed.complaint, parsed.line) == ("mismatched tag", 3)


@pytest.mark.parametrize("document", ["<rss>&#xD800;<x", "<rss>&#x110000;<x", f"<rss>&#{'9' * 5000};<x"])
def test_whatever_escapes_from_feedparser_is_a_parse_error(document):
    with pytest.raises(ParseError) as caught:
        run_feedparser(f"<rss><channel><title>{document}".encode(), None)

    assert caught.value.kind == Kind.MALFORMED


def test_the_sanitizer_and_the_resolver_of_feedparser_are_off():
    parsed = run_feedparser(
        b"<rss version='2.0'><channel><item><description>&lt;a href='/x' onclick='y'&gt;z&lt;/a&gt;</description>"
        b"</item></channel></rss>",
        "https://a.example/",
    )

    assert text_of(parsed.entries[0], "summary") == "<a href='/x' onclick='y'>z</a>"
