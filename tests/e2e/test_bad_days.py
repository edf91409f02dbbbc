"""`planet build` on bad days: one bad feed never stops it, never empties what it showed, and is always named."""

import time

from plugins.loopback import wait_until

FAILURES = {
    "/missing.xml": "status",
    "/page.xml": "web-page",
    "/empty.xml": "empty",
    "/broken.xml": "malformed",
    "/silent.xml": "timeout",
    "/attributes.xml": None,
    "/elsewhere.xml": "redirect",
}


def attributes(count):
    return (
        b"<rss version='2.0'><channel><title>x</title><item "
        + b" ".join(b'a%d="x"' % n for n in range(count))
        + b"><title>y</title><pubDate>Wed, 18 Nov 2026 10:00:00 GMT</pubDate></item></channel></rss>"
    )


def test_a_feed_that_vanishes_keeps_its_old_entries(planet, server, two_entries):
    server.serve("/feed.xml", two_entries)
    planet.configure(server.url("/feed.xml"))
    planet.build()
    server.serve("/feed.xml", status=404)

    report = planet.build()

    assert planet.titles_on_page() == ["Second post", "First post"]
    assert report.problem_of("/feed.xml") == "404 Not Found"
    assert report["all_failed"] is True


def test_a_shrunken_feed_keeps_what_it_had(planet, server, two_entries, make_atom):
    server.serve("/feed.xml", two_entries)
    planet.configure(server.url("/feed.xml"))
    planet.build()
    server.serve("/feed.xml", make_atom())

    planet.build()

    assert planet.titles_on_page() == ["Second post", "First post"]


def test_every_kind_of_failure_is_named_with_what_to_do_and_the_rest_is_built(planet, server, two_entries, make_atom):
    for path in (*FAILURES, "/refused.xml"):
        server.serve(path, make_atom((f"tag:x,2026:{path}", f"Old {path}", "2026-11-19T10:00:00Z", "x")))
    server.serve("/good.xml", two_entries)
    planet.configure(*(server.url(path) for path in ("/good.xml", *FAILURES)))
    planet.build()
    server.serve("/missing.xml", status=404)
    server.serve("/page.xml", b"<!doctype html><title>Parked</title><p>Buy this", headers={"Content-Type": "text/html"})
    server.serve("/empty.xml", b"")
    server.serve("/broken.xml", b"<rss version='2.0'><channel><title>x")
    server.serve_raw("/silent.xml", lambda connection, _: connection.hang())
    server.serve("/attributes.xml", attributes(100_000))
    server.serve("/elsewhere.xml", status=302, headers={"Location": "ftp://10.0.0.1/feed"})
    started = time.monotonic()

    report = planet.build("--force")

    assert time.monotonic() - started < 30
    assert planet.titles_on_page()[:2] == ["Second post", "First post"]
    for path, kind in FAILURES.items():
        feed = report.feed(path)
        if kind is not None:
            assert (feed["kind"], bool(feed["problem"]), bool(feed["hint"])) == (kind, True, True), feed
            assert f"{feed['problem']}" in planet.stderr
        assert feed["entries_stored"] >= 1
        assert f"Old {path}" in planet.text("page/1/index.html")


def test_a_private_address_is_refused_unless_it_is_allowed(planet, server, two_entries):
    server.serve("/feed.xml", two_entries)
    planet.configure(server.url("/feed.xml"), fetch={"timeout": "3s"})

    report = planet.build(expect=4)

    assert report["feeds"][0]["kind"] == "address"
    assert server.requests == []


def test_a_refused_connection_is_one_readable_line(planet, two_entries):
    (planet.folder / "feed.xml").write_bytes(two_entries)
    planet.configure("./feed.xml", "http://127.0.0.1:1/feed.xml")

    report = planet.build()

    assert report.feed(":1/feed.xml")["kind"] == "refused"
    assert planet.titles_on_page() == ["Second post", "First post"]


def test_when_every_feed_fails_and_nothing_is_stored_the_old_site_stays(planet, server):
    planet.configure(server.url("/nothing.xml"))
    planet.output.mkdir()
    (planet.output / "index.html").write_text("an older planet")

    report = planet.build(expect=4)

    assert report["outcome"] == "all-failed"
    assert report["all_failed"] is True
    assert (planet.output / "index.html").read_text() == "an older planet"


