"""`planet build` on good days: what it writes, what it leaves alone, what it says."""

import json
import os
import shutil
from urllib.parse import urljoin, urlsplit

import pytest


def test_one_command_makes_a_page_and_a_feed(planet, server, two_entries):
    server.serve("/feed.xml", two_entries)
    planet.configure(server.url("/feed.xml"))

    report = planet.build()

    assert report["outcome"] == "built"
    assert report["changed"] is True
    assert report["entries"] == {"new": 2, "shown": 2, "stored": 2}
    assert planet.titles_on_page() == ["Second post", "First post"]
    assert set(planet.tree()) >= {"index.html", "page/1/index.html", "atom.xml", "feeds.opml", "404.html", ".nojekyll"}


def test_a_second_build_with_nothing_new_writes_nothing(planet, server, two_entries):
    server.serve("/feed.xml", two_entries)
    planet.configure(server.url("/feed.xml"))
    first = planet.build()
    dates = {path: (planet.output / path).stat().st_mtime_ns for path in planet.tree()}

    second = planet.build(now="2026-11-24T12:00:00Z")

    assert second["outcome"] == "unchanged"
    assert second["changed"] is False
    assert second["files"] == {"written": 0, "unchanged": first["files"]["written"], "removed": 0}
    assert dates == {path: (planet.output / path).stat().st_mtime_ns for path in planet.tree()}


def test_a_full_build_with_nothing_new_writes_nothing(planet, server, two_entries):
    server.serve("/feed.xml", two_entries)
    planet.configure(server.url("/feed.xml"))
    planet.build()

    report = planet.build("--full", now="2026-11-25T12:00:00Z")

    assert report["outcome"] == "built"
    assert report["changed"] is False
    assert report["files"]["written"] == 0


def test_touched_inputs_change_nothing(planet, two_entries):
    (planet.folder / "feed.xml").write_bytes(two_entries)
    planet.configure("./feed.xml")
    planet.build()
    for path in (planet.folder / "feed.xml", planet.folder / "config.yaml"):
        os.utime(path)

    report = planet.build("--full")

    assert (report["changed"], report["files"]["written"]) == (False, 0)


def test_an_emptied_output_folder_is_filled_again_and_the_site_has_not_changed(planet, two_entries):
    (planet.folder / "feed.xml").write_bytes(two_entries)
    planet.configure("./feed.xml")
    planet.build()
    before = planet.tree()
    shutil.rmtree(planet.output)

    report = planet.build()

    assert planet.tree() == before
    assert report["changed"] is False
    assert report["files"]["written"] > 0


def test_an_altered_page_is_put_right(planet, two_entries):
    (planet.folder / "feed.xml").write_bytes(two_entries)
    planet.configure("./feed.xml")
    planet.build()
    before = planet.tree()
    (planet.output / "index.html").write_text("defaced")

    report = planet.build()

    assert planet.tree() == before
    assert (report["changed"], report["files"]["written"]) == (False, 1)


def test_a_new_post_changes_the_index_and_the_last_page_and_no_older_one(planet, make_atom):
    posts = [(f"tag:b,2026:{day}", f"Post {day}", f"2026-11-{day:02}T10:00:00Z", "x") for day in range(1, 8)]
    (planet.folder / "feed.xml").write_bytes(make_atom(*posts))
    planet.configure("./feed.xml", river={"per_page": 2})
    planet.build()
    before = planet.tree()
    (planet.folder / "feed.xml").write_bytes(make_atom(*posts, ("tag:b,2026:8", "Post 8", "2026-11-08T10:00:00Z", "x")))

    planet.build()

    after = planet.tree()
    changed = {path for path in after if after[path] != before.get(path) and path.startswith(("page/", "index"))}
    assert changed == {"index.html", "page/4/index.html"}


