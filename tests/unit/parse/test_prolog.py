"""Where the root starts, and that nothing before it is kept."""

import time

import pytest

from planet.parse.prolog import find_root


def root_of(text):
    root = find_root(text)
    assert text.startswith("<", root.at)
    return root


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("<rss/>", "rss"),
        ('<?xml version="1.0"?>\n<rss>', "rss"),
        ("\ufeff  \n<feed xmlns='x'>", "feed"),
        ("<rdf:RDF xmlns:rdf='x'>", "rdf"),
        ("<a:feed xmlns:a='x'>", "feed"),
        ("<RSS>", "rss"),
        ("<!-- <html> --><rss>", "rss"),
        ("<?xml-stylesheet href='<a>'?><rss>", "rss"),
        ("<!DOCTYPE html><html>", "html"),
        ("<opml>", "opml"),
        ("<channel>", "channel"),
    ],
)
def test_the_root_is_the_first_element(text, name):
    root = root_of(text)

    assert root.name == name
    assert not root.junk


@pytest.mark.parametrize(
    "doctype",
    [
        "<!DOCTYPE rss>",
        '<!DOCTYPE rss SYSTEM "http://a.example/?<html>">',
        '<!DOCTYPE rss [<!ENTITY a "]><html>">]>',
        "<!DOCTYPE rss [<!ENTITY a ']>'><!-- ' ]> <html> --><!ELEMENT x (y)>]>",
        '<!DOCTYPE rss [<!ENTITY % p SYSTEM "file:///etc/passwd"> %p;]>',
        '<!DOCTYPE rss [<!ENTITY never "ends',
    ],
)
def test_a_doctype_is_left_out_whole(doctype):
    text = f"{doctype}<rss>here"

    assert text[root_of(text).at :] == "<rss>here"


def test_the_doctype_of_netscape_is_noticed():
    text = '<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://my.netscape.com/x.dtd"><rss>'

    assert root_of(text).netscape


@pytest.mark.parametrize(
    "before",
    [
        "Warning: mysql_connect() failed in /srv/blog.php on line 3\n",
        "<br />\n<b>Warning</b>: something in <b>/srv/blog.php</b><br />\n",
        "<html><body>",
        "<!-- never closed ",
        "<?php never closed ",
    ],
)
def test_a_feed_after_something_else_is_found(before):
    root = root_of(f'{before}<rss version="2.0"><channel>')

    assert root.name == "rss"


def test_junk_before_the_root_is_noticed():
    assert root_of("Notice: undefined index <rss>").junk


@pytest.mark.parametrize("text", ["", "no markup", "1 < 2", "<", "<!", "<?", "<!-- only -->", "<![CDATA[<rss>"])
def test_a_document_without_an_element_has_no_root(text):
    root = find_root(text)

    assert root is None or root.name == "rss"


@pytest.mark.parametrize(
    "piece", ["<", "<!", "<!--", "<?", "<!DOCTYPE [", "<![CDATA[", "'\"<!x ", "<a:", "<_", "<!x '>'"]
)
def test_hostile_repetition_takes_linear_time(piece):
    text = piece * 100_000
    started = time.process_time()

    find_root(text)

    assert time.process_time() - started < 1
