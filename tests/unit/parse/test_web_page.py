"""A web page instead of a feed."""

import time

import pytest

from planet.parse.web_page import feeds_named, page_error

ADDRESS = "https://blog.example/about/me.html"


def page(head="", body=""):
    return f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>"


@pytest.mark.parametrize(
    ("tag", "feed"),
    [
        ('<link rel="alternate" type="application/rss+xml" href="/feed.xml">', "https://blog.example/feed.xml"),
        ('<link href="feed" type="application/atom+xml" rel="alternate" />', "https://blog.example/about/feed"),
        ("<LINK REL='Alternate' TYPE='application/feed+json' HREF='//b.example/f.json'>", "https://b.example/f.json"),
        ("<link rel=alternate type=application/rss+xml href=/f?a=1&amp;b=2>", "https://blog.example/f?a=1&b=2"),
        ('<link rel="feed alternate" type="application/rss+xml; charset=utf-8" href="?f">', f"{ADDRESS}?f"),
    ],
)
def test_the_feeds_that_a_page_names_are_found_and_made_absolute(tag, feed):
    assert feeds_named(page(tag), ADDRESS) == (feed,)


@pytest.mark.parametrize(
    "tag",
    [
        '<link rel="stylesheet" href="/style.css">',
        '<link rel="alternate" hreflang="de" href="/de/">',
        '<link rel="alternate" type="application/rss+xml">',
        '<link rel="alternate" type="application/rss+xml" href="javascript:alert(1)">',
        '<link rel="alternate" type="application/rss+xml" href="http://[">',
    ],
)
def test_other_links_are_not_feeds(tag):
    assert feeds_named(page(tag), ADDRESS) == ()


def test_a_base_counts():
    tags = '<base href="/blog/"><link rel="alternate" type="application/rss+xml" href="feed">'

    assert feeds_named(page(tags), ADDRESS) == ("https://blog.example/blog/feed",)


def test_feeds_are_named_once_and_at_most_five():
    tag = '<link rel="alternate" type="application/rss+xml" href="/{}">'

    assert len(feeds_named(page(tag.format(1) * 9), ADDRESS)) == 1
    assert len(feeds_named(page("".join(tag.format(number) for number in range(9))), ADDRESS)) == 5


def test_the_hint_names_the_feeds():
    error = page_error(page('<link rel="alternate" type="application/rss+xml" href="/f">'), ADDRESS)

    assert error.hint == "The page names this feed: https://blog.example/f"


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        ("<title>Just a moment...</title>", "a check for bots (cloudflare), not a feed"),
        ("<script src='/cdn-cgi/challenge-platform/h/g'></script>", "a check for bots (cloudflare), not a feed"),
        ("<div class='g-recaptcha'></div>", "a check for bots (a captcha), not a feed"),
        ("<title>Making sure you're not a bot!</title>", "a check for bots (Anubis), not a feed"),
        ("<title>Sign in</title><input name=p type='password'>", 'a login page ("Sign in"), not a feed'),
        ("<title>A &amp; B</title>", 'a web page ("A & B"), not a feed'),
        ("", "a web page, not a feed"),
    ],
)
def test_checks_for_bots_and_logins_are_named(body, problem):
    assert page_error(page(body), ADDRESS).problem == problem


@pytest.mark.parametrize(
    "piece", ["<link ", "<link a=", '<link a="', "<title", "<base href=x>", "<input type", "<a b='c' "]
)
def test_hostile_repetition_takes_linear_time(piece):
    started = time.process_time()

    page_error(piece * 100_000, ADDRESS)

    assert time.process_time() - started < 1