def test_the_same_state_gives_the_same_bytes_wherever_and_whenever(planet, new_planet, two_entries):
    (planet.folder / "feed.xml").write_bytes(two_entries)
    planet.configure("./feed.xml")
    planet.build()
    elsewhere = new_planet("somewhere else")
    for name in ("config.yaml", "feed.xml", ".planet"):
        source = planet.folder / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, elsewhere.folder / name)

    env = {"TZ": "Pacific/Kiritimati", "LANG": "de_DE.UTF-8", "LC_ALL": "C", "PYTHONHASHSEED": "7"}
    elsewhere.build("--full", now="2031-01-01T00:00:00Z", env=env)

    assert elsewhere.tree() == planet.tree()


def test_every_local_link_of_every_page_leads_to_a_file(planet, make_atom):
    posts = [(f"tag:b,2026:{day}", f"Post {day}", f"2026-11-{day:02}T10:00:00Z", "x") for day in range(1, 9)]
    (planet.folder / "feed.xml").write_bytes(make_atom(*posts))
    (planet.folder / "pages").mkdir()
    (planet.folder / "pages" / "about.md").write_text("---\ntitle: About us\n---\n\nHello *there*.\n")
    planet.configure("./feed.xml", river={"per_page": 2}, url=None)
    del planet.settings["url"]
    planet.configure("./feed.xml")
    planet.build()
    files = set(planet.tree())

    for page in (path for path in files if path.endswith(".html")):
        for address in planet.page(page).xpath("//@href | //@src"):
            if not urlsplit(address).scheme:
                target = urljoin(f"x:/{page}".replace("x:", "http://h"), address.partition("#")[0])
                assert urlsplit(target).path.lstrip("/") in files, (page, address)
    assert "Hello there." in planet.text("about/index.html")


def test_offline_asks_no_server_but_reads_files(planet, server, two_entries, make_atom):
    server.serve("/feed.xml", two_entries)
    (planet.folder / "local.xml").write_bytes(make_atom(("tag:l,2026:1", "Local", "2026-11-22T10:00:00Z", "x")))
    planet.configure(server.url("/feed.xml"), "./local.xml")
    planet.build()
    asked = len(server.requests)

    report = planet.build("--offline")

    assert len(server.requests) == asked
    assert report.feed("/feed.xml")["outcome"] == "not-due"
    assert report.feed("local.xml")["outcome"] in {"ok", "unchanged"}


def test_a_feed_is_not_asked_again_before_its_interval_is_over_unless_forced(planet, server, two_entries):
    server.serve("/feed.xml", two_entries)
    planet.configure(server.url("/feed.xml"), fetch={"allow_private_addresses": True, "min_interval": "25m"})
    planet.build(now="2026-11-23T12:00:00Z")

    early = planet.build(now="2026-11-23T12:10:00Z")
    forced = planet.build("--force", now="2026-11-23T12:11:00Z")
    late = planet.build(now="2026-11-23T12:40:00Z")

    assert early["feeds"][0]["outcome"] == "not-due"
    assert forced["feeds"][0]["outcome"] == "unchanged"
    assert late["feeds"][0]["outcome"] == "unchanged"


def test_the_second_request_carries_the_validators_of_the_first_answer(planet, server, two_entries):
    server.serve("/feed.xml", two_entries, headers={"ETag": 'W/"odd, tag"', "Last-Modified": "some day"})
    planet.configure(server.url("/feed.xml"))
    planet.build()

    planet.build()

    asked = server.requests[-1]
    assert asked.header("If-None-Match") == 'W/"odd, tag"'
    assert asked.header("If-Modified-Since") == "some day"
    assert asked.header("User-Agent").startswith("planet-feeds/")
    assert asked.header("User-Agent").endswith("(+https://planet.example/)")


def test_a_hidden_post_and_a_hidden_author_leave_every_page_and_feed(planet, two_entries):
    (planet.folder / "feed.xml").write_bytes(two_entries)
    planet.configure("./feed.xml")
    planet.build()
    planet.configure("./feed.xml", hide=["https://blog.example/2"])

    planet.build()

    assert planet.titles_on_page() == ["First post"]
    assert b"Second post" not in (planet.output / "atom.xml").read_bytes()


