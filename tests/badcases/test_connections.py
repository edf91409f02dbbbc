"""Cases 1 to 40 of the bad cases: what servers do. Those that only fail share one day (conftest.py)."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
import trustme
from plugins.command import atom
from plugins.loopback import LoopbackServer, Reply
from plugins.misbehaviour import MISBEHAVIOURS, flaky

from planet.errors import Kind
from planet.fetch import crawl
from planet.fetch.internet import Internet
from planet.model.fetching import FetchRequest
from planet.model.settings import FetchPolicy

PATH = "/feed.xml"
ONE = atom(("tag:1", "First post", "2026-11-20T10:00:00Z", "One."))
TWO = atom(("tag:1", "First post", "2026-11-20T10:00:00Z", "One."), ("tag:2", "Second", "2026-11-21T10:00:00Z", "Two."))
DAYS = [f"2026-11-{day:02}T12:00:00Z" for day in range(1, 31)]


def failed(bad_day, case):
    """Every misbehaviour of the case: it failed as it must, is named, and its old entry is shown."""
    found = [one for one in MISBEHAVIOURS if one.name.startswith(f"{case:03}_")]
    assert found
    for one in found:
        feed = bad_day.feed(one.name)
        assert (feed["outcome"], feed["kind"], feed["entries_stored"]) == ("failed", one.kind, 1), feed
        assert f"Old {one.name}" in bad_day.pages
        assert feed["problem"] in bad_day.stderr
    return [bad_day.feed(one.name) for one in found]


@pytest.fixture
def blog(planet, server) -> LoopbackServer:
    """A server whose one feed was read on the first day."""
    server.serve(PATH, ONE)
    planet.configure(server.url(PATH))
    planet.build(now=DAYS[0])
    return server


def test_case_001_dns_fail(bad_day):
    feed = bad_day.feed("001_dns_fail")

    assert (feed["kind"], feed["status"]) == ("dns", None)
    assert "no-such-host.invalid" in feed["problem"]


def test_case_002_refused(bad_day):
    [feed] = failed(bad_day, 2)

    assert feed["problem"] == "could not connect: connection refused"


def test_case_003_connect_hang(bad_day):
    [feed] = failed(bad_day, 3)

    assert 1500 < feed["milliseconds"] < 4000


def test_case_004_slow_loris(bad_day):
    for feed in failed(bad_day, 4):
        assert feed["milliseconds"] < 7000


def test_case_005_headers_never_end(bad_day):
    failed(bad_day, 5)


def issue(kind: str) -> tuple[trustme.CA, trustme.LeafCert]:
    """An authority of ours, and a certificate that is wrong in one way (`self-signed`: nobody trusts the authority)."""
    authority = trustme.CA()
    names = {"wrong host": ("other.example",)}.get(kind, ("blog.example",))
    expired = datetime(2020, 1, 1) if kind == "expired" else None  # noqa: DTZ001 - trustme takes no zone
    return authority, authority.issue_cert(*names, not_after=expired)


@pytest.mark.parametrize("kind", ["expired", "wrong host", "self-signed"])
def test_case_006_tls_bad_cert(kind, servers):
    import ssl

    authority, certificate = issue(kind)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    certificate.configure_cert(context)
    server = servers.start(tls=context)
    server.serve(PATH, ONE)

    def trusted() -> ssl.SSLContext:
        ours = ssl.create_default_context()
        if kind != "self-signed":
            authority.configure_trust(ours)
        return ours

    [result] = ask_on(server, "https://blog.example/feed.xml", {"blog.example": ("1.1.1.1",)}, trusted=trusted)

    assert result.kind is Kind.TLS
    assert result.problem.startswith("the certificate is not valid")
    assert server.requests == []


def test_case_007_truncated_content_length(bad_day):
    failed(bad_day, 7)


def test_case_008_chunked_abort(bad_day):
    failed(bad_day, 8)


def test_case_009_gzip_header_plain_body(bad_day):
    [feed] = failed(bad_day, 9)

    assert feed["problem"] == "the server says gzip, but what it sends is not"
    assert len(bad_day.requests["009_gzip_header_plain_body"]) == 2  # one on each day: no retry


def test_case_010_gzip_body_no_header(planet, blog):
    blog.serve(PATH, gzip.compress(TWO))

    planet.build("--force", now=DAYS[1])

    assert planet.titles_on_page() == ["Second", "First post"]


def test_case_011_gzip_truncated(bad_day):
    [feed] = failed(bad_day, 11)

    assert feed["problem"] == "the compressed document is cut short"


def test_case_012_gzip_double(bad_day, planet, blog):
    failed(bad_day, 12)
    blog.serve(PATH, gzip.compress(TWO), compress=True)  # said once and done twice: unpacked once more, within bounds

    planet.build("--force", now=DAYS[1])

    assert planet.titles_on_page() == ["Second", "First post"]


def test_case_013_gzip_bomb(bad_day):
    for feed in failed(bad_day, 13):
        assert feed["milliseconds"] < 4000


def test_case_014_brotli_unasked(bad_day):
    for feed in failed(bad_day, 14):
        assert "which was not asked for" in feed["problem"]
    sent = bad_day.requests["014_brotli_unasked"][1]
    assert sent.header("Accept-Encoding") == "gzip"


def test_case_015_huge_plain(bad_day):
    [feed] = failed(bad_day, 15)

    assert 10 * 2**20 <= feed["bytes"] <= 10 * 2**20 + 2**16


def moved(planet, blog, days, status=301):
    blog.redirect(PATH, "/new.xml", status)
    blog.serve("/new.xml", TWO)
    return [planet.build("--force", now=day).feed(PATH) for day in days][-1]


def test_case_016_301_permanent_is_followed_at_once_and_remembered_after_three_builds_over_two_days(planet, blog):
    first = moved(planet, blog, DAYS[1:2])
    assert (first["state"], first["new"], first["redirects"]) == ("ok", 1, [blog.url("/new.xml")])

    last = moved(planet, blog, DAYS[2:4])
    assert (last["state"], last["kind"]) == ("moved", "moved")
    assert blog.url("/new.xml") in last["hint"]
    asked = len(blog.requests_for(PATH))
    planet.build("--force", now=DAYS[5])

    assert len(blog.requests_for(PATH)) == asked  # the new address was asked
    assert "moved: " in planet.stderr
    assert f"Has moved to a new address. {last['hint']}" in planet.text("sources/index.html")
    assert PATH in (planet.folder / "config.yaml").read_text()  # and the configuration is not rewritten


def test_case_017_302_temporary_is_never_remembered(planet, blog):
    last = moved(planet, blog, DAYS[1:8], status=302)

    assert (last["state"], last["kind"]) == ("ok", None)
    assert len(blog.requests_for(PATH)) == 8


def test_case_018_redirect_loop(bad_day):
    loop, chain = failed(bad_day, 18)

    assert loop["problem"] == "redirects in a circle"
    assert chain["problem"] == "more than 5 redirects"


def test_case_019_redirect_self_cookie(bad_day):
    failed(bad_day, 19)

    assert all(request.header("Cookie") is None for request in bad_day.requests["019_redirect_self_cookie"])


def test_case_020_redirect_no_location(bad_day):
    failed(bad_day, 20)


def test_case_021_redirect_cross_scheme(bad_day):
    for feed in failed(bad_day, 21):
        assert "not a valid web address" in feed["problem"]


def ask_on(server, address, names, **more) -> Iterator:
    """Ask over an internet in which every public address leads to the server; private ones are guarded."""
    resolve = more.pop("resolve", lambda host: names[host])
    internet = Internet(resolve=resolve, route=lambda *_: (server.address, server.port), **more)
    policy = FetchPolicy(timeout=timedelta(seconds=2), connect_timeout=timedelta(seconds=1))
    return crawl([FetchRequest(feed_url=address, address=address)], policy, "x", internet=internet)


@pytest.mark.parametrize(
    "inside",
    [
        *("http://127.0.0.1/", "http://169.254.169.254/latest/meta-data/", "http://[::1]/", "http://localhost/"),
        *("http://2130706433/", "http://0x7f.1/", "http://[::ffff:127.0.0.1]/", "http://127.0.0.1./"),
        *("http://metadata.google.internal/", "http://rebound.example/", "http://10.0.0.1:6379/", "//127.1/"),
    ],
)
def test_case_022_redirect_ssrf(inside, server, canary):
    reached = []
    server.redirect(PATH, inside)
    names = {"blog.example": ("1.1.1.1",), "rebound.example": ("10.0.0.1",), "0x7f.1": ("127.0.0.1",)}

    def route(address, port):
        reached.append(address)
        return (server.address, server.port) if address == "1.1.1.1" else (canary.address, canary.port)

    internet = Internet(resolve=lambda host: names.get(host, ("127.0.0.1",)), route=route)
    request = FetchRequest(feed_url="http://blog.example/feed.xml")
    [result] = crawl([request], FetchPolicy(timeout=timedelta(seconds=2)), "x", internet=internet)

    assert result.kind is Kind.ADDRESS
    assert (reached, canary.load.connections) == (["1.1.1.1"], 0)


def test_case_023_304_not_modified(planet, blog):
    blog.serve(PATH, ONE, headers={"ETag": '"1"', "Last-Modified": "Fri, 20 Nov 2026 10:00:00 GMT"})
    planet.build("--force", now=DAYS[1])

    report = planet.build("--force", now=DAYS[2])

    feed = report.feed(PATH)
    assert (feed["outcome"], feed["state"], feed["status"], feed["bytes"]) == ("unchanged", "ok", 304, 0)
    assert blog.requests[-1].header("If-None-Match") == '"1"'
    assert planet.titles_on_page() == ["First post"]


def test_case_024_304_without_cache(bad_day):
    [feed] = failed(bad_day, 24)

    assert feed["problem"] == "304 Not Modified, but the feed was never read before"


def test_case_025_etag_weak_is_sent_back_as_it_came(planet, blog):
    blog.serve(PATH, ONE, headers={"ETag": 'W/"a b\'c"'})
    planet.build("--force", now=DAYS[1])

    assert planet.build("--force", now=DAYS[2]).feed(PATH)["status"] == 304
    assert blog.requests[-1].header("If-None-Match") == 'W/"a b\'c"'


def test_case_025_etag_that_always_changes_makes_no_duplicates(planet, blog):
    tags = iter(range(100))
    blog.serve_with(PATH, lambda _: Reply(ONE, headers=(("ETag", f'"{next(tags)}"'),)))

    reports = [planet.build("--force", now=day) for day in DAYS[1:4]]

    assert [report.feed(PATH)["outcome"] for report in reports] == ["unchanged"] * 3
    assert [request.header("If-None-Match") for request in blog.requests[2:]] == ['"0"', '"1"']
    assert planet.titles_on_page() == ["First post"]


def test_case_026_304_with_body(planet, blog):
    blog.serve(PATH, ONE, headers={"ETag": '"1"'})
    planet.build("--force", now=DAYS[1])
    blog.serve_raw(PATH, lambda c, _: c.send(b"HTTP/1.1 304 Not Modified\r\nContent-Length: 900\r\n\r\n" + TWO))

    report = planet.build("--force", now=DAYS[2])

    assert (report.feed(PATH)["outcome"], planet.titles_on_page()) == ("unchanged", ["First post"])


def test_case_027_200_empty(bad_day):
    failed(bad_day, 27)


def test_case_028_200_whitespace(bad_day):
    failed(bad_day, 28)


def test_case_029_200_html_error(bad_day):
    error, login, challenge = failed(bad_day, 29)

    assert "web page" in error["problem"]
    assert "a login page" in login["problem"]
    assert "a check for robots" in challenge["problem"]


def test_case_030_200_json_error(bad_day):
    json_error, plain = failed(bad_day, 30)

    assert "JSON, but no JSON Feed" in json_error["problem"]
    assert 'plain text: "Not found"' in plain["problem"]


def test_case_031_204_206(bad_day):
    assert [feed["status"] for feed in failed(bad_day, 31)] == [204, 206]


def test_case_032_401_403(planet, server, bad_day):
    failed(bad_day, 32)
    server.serve(PATH, status=401)
    secret = {"url": server.url(PATH), "auth": "ann:${SECRET_WORD}", "headers": {"X-Key": "k-${SECRET_WORD}"}}
    planet.configure(secret)

    planet.build("-v", env={"SECRET_WORD": "s3same-0pen"}, expect="all-failed")

    assert server.requests[0].header("X-Key") == "k-s3same-0pen"
    assert server.requests[0].header("Authorization").startswith("Basic ")
    login = server.requests[0].header("Authorization").removeprefix("Basic ")
    written = [path.read_bytes() for path in planet.folder.rglob("*") if path.is_file()]
    everywhere = b"\n".join([planet.stderr.encode(), *written])
    assert b"s3same-0pen" not in everywhere
    assert login.encode() not in everywhere


def test_case_033_404_vs_410(planet, blog, bad_day):
    missing, gone = failed(bad_day, 33)
    assert (missing["state"], gone["state"]) == ("failing", "gone")
    assert (missing["next_try_at"], gone["next_try_at"]) == ("2026-11-23T13:00:00Z", "2026-12-23T12:00:00Z")

    blog.serve(PATH, status=404)
    waits, now = [], datetime.fromisoformat("2026-12-01T00:00:00+00:00")
    for _ in range(16):
        feed = planet.build(now=now.isoformat()).feed(PATH)
        due = datetime.fromisoformat(feed["next_try_at"])
        waits.append(round((due - now) / timedelta(hours=1)))
        now = due

    assert waits[:12] == [1, 2, 4, 8, *[24] * 7, 168]
    assert (feed["state"], waits[-1]) == ("gone", 30 * 24)
    assert planet.titles_on_page("page/1/index.html") == ["First post"]


def test_case_034_429_503_retry_after(bad_day):
    seconds, absurd, date, negative = failed(bad_day, 34)

    assert seconds["next_try_at"] == "2026-11-23T13:00:00Z"
    assert absurd["next_try_at"] == "2026-11-30T12:00:00Z"
    assert date["next_try_at"] == "2026-11-23T15:00:00Z"
    assert negative["next_try_at"] == "2026-11-23T13:00:00Z"


def test_case_034_429_holds_the_whole_host_in_this_build_and_the_next(planet, server):
    for number in range(6):
        server.serve(f"/{number}", ONE)
    planet.configure(*(server.url(f"/{number}") for number in range(6)))
    planet.build(now=DAYS[0])
    server.serve("/0", status=429, headers={"Retry-After": "7200"})
    before = len(server.requests)

    report = planet.build(now=DAYS[1])
    planet.build(now="2026-11-02T13:59:00Z")

    assert len(server.requests) - before == 1
    assert {feed["next_try_at"] for feed in report["feeds"]} == {"2026-11-02T14:00:00Z"}
    assert [feed["outcome"] for feed in report["feeds"]] == ["failed", *["not-reached"] * 5]
    assert {feed["state"] for feed in report["feeds"]} == {"failing", "ok"}
    planet.build(now="2026-11-02T14:00:00Z")
    assert len(server.requests) - before > 1


def test_case_035_5xx_then_ok(planet, blog, bad_day):
    failed(bad_day, 35)
    blog.serve_with(PATH, flaky(TWO))

    reports = [planet.build("--force", now=day).feed(PATH) for day in DAYS[1:4]]

    assert [(feed["state"], feed["failures"]) for feed in reports] == [("failing", 1), ("failing", 2), ("ok", 0)]
    assert planet.titles_on_page() == ["Second", "First post"]


@pytest.mark.parametrize("kind", ["text/html", "text/plain", "application/octet-stream", "nonsense", None])
def test_case_036_wrong_content_type(kind, planet, blog):
    blog.serve(PATH, TWO, headers={"Content-Type": kind} if kind else None)

    planet.build("--force", now=DAYS[1])

    assert planet.titles_on_page() == ["Second", "First post"]


@pytest.mark.parametrize(
    ("header", "prolog", "encoding"),
    [
        ("application/xml; charset=utf-8", "iso-8859-1", "iso-8859-1"),
        ("application/xml; charset=iso-8859-1", "utf-8", "utf-8"),
        ("application/xml; charset=us-ascii", "utf-8", "utf-8"),
    ],
)
def test_case_037_charset_header_vs_prolog(header, prolog, encoding, planet, blog):
    body = TWO.decode().replace('"1.0"', f'"1.0" encoding="{prolog}"').replace("Second", "Überraschung é")
    blog.serve(PATH, body.encode(encoding), headers={"Content-Type": header})

    planet.build("--force", now=DAYS[1])

    assert planet.titles_on_page() == ["Überraschung é", "First post"]


def test_case_038_text_xml_no_charset(planet, blog):
    blog.serve(PATH, TWO.decode().replace("Second", "Größe").encode(), headers={"Content-Type": "text/xml"})

    planet.build("--force", now=DAYS[1])

    assert planet.titles_on_page() == ["Größe", "First post"]


def test_case_039_header_injection(planet, blog):
    def head(tag):
        return b"HTTP/1.1 200 OK\r\nETag: %s\r\nContent-Length: %d\r\n\r\n" % (tag, len(TWO))

    blog.serve_raw(PATH, lambda c, _: c.send(head(b'"a\x0bX-Injected: b"') + TWO))
    refused = planet.build("--force", now=DAYS[1])
    blog.serve_raw(PATH, lambda c, _: c.send(head(b'"a\xff"') + TWO))
    planet.build("--force", now=DAYS[2])
    planet.build("--force", now=DAYS[2])

    assert refused["feeds"][0]["kind"] in {None, "protocol"}  # h11 refuses the control character, which is as well
    sent = b" ".join(value for _, value in blog.requests[-1].headers)
    assert b"\x0b" not in sent
    assert b"X-Injected" not in sent
    assert planet.titles_on_page() == ["Second", "First post"]


def test_case_040_body_is_a_path_or_url(bad_day):
    path, address = failed(bad_day, 40)

    assert path["problem"] == 'the document is plain text: "/etc/passwd", not a feed'
    assert "plain text" in address["problem"]


def test_the_guarded_internet_of_these_tests_lets_the_harmless_through(server):
    server.serve(PATH, ONE)

    [result] = ask_on(server, "http://blog.example/feed.xml", {"blog.example": ("1.1.1.1",)})

    assert result.body == ONE
    assert replace(result, body=b"").feed_url == "http://blog.example/feed.xml"


def test_nothing_is_asked_for_but_the_feeds(planet, server):
    # Promises 4.11 and 4.12: no page behind an entry, no icon, no image, no robots.txt; no HEAD, no second GET.
    inside = f"&lt;img src='{server.url('/a.png')}'&gt;&lt;a href='{server.url('/page')}'&gt;x&lt;/a&gt;"
    head = f"<icon>{server.url('/icon.png')}</icon><link href='{server.url('/')}'/>"
    server.serve(PATH, atom(("tag:1", "One", "2026-11-20T10:00:00Z", inside), head=head))
    planet.configure(server.url(PATH))

    planet.build()

    assert [(request.method, request.path) for request in server.requests] == [("GET", PATH)]
    assert server.url("/a.png") in planet.page().xpath("//article//img/@src")


def test_what_misses_the_deadline_of_the_build_is_not_reached_and_the_site_is_built(planet, server):
    server.serve(PATH, ONE)
    server.serve_raw("/silent", lambda connection, _: connection.hang())
    planet.settings["fetch"] |= {"timeout": "30s", "deadline": "1s"}
    planet.configure(server.url(PATH), server.url("/silent", host="localhost"))

    report = planet.build()

    silent = report.feed("/silent")
    assert (silent["outcome"], silent["kind"], silent["state"]) == ("not-reached", None, "new")
    assert planet.titles_on_page() == ["First post"]
    assert report["seconds"] == 0 or report["seconds"] < 10
    planet.settings["fetch"] |= {"deadline": "20s", "timeout": "1s"}
    planet.configure(server.url(PATH), server.url("/silent", host="localhost"))
    assert planet.build().feed("/silent")["kind"] == "timeout"  # it was due at once
