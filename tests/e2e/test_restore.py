"""`planet restore`: from a site, a folder, a file, or a merged feed; never over a memory that is not empty."""

import shutil

import pytest

NEXT_DAY = "2026-11-24T12:00:00Z"


@pytest.fixture
def lost(planet, server, two_entries):
    """A planet that was published and has lost its memory and its output folder; its feed has nothing any more."""
    feed = server.serve("/blog/feed.xml", two_entries)
    planet.configure({"url": feed, "name": "A blog"}, url=server.url("/planet/"), state={"publish": True})
    planet.build()
    for path in planet.output.rglob("*"):
        if path.is_file():
            server.serve(f"/planet/{path.relative_to(planet.output)}", path.read_bytes())
    shutil.copytree(planet.output, planet.folder / "published")
    shutil.rmtree(planet.output)
    shutil.rmtree(planet.folder / ".planet")
    server.serve("/blog/feed.xml", status=503)
    return planet


@pytest.mark.parametrize("place", ["URL", "published"])
def test_everything_comes_back_from_what_was_published(lost, server, place):
    done = lost.run("restore", server.url("/planet/") if place == "URL" else place, "--now", NEXT_DAY)

    assert done.returncode == 0, done.stderr
    assert "feeds: 1; entries: 2, 0 of them without text." in done.stdout
    assert 'next: run "planet build"' in done.stdout
    lost.build("--offline", now=NEXT_DAY)
    assert lost.titles_on_page() == ["Second post", "First post"]
    published = type(lost)(lost.folder)
    published.output = lost.folder / "published"
    assert lost.tree() == published.tree()


def test_a_merged_feed_gives_what_it_holds_and_its_feeds_go_on_from_there(lost, server, two_entries):
    done = lost.run("restore", server.url("/planet/atom.xml"), "--now", NEXT_DAY)

    assert done.returncode == 0, done.stderr
    assert "2 entries of 1 feeds were restored" in done.stdout
    lost.build("--offline", now=NEXT_DAY)
    assert lost.titles_on_page() == ["Second post", "First post"]
    assert "tag:blog.example,2026:1" in (lost.output / "atom.xml").read_text(encoding="utf-8")

    server.serve("/blog/feed.xml", two_entries)
    report = lost.build(now=NEXT_DAY)

    assert report["entries"]["new"] == 0
    assert lost.titles_on_page() == ["Second post", "First post"]


def test_a_memory_that_is_not_empty_is_never_overwritten(lost, server, two_entries):
    server.serve("/blog/feed.xml", two_entries)
    lost.build("--no-restore")

    refused = lost.run("restore", "published")
    forced = lost.run("restore", "published", "--force")

    assert refused.returncode == 1
    assert "already holds a memory" in refused.stderr
    assert "--force" in refused.stderr
    assert forced.returncode == 0, forced.stderr
    assert "kept as planet.sqlite3.replaced-1" in forced.stdout
    assert (lost.folder / ".planet" / "planet.sqlite3.replaced-1").is_file()


@pytest.mark.parametrize("place", ["nowhere", "published/index.html", "http://127.0.0.1:1/", "config.yaml"])
def test_where_there_is_nothing_to_restore_nothing_changes(lost, place):
    before = {path: path.stat().st_mtime_ns for path in lost.folder.rglob("*") if ".planet" not in path.parts}

    done = lost.run("restore", place, "--force")

    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert place.rpartition("/")[2] in done.stderr
    after = {path: path.stat().st_mtime_ns for path in lost.folder.rglob("*") if ".planet" not in path.parts}
    assert after == before


def test_the_memory_of_another_planet_does_not_take_the_place_of_ones_own(lost, server, two_entries):
    server.serve("/blog/feed.xml", two_entries)
    server.serve("/other.xml", two_entries)
    lost.configure(server.url("/other.xml"), url="https://other.example/")
    lost.build("--no-restore")

    done = lost.run("restore", "published", "--force")

    assert done.returncode == 1
    assert "nothing of this planet's feeds" in done.stderr
    assert not list((lost.folder / ".planet").glob("*.replaced-*"))
