"""What a document is when it is no feed."""

import re

import pytest

from planet.errors import Kind, ParseError


@pytest.fixture
def refusal(parse):
    """The error that a document gets."""

    def read(body, **more):
        with pytest.raises(ParseError) as caught:
            parse(body, **more)
        return caught.value

    return read


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        (b"", "the server sent an empty document"),
        (b" \r\n\t ", "the server sent a document of white space only"),
        (b"\xef\xbb\xbf\n", "the server sent a document of white space only"),
        (b"\x00\x00\x00", "the server sent a document of white space only"),
    ],
)
def test_27_28_nothing_is_empty(refusal, body, problem):
    error = refusal(body)

    assert (error.kind, error.problem) == (Kind.EMPTY, problem)


@pytest.mark.parametrize(
    ("body", "name"),
    [
        (b"%PDF-1.7\n%\xe2\xe3", "a PDF file"),
        (b"\x89PNG\r\n\x1a\n\x00", "an image (PNG)"),
        (b"PK\x03\x04\x14\x00", "a ZIP archive"),
        (b"\x1f\x8b but not really gzip", "compressed data (gzip)"),
        (bytes(range(1, 32)) * 20, "binary data"),
        ("<opml version='2.0'><head/><body><outline/></body></opml>", "a list of feeds (OPML)"),
        ("<?xml version='1.0'?><urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'/>", "a sitemap"),
        ("<sitemapindex/>", "a sitemap"),
        ("<rsd version='1.0'/>", "an RSD document (addresses of a blog's editing services)"),
        ("<entry xmlns='http://www.w3.org/2005/Atom'><id>x</id></entry>", "a single Atom entry"),
        ("<service xmlns='http://www.w3.org/2007/app'/>", "an AtomPub service document"),
        ("<svg xmlns='http://www.w3.org/2000/svg'/>", "an image (SVG)"),
        ("<Error><Code>AccessDenied</Code></Error>", "an error message in XML"),
        ("<note>x</note>", "an XML document whose root is <note>"),
        ("Not found", 'plain text: "Not found"'),
        ("Rate limit\n  exceeded \x07", 'plain text: "Rate limit exceeded"'),
        ("x" * 500, f'plain text: "{"x" * 80}"'),
    ],
)
def test_30_56_everything_that_is_no_feed_is_named(refusal, body, name):
    error = refusal(body)

    assert (error.kind, error.problem) == (Kind.NOT_A_FEED, f"the document is {name}, not a feed")


@pytest.mark.parametrize(
    ("body", "version"),
    [
        ('{"error": "not found"}', ""),
        ("[1, 2]", ""),
        ('{"version": "2.0", "items": []}', ' (its version is "2.0")'),
    ],
)
def test_30_json_that_is_no_feed_is_named(refusal, body, version):
    error = refusal(body)

    assert (error.kind, error.problem) == (Kind.NOT_A_FEED, f"the document is JSON, but no JSON Feed{version}")


def test_29_a_web_page_is_a_web_page(refusal):
    error = refusal("<!DOCTYPE html><html><head><title>502 Bad Gateway</title></head></html>", content_type="text/html")

    assert (error.kind, error.problem) == (Kind.WEB_PAGE, 'a web page ("502 Bad Gateway"), not a feed')
    assert "web page" in error.hint


def test_a_fragment_of_html_is_a_web_page(refusal):
    assert refusal("<p>Sorry, <b>gone</b></p>").kind == Kind.WEB_PAGE


@pytest.mark.parametrize("body", ["<rss", "<rss version='2.0'><cha", "<feed xmlns='http://www.w3.org/2005/Atom'><"])
def test_a_feed_of_which_nothing_can_be_read_is_malformed(refusal, body):
    error = refusal(body)

    assert error.kind == Kind.MALFORMED
    assert "the XML is ill-formed" in error.problem


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        ('{"version": ', "the JSON is broken"),
        ('{"version": "https://jsonfeed.org/version/1.1", "items": [}', "the JSON is broken"),
        ("[" * 100_000, "the JSON is nested too deeply"),
        ('{"a":' * 100_000, "the JSON is nested too deeply"),
    ],
)
def test_broken_json_is_malformed(refusal, body, problem):
    error = refusal(body)

    assert error.kind == Kind.MALFORMED
    assert error.problem.startswith(problem)


def test_a_feed_of_whose_entries_none_can_be_read_is_malformed(refusal, rss):
    assert refusal(rss("<item><title>A<guid>1</guid></item><item><title>B</title></item>")).kind == Kind.MALFORMED


def test_json_with_something_behind_it_is_read(parse):
    feed = parse('{"version": "https://jsonfeed.org/version/1.1", "items": [{"id": "1"}]}\n<!-- cached -->')

    assert len(feed.entries) == 1
    assert feed.warnings == ("there is something behind the feed's JSON; Planet left it out",)


@pytest.mark.parametrize("body", [b"BZh91AY&SY", b"\xfd7zXZ\x00", b"x\x9c\x03\x00", b"wOF2\x00\x01"])
def test_packed_documents_and_fonts_are_named(refusal, body):
    assert re.fullmatch(r"the document is (compressed data \(\w+\)|a font), not a feed", refusal(body).problem)


def test_linked_data_is_a_feed_only_when_there_is_one_in_it(refusal):
    foaf = "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'><f:Person xmlns:f='x'/></rdf:RDF>"

    assert refusal(foaf).problem == "the document is linked data (RDF), not a feed"


def test_a_well_formed_feed_without_entries_is_a_feed(parse, rss):
    assert parse(rss("")).entries == ()


@pytest.mark.parametrize(
    "content_type", ["text/html", "text/plain", "application/octet-stream", "image/png", "x", "", None]
)
def test_36_a_feed_is_a_feed_whatever_the_server_calls_it(parse, rss, content_type):
    feed = parse(rss("<item><title>Hi</title></item>"), content_type=content_type)

    assert len(feed.entries) == 1
    assert feed.warnings == ()


@pytest.mark.parametrize("body", [b"/etc/passwd", b"http://127.0.0.1:1/", b"file:///etc/passwd", b"feed.xml"])
def test_40_a_body_that_names_a_file_or_an_address_opens_nothing(refusal, body):
    assert refusal(body).kind == Kind.NOT_A_FEED


def test_a_feed_in_rss_1_0_with_nothing_in_it_yet_is_a_feed(parse):
    empty = b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"/>'

    assert parse(empty).entries == ()
