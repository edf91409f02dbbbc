"""`planet check`: asks now, changes nothing, shows what comes."""

import json

RSS = """<?xml version="1.0"?><rss version="2.0"><channel><title>A channel</title><ttl>120</ttl>
<skipHours><hour>3</hour></skipHours><skipDays><day>Sunday</day></skipDays>
<item><title>With all</title><guid>tag:1</guid><link>https://blog.example/1</link>
<pubDate>Fri, 20 Nov 2026 10:00:00 GMT</pubDate><description>One two three</description></item>
<item><title>From &amp;lt;i&amp;gt;tomorrow</title><link>https://blog.example/2</link>
<pubDate>Fri, 20 Nov 2099 10:00:00 GMT</pubDate></item></channel></rss>"""


def check(planet, *words, expect=0):
    done = planet.run("check", "--json", "--now", "2026-11-23T12:00:00Z", *words)
    assert "Traceback" not in done.stderr, done.stderr
    assert done.returncode == expect, done.stderr
    return json.loads(done.stdout)["feeds"]


def serve(server):
    server.redirect("/old.xml", "/feed.xml", 301)
    headers = {"ETag": 'W/"7"', "Last-Modified": "Fri, 20 Nov 2026 10:00:00 GMT", "Cache-Control": "max-age=600"}
    return server.serve("/feed.xml", RSS, headers={**headers, "Content-Type": "text/xml; charset=utf-8"})


def test_it_shows_what_came_and_what_would_be_shown(planet, server):
    serve(server)
    planet.configure(server.url("/old.xml"))

    [found] = check(planet)

    assert (found["status"], found["bytes"]) == (200, len(RSS))
    assert found["redirects"] == [found["moved_to"]] == [server.url("/feed.xml")]
    assert (found["etag"], found["last_modified"]) == ('W/"7"', "Fri, 20 Nov 2026 10:00:00 GMT")
    assert (found["max_age_s"], found["interval_s"]) == (600, 7200)
    assert (found["skip_hours"], found["skip_days"]) == ([3], ["Sunday"])
    assert (found["content_type"], found["format"]) == ("text/xml; charset=utf-8", "rss20")
    first, second = found["entries"]
    assert (first["id"], first["title"], first["link"]) == ("tag:1", "With all", "https://blog.example/1")
    assert (first["shown_at"], first["date_source"], first["words"]) == ("2026-11-20T10:00:00Z", "published", 3)
    assert (second["id"], second["shown_at"], second["date_source"]) == (None, "2026-11-23T12:00:00Z", "first seen")


def test_it_changes_nothing_and_asks_without_validators(planet, server):
    serve(server)
    planet.configure(server.url("/feed.xml"))
    planet.build()
    before = {path: path.read_bytes() for path in planet.folder.rglob("*") if path.is_file()}

    [found] = check(planet)

    assert {path: path.read_bytes() for path in planet.folder.rglob("*") if path.is_file()} == before
    assert len(server.requests) == 2
    assert server.requests[1].header("If-None-Match") is None
    assert [entry["is_stored"] for entry in found["entries"]] == [True, True]


def test_a_feed_that_is_not_due_is_asked_and_one_that_is_not_listed_too(planet, server):
    serve(server)
    planet.configure("https://blog.example/never-asked.xml")

    [found] = check(planet, server.url("/feed.xml"))

    assert found["title"] == "A channel"
    assert len(server.requests) == 1


def test_a_feed_that_cannot_be_read_is_explained_and_is_exit_code_1(planet, server):
    server.serve("/page.xml", b"<!doctype html><title>A page</title><p>x")
    server.serve("/busy.xml", status=503, headers={"Retry-After": "60"})
    planet.configure(server.url("/page.xml"), server.url("/busy.xml").replace("127.0.0.1", "localhost"))

    page, busy = check(planet, expect=1)

    assert (page["kind"], page["status"]) == ("web-page", 200)
    assert page["hint"]
    assert (busy["kind"], busy["status"], busy["retry_after_s"]) == ("rate-limit", 503, 60)


def test_people_read_the_same_in_plain_lines(planet, server):
    serve(server)
    planet.configure(server.url("/old.xml"), server.url("/missing.xml"))

    done = planet.run("check", "--now", "2026-11-23T12:00:00Z")

    assert done.returncode == 1
    for line in (
        f"  redirected to: {server.url('/feed.xml')}",
        '  validators: ETag W/"7", Last-Modified Fri, 20 Nov 2026 10:00:00 GMT',
        "  caching: fresh for 10 min; the feed asks for 2 h between two reads; not in the hours 3 (UTC); not on Sunday",
        "  entries: 2, 2 of them new to this planet",
        "    2026-11-20T10:00:00Z (published); 3 words; https://blog.example/1",
        "    2026-11-23T12:00:00Z (no usable date: when first seen); 0 words; https://blog.example/2",
        "    id: none: link or content stand for it",
        "  problem (status): 404 Not Found",
    ):
        assert line in done.stdout.splitlines()


def test_what_is_no_address_is_wrong_usage(planet):
    planet.configure("https://blog.example/feed.xml")

    assert planet.run("check", "htp://x").returncode == 2
