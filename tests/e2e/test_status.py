"""`planet status` and `status.json`: the record of every feed."""

import json

NOON = "2026-11-23T12:00:00Z"


def status(planet, *words):
    done = planet.run("status", "--json", *words)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)["feeds"]


def test_the_record_of_a_feed_is_kept_whole(planet, server, two_entries):
    server.redirect("/old.xml", "/feed.xml")
    server.serve("/feed.xml", two_entries, headers={"Cache-Control": "max-age=7200"})
    planet.configure(server.url("/old.xml"))
    built = planet.build().feed("/old.xml")

    [told] = status(planet)

    assert {key: told[key] for key in ("state", "since", "last_try_at", "last_ok_at", "last_change_at")} == {
        "state": "ok",
        **dict.fromkeys(("since", "last_try_at", "last_ok_at", "last_change_at"), NOON),
    }
    assert (told["status"], told["bytes"], told["failures"]) == (200, len(two_entries), 0)
    assert told["redirects"] == [server.url("/feed.xml")]
    assert (told["entries_seen"], told["entries_new"], told["entries_stored"]) == (2, 2, 2)
    assert told["next_try_at"] == "2026-11-23T14:00:00Z"
    assert 0 <= told["milliseconds"] < 3000
    assert built.items() >= told.items()


def test_failures_are_counted_and_what_worked_is_remembered(planet, server, two_entries):
    server.serve("/feed.xml", two_entries)
    planet.configure(server.url("/feed.xml"))
    planet.build()
    server.serve("/feed.xml", status=404)
    for hour in (13, 14, 15):
        planet.build("--force", now=f"2026-11-23T{hour}:00:00Z")

    [told] = status(planet)

    assert (told["state"], told["failures"], told["status"]) == ("failing", 3, 404)
    assert (told["last_ok_at"], told["since"]) == (NOON, "2026-11-23T13:00:00Z")
    assert told["next_try_at"] == "2026-11-23T19:00:00Z"
    assert (told["kind"], told["problem"]) == ("status", "404 Not Found")


def test_people_are_told_the_same_in_plain_lines(planet, server, two_entries):
    server.serve("/good.xml", two_entries)
    planet.configure({"url": server.url("/good.xml"), "name": "Good\u202e"}, server.url("/bad.xml"))
    planet.build()

    done = planet.run("status")

    assert done.returncode == 0
    assert f"ok since {NOON}: Good ({server.url('/good.xml')}): 2 stored" in done.stdout
    assert "2 entries seen, 2 new; due 2026-11-23T12:00:00Z" in done.stdout
    assert "404 Not Found" in done.stdout
    assert "1 failure in a row" in done.stdout
    assert "\u202e" not in done.stdout


def test_of_a_file_is_told_what_makes_sense_of_a_file(planet, two_entries):
    (planet.folder / "feed.xml").write_bytes(two_entries)
    planet.configure("./feed.xml", "./missing.xml")
    planet.build()
    planet.build("--force")

    lines = planet.run("status").stdout.splitlines()

    assert lines[0] == f"ok since {NOON}: A blog (./feed.xml): 2 stored"
    assert lines[1] == (
        f"  looked at {NOON}: {len(two_entries)} B; last read {NOON}; last change {NOON}; "
        "2 entries seen, 0 new; read in every build"
    )
    assert lines[-1].endswith("0 entries seen, 0 new; 2 failures in a row; read in every build")
    assert "no such file: ./missing.xml" in lines[3]


def test_a_word_chooses_feeds_and_one_that_fits_none_is_wrong_usage(planet, server, two_entries):
    server.serve("/good.xml", two_entries)
    planet.configure(server.url("/good.xml"), server.url("/bad.xml"))
    planet.build()

    assert [feed["url"] for feed in status(planet, "good")] == [server.url("/good.xml")]
    assert planet.run("status", "nonesuch").returncode == 2


def test_before_the_first_build_every_feed_is_new_and_nothing_is_made(planet):
    planet.configure("https://blog.example/feed.xml")

    [told] = status(planet)

    assert (told["state"], told["last_try_at"]) == ("new", None)
    assert [path.name for path in planet.folder.iterdir()] == ["config.yaml"]


def test_a_state_file_that_cannot_be_read_is_explained(planet):
    planet.configure("https://blog.example/feed.xml")
    (planet.folder / ".planet").mkdir()
    (planet.folder / ".planet" / "planet.sqlite3").write_bytes(b"nonsense" * 100)

    done = planet.run("status")

    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "planet.sqlite3" in done.stderr


def test_the_file_of_the_site_changes_with_a_feeds_state_and_with_nothing_else(planet, server, two_entries):
    server.serve("/feed.xml", two_entries)
    planet.configure(server.url("/feed.xml"))
    planet.build()
    first = (planet.output / "status.json").read_bytes()

    planet.build("--full", now="2026-11-24T12:00:00Z")
    same = (planet.output / "status.json").read_bytes()
    server.serve("/feed.xml", status=410)
    planet.build(now="2026-11-25T12:00:00Z")

    assert same == first
    [told] = json.loads((planet.output / "status.json").read_bytes())["feeds"]
    assert told == {
        "url": server.url("/feed.xml"),
        "name": "A blog",
        "state": "gone",
        "since": "2026-11-25T12:00:00Z",
        "kind": "gone",
        "problem": "410 Gone",
        "hint": told["hint"],
    }
    assert "remove it from the configuration" in told["hint"]