def test_a_feed_that_leaves_the_configuration_leaves_the_site_and_may_come_back(planet, two_entries, make_atom):
    (planet.folder / "a.xml").write_bytes(two_entries)
    (planet.folder / "b.xml").write_bytes(make_atom(("tag:b,2026:1", "Other", "2026-11-22T10:00:00Z", "x")))
    planet.configure("./a.xml", "./b.xml")
    planet.build()
    planet.configure("./b.xml")
    planet.build()
    assert planet.titles_on_page() == ["Other"]

    planet.configure("./a.xml", "./b.xml")
    planet.build()

    assert planet.titles_on_page() == ["Other", "Second post", "First post"]


def test_a_river_shows_at_most_its_share_of_one_feed_on_a_page_and_loses_none(planet, make_atom):
    posts = [(f"tag:b,2026:{n}", f"Burst {n}", f"2026-11-20T10:{n:02}:00Z", "x") for n in range(12)]
    (planet.folder / "burst.xml").write_bytes(make_atom(*posts))
    (planet.folder / "calm.xml").write_bytes(make_atom(("tag:c,2026:1", "Calm", "2026-11-19T10:00:00Z", "x")))
    planet.configure("./burst.xml", "./calm.xml")

    planet.build()

    assert planet.titles_on_page() == [*(f"Burst {n}" for n in range(11, 6, -1)), "Calm"]
    numbered = sorted(path for path in planet.tree() if path.startswith("page/"))
    assert sorted(title for page in numbered for title in planet.titles_on_page(page)) == sorted(
        ["Calm", *(f"Burst {n}" for n in range(12))]
    )
    assert (planet.output / "atom.xml").read_text().count("<entry>") == 13


def test_style_sheet_text_never_becomes_prose(planet, make_atom):
    mathjax = (
        "&lt;p>Before &lt;mjx-container class='MathJax'>&lt;style>mjx-container[jax='CHTML'] {line-height: 0}"
        "&lt;/style>&lt;mjx-math>&lt;/mjx-math>&lt;/mjx-container> after&lt;/p>"
    )
    (planet.folder / "feed.xml").write_bytes(make_atom(("tag:b,2026:1", "Maths", "2026-11-20T10:00:00Z", mathjax)))
    planet.configure("./feed.xml")

    planet.build()

    for path in ("index.html", "page/1/index.html", "atom.xml"):
        text = (planet.output / path).read_text()
        assert "line-height" not in text
        assert "mjx-" not in text


def test_the_merged_feed_keeps_its_ids_when_the_title_of_a_planet_without_address_changes(planet, two_entries):
    del planet.settings["url"]
    (planet.folder / "feed.xml").write_bytes(two_entries)
    planet.configure("./feed.xml")
    report = planet.build()
    before = (planet.output / "atom.xml").read_text()
    planet.configure("./feed.xml", description="Changed")

    planet.build()

    after = (planet.output / "atom.xml").read_text()
    assert "urn:uuid:" in before
    assert before.partition("<id>")[2].partition("</id>")[0] == after.partition("<id>")[2].partition("</id>")[0]
    assert 'rel="self"' not in after
    assert any("url:" in warning for warning in report["warnings"])


@pytest.mark.parametrize("words", [["--help"], ["build", "--help"], ["--version"]])
def test_help_is_there_and_plain(planet, words):
    done = planet.run(*words)

    assert done.returncode == 0
    assert "planet" in done.stdout


def test_a_summary_for_people_goes_to_the_terminal(planet, two_entries):
    (planet.folder / "feed.xml").write_bytes(two_entries)
    planet.configure("./feed.xml")

    done = planet.run("build")

    assert done.returncode == 0
    assert "feeds: 1 ok, 0 failed" in done.stdout
    assert "entries: 2 new, 2 shown, 2 stored" in done.stdout
    with pytest.raises(json.JSONDecodeError):
        json.loads(done.stdout)
