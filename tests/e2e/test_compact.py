"""`planet compact`: the state file shrinks, and the site does not notice."""

import random
import re

from plugins.loopback import wait_until


def test_what_is_no_longer_shown_gives_back_its_room_and_the_next_build_changes_nothing(planet, make_atom):
    chance = random.Random(1)
    posts = [
        (f"tag:x,2026:{n}", f"Post {n}", f"2026-11-{n:02}T10:00:00Z", chance.randbytes(4000).hex(" "))
        for n in range(1, 9)
    ]
    (planet.folder / "feed.xml").write_bytes(make_atom(*posts))
    planet.configure("./feed.xml")
    planet.build()
    planet.configure("./feed.xml", hide=["tag:x,2026:7"])
    state = planet.folder / ".planet" / "planet.sqlite3"
    size = state.stat().st_size

    done = planet.run("compact")

    assert done.returncode == 0, done.stderr
    assert re.fullmatch(r".*/planet\.sqlite3: [\d.]+ [kM]B before, [\d.]+ [kM]B now\n", done.stdout)
    assert state.stat().st_size < size
    assert planet.build()["entries"]["stored"] == 8
    assert "Post 7" not in planet.text()


def test_where_nothing_is_stored_there_is_nothing_to_do(planet):
    planet.configure("./feed.xml")

    done = planet.run("compact")

    assert (done.returncode, done.stderr) == (0, "")
    assert "nothing is stored yet" in done.stdout
    assert not (planet.folder / ".planet").exists()


def test_it_does_not_disturb_a_build_that_is_running(planet, server):
    server.serve_raw("/slow.xml", lambda connection, _: connection.hang())
    planet.configure(server.url("/slow.xml"))
    with planet.start("build", "-q") as build:
        assert wait_until(lambda: bool(server.requests), 20)

        refused = planet.run("compact")

        with planet.start("compact", "--wait") as waiting:
            assert waiting.stderr.readline().startswith(b"waiting: another build is running")
            build.kill()
            waiting.communicate()
    assert refused.returncode == 1
    assert "another build is running" in refused.stderr
    assert waiting.returncode == 0