def test_a_foreign_file_in_the_way_stops_the_build_before_it_writes(planet, two_entries):
    (planet.folder / "feed.xml").write_bytes(two_entries)
    planet.configure("./feed.xml")
    planet.output.mkdir()
    (planet.output / "index.html").write_text("mine")

    report = planet.build(expect=1)

    assert (planet.output / "index.html").read_text() == "mine"
    assert list(planet.output.iterdir()) == [planet.output / "index.html"]
    assert "index.html" in report["problems"][0]["problem"]


def test_a_foreign_file_beside_the_site_is_left_alone(planet, two_entries):
    (planet.folder / "feed.xml").write_bytes(two_entries)
    planet.configure("./feed.xml")
    planet.build()
    (planet.output / "CNAME").write_text("planet.example")
    (planet.folder / "feed.xml").write_bytes(b"")

    planet.build()

    assert (planet.output / "CNAME").read_text() == "planet.example"


def test_a_bad_configuration_names_every_mistake_and_exits_with_3(planet):
    (planet.folder / "config.yaml").write_text(
        "titel: x\nfeeds:\n  - htp://example.org/feed\nriver: {per_page: many}\n"
    )

    done = planet.run("build")

    assert done.returncode == 3
    assert done.stderr.count("config.yaml:") >= 3
    assert '"title"' in done.stderr or "title" in done.stderr
    assert "Traceback" not in done.stderr


def test_wrong_usage_exits_with_2(planet):
    assert planet.run("build", "--nonsense").returncode == 2
    assert planet.run("biuld").returncode == 2


def test_a_missing_theme_exits_with_3(planet, two_entries):
    (planet.folder / "feed.xml").write_bytes(two_entries)
    planet.configure("./feed.xml", theme="nonesuch")

    planet.build(expect=3)

    assert "nonesuch" in planet.stderr
    assert "default" in planet.stderr


def test_the_second_of_two_builds_at_once_says_so_and_leaves(planet, server, two_entries):
    server.serve_raw("/slow.xml", lambda connection, _: connection.hang())
    planet.configure(server.url("/slow.xml"))
    with planet.start("build", "-q") as first:
        assert wait_until(lambda: bool(server.requests), 20)

        done = planet.run("build")

        first.communicate()
    assert done.returncode == 1
    assert "another build" in done.stderr


def test_a_build_that_waits_says_for_what_and_builds_when_the_lock_is_free(planet, server, two_entries):
    server.serve_raw("/slow.xml", lambda connection, _: connection.hang())
    (planet.folder / "feed.xml").write_bytes(two_entries)
    planet.configure("./feed.xml", server.url("/slow.xml"))
    with planet.start("build", "-q") as first:
        assert wait_until(lambda: bool(server.requests), 20)
        with planet.start("build", "--wait", "--offline", "-q") as second:
            told = second.stderr.readline().decode()
            assert second.poll() is None
            first.kill()

            second.communicate()
    assert told == f"waiting: another build is running with {planet.folder / '.planet'}\n"
    assert second.returncode == 0
    assert planet.titles_on_page() == ["Second post", "First post"]


def test_a_missing_file_is_a_failed_feed(planet, two_entries):
    (planet.folder / "feed.xml").write_bytes(two_entries)
    planet.configure("./feed.xml", "./gone.xml")

    report = planet.build()

    assert report.feed("gone.xml")["kind"] == "file"
    assert report.feed("gone.xml")["outcome"] == "failed"


def test_a_hostile_feed_can_neither_repaint_the_terminal_nor_command_the_runner(planet, make_atom):
    title = "&#x1b;]0;x ##[command]rm\n::error::x \u202e"
    (planet.folder / "feed.xml").write_bytes(make_atom(title=title))
    (planet.folder / "bad.xml").write_text("\n::error::x ##[group]y")
    planet.configure("./feed.xml", "./bad.xml")

    done = planet.run("build", "-v")

    lines = (done.stdout + done.stderr).replace("\r", "\n").splitlines()
    assert not any(line.lstrip().startswith("::") or "##[" in line for line in lines)
    assert "\x1b" not in done.stdout + done.stderr
