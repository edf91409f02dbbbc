"""Cases 101 to 108 of the bad cases: lists, state, clocks and names."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from lxml import etree
from plugins.command import atom
from plugins.loopback import Reply

from planet.errors import StoreError
from planet.store import open_store

ONE = atom(("tag:1", "First post", "2026-11-20T10:00:00Z", "One."))
TWO = atom(("tag:1", "First post", "2026-11-20T10:00:00Z", "One."), ("tag:2", "Second", "2026-11-21T10:00:00Z", "Two."))
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
MARKUP = "&lt;b&gt;Bold &amp; &quot;quoted&quot;&lt;/b&gt;"


@pytest.fixture
def blog(planet, server):
    """A server whose one feed was read on the first day."""
    server.serve("/feed", ONE)
    planet.configure(server.url("/feed"))
    planet.build(now="2026-11-23T12:00:00Z")
    return server


def test_case_102_same_feed_twice(planet, server):
    server.serve("/feed", ONE)
    planet.configure(server.url("/feed"), server.url("/feed/"), server.url("/feed").upper().replace("/FEED", "/feed"))

    report = planet.build()

    assert len(report["feeds"]) == len(server.requests) == 1
    assert len(report["warnings"]) == 2
    assert all("config.yaml" in warning or "feeds[" in warning for warning in report["warnings"])
    assert planet.titles_on_page() == ["First post"]


@pytest.mark.parametrize("damage", [b"", b"not a database at all", b"SQLite format 3\x00" + b"\xff" * 4096])
def test_case_103_state_corrupted(planet, blog, damage):
    [state] = [path for path in (planet.folder / ".planet").iterdir() if path.suffix in {".db", ".sqlite", ".sqlite3"}]
    state.write_bytes(damage)
    blog.serve("/feed", TWO)

    planet.build("--force", now="2026-11-24T12:00:00Z")

    assert planet.titles_on_page() == ["Second", "First post"]
    left = [path.name for path in (planet.folder / ".planet").iterdir()]
    assert not damage or len([name for name in left if name.startswith(state.name)]) >= 2  # the damaged one is kept


def test_case_104_two_runs_at_once(planet, blog):
    before = planet.tree()

    with open_store(planet.folder / ".planet", NOON), pytest.raises(StoreError, match="another build"):
        planet.build("--force")

    assert planet.tree() == before
    planet.build("--force")


def test_case_105_clock_skew(planet, blog):
    blog.serve("/feed", TWO)
    for wrong in ("1970-01-01T00:00:00Z", "2049-01-01T00:00:00Z", "1970-01-01T00:00:00Z"):
        planet.build("--force", now=wrong)

    report = planet.build(now="2026-11-24T12:00:00Z")

    assert report.feed("/feed")["outcome"] in {"ok", "unchanged"}  # what was put off to 2049 is due now
    assert sorted(planet.titles_on_page()) == ["First post", "Second"]
    blog.serve("/feed", atom(("tag:3", "Third", "2026-11-24T13:00:00Z", "x")))
    planet.build("--force", now="2026-11-24T14:00:00Z")
    assert sorted(planet.titles_on_page()) == ["First post", "Second", "Third"]
    assert not [time for time in planet.page().xpath("//article//time/@datetime") if time.startswith("2049")]


def test_case_106_all_feeds_fail(planet, blog):
    # With entries stored there is a site to show: exit 0 (`built`), and `all_failed` says the rest.
    blog.close()

    report = planet.build("--force", now="2026-11-24T12:00:00Z")

    assert (report["outcome"] in {"built", "unchanged"}, report["all_failed"]) == (True, True)
    assert planet.titles_on_page() == ["First post"]


def test_case_106_all_feeds_fail_and_nothing_is_stored(planet, server):
    planet.configure(server.url("/nothing"))

    report = planet.build(expect="all-failed")

    assert report["all_failed"] is True
    assert not planet.output.exists()


def test_case_107_feed_title(planet, server):
    server.serve("/feed", ONE.replace(b"<title>A blog<", b"<title>A\nblog \xe2\x80\xa8 of\ttwo <"))
    other = ONE.replace(b"tag:1", b"tag:n").replace(b"First post", b"Another post").replace(b"/1", b"/n")
    server.serve("/named", other.replace(b"<title>A blog<", f"<title>{MARKUP}<".encode()))
    planet.configure(server.url("/feed"), {"url": server.url("/named"), "name": "Mine"})

    planet.build()

    names = [one.text_content() for one in planet.page().xpath("//article//*[@class='source']//bdi")]
    assert sorted(names) == ["A blog of two", "Mine"]
    opml = etree.fromstring((planet.output / "feeds.opml").read_bytes())
    assert sorted(opml.xpath("//outline[@xmlUrl]/@text")) == ["A blog of two", "Mine"]
    server.serve("/named", other.replace(b"<title>A blog<", b"<title>Renamed<"))
    planet.build("--force")
    assert "Renamed" not in planet.text()


def test_case_108_user_agent_is_turned_away(planet, server):
    server.serve_with(
        "/feed", lambda seen: Reply(ONE) if "my own" in (seen.header("User-Agent") or "") else Reply(b"no", 403)
    )
    planet.configure(server.url("/feed"))
    turned_away = planet.build(expect="all-failed").feed("/feed")
    planet.configure({"url": server.url("/feed"), "headers": {"User-Agent": "my own reader"}})

    report = planet.build("--force")

    assert (turned_away["problem"], turned_away["kind"]) == ("403 Forbidden", "status")
    assert "does not let Planet in" in turned_away["hint"]
    assert server.requests[0].header("User-Agent").startswith("planet-feeds/")
    assert report.feed("/feed")["outcome"] == "ok"


OUTLINES = """<?xml version="1.0" encoding="iso-8859-1"?><opml version="2.0"><head><title>Caf\xe9</title></head><body>
<outline text="Friends"><outline text="One &lt;b>" type="rss" xmlUrl="https://one.example/feed?a=1&amp;b=2"/>
<outline text="Nested"><outline text="Two" XMLURL="two.xml"></outline></outline></outline>
<outline text="No address" type="rss" htmlUrl="https://three.example/"/>
<outline text="One again" xmlUrl="https://one.example/feed?a=1&amp;b=2"/>
<outline text="Bad" xmlUrl="javascript:alert(1)"/><outline text="Caf\xe9" xmlUrl='https://four.example/'/>
"""


def test_case_101_opml_in_place_of_a_feed_names_the_good_ones_and_counts_the_bad(planet, server):
    whole = OUTLINES.encode("latin-1") + b"</body></opml>"
    many = "".join(f'<outline xmlUrl="https://{n}.example/feed"/>' for n in range(1200))
    lists = {
        "/whole": whole,
        "/torn": OUTLINES.encode("latin-1"),
        "/none": b"<opml><body><outline text='x'/></body></opml>",
    }
    for path, body in {**lists, "/many": f"<opml><body>{many}</body></opml>".encode()}.items():
        server.serve(path, body)
    planet.configure(*(server.url(path) for path in (*lists, "/many")))

    report = planet.build(expect="all-failed")

    for path in ("/whole", "/torn"):
        feed = report.feed(path)
        assert feed["problem"] == "the document is a list of feeds (OPML) that names 3, not a feed"
        named = f"https://one.example/feed?a=1&b=2 {server.url('/two.xml')} https://four.example/"
        assert feed["hint"].startswith(f"Write those that you want into `feeds:`: {named}.")
        assert "1 of its lines have no address that can be asked" in feed["hint"]
    assert "that names 1200" in report.feed("/many")["problem"]
    assert "and 1195 more" in report.feed("/many")["hint"]
    assert "It names no feed" in report.feed("/none")["hint"]
