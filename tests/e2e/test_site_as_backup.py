"""A planet whose memory is lost gets it back from its own site: nothing that readers see is different afterwards."""

import gzip
import json
import shutil
import sqlite3
from contextlib import closing

import pytest
from plugins.command import Planet
from plugins.loopback import Servers

STATE = "planet-state.jsonl.gz"
DAYS = [f"2026-11-{day}T12:00:00Z" for day in (20, 21, 22, 23)]
AFTER = "2026-11-24T12:00:00Z"
LATER = "2026-11-25T12:00:00Z"
WORDS = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen and on"
)


class Web:
    """A dozen blogs on one server, each answering "not modified" when it may, and a host that serves the site."""

    def __init__(self, servers):
        self.blogs, self.host = servers.start(), servers.start()

    def write(self, name, *items, title=None):
        """A feed of items (guid, title, text, date, author); None leaves a part out."""
        body = f"""<?xml version="1.0"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>
        <title>{title or name}</title><link>{self.page(name, "")}</link>{"".join(self.item(name, *i) for i in items)}
        </channel></rss>"""
        self.blogs.serve(f"/{name}.xml", body, headers={"ETag": f'"{hash(body)}"'})
        return self.blogs.url(f"/{name}.xml")

    def page(self, name, path):
        return f"https://{name}.example/{path}"

    def item(self, name, guid, title, text, date=None, author=None):  # noqa: PLR0913, PLR0917 - what an item is made of
        return (
            f"<item><guid isPermaLink='false'>{guid}</guid><title>{title}</title><description>{text}</description>"
            f"<link>{self.page(name, title.lower().replace(' ', '-'))}</link>"
            + (f"<pubDate>{date}</pubDate>" if date else "")
            + (f"<dc:creator>{author}</dc:creator>" if author else "")
            + "</item>"
        )

    def publish(self, planet):
        for path in planet.output.rglob("*"):
            if path.is_file():
                self.host.serve(f"/planet/{path.relative_to(planet.output)}", path.read_bytes())

    def asked(self, since):
        """Path → whether each request for it since then was conditional."""
        told = {}
        for request in self.blogs.requests[since:]:
            told.setdefault(request.path, []).append(bool(request.header("If-None-Match")))
        return told


def date(day, hour=8):
    return f"{day} Nov 2026 {hour:02}:00:00 GMT"


@pytest.fixture(scope="module")
def web():
    servers = Servers()
    yield Web(servers)
    servers.close()


@pytest.fixture(scope="module")
def published(web, tmp_path_factory):
    """A planet of a dozen feeds that has lived for four days and is published."""
    feeds = [web.write(f"plain{n}", (f"p{n}", f"Plain {n}", "Said once", date(10 + n))) for n in range(4)]
    feeds += [{"url": web.write("undated", ("u1", "Old", "a"), ("u2", "Older", "b")), "name": "Without dates"}]
    feeds += [web.write("edited", ("e1", "Edited", "first words", date(18)))]
    feeds += [web.write("first", ("f1", "Shared", WORDS, date(19))), web.write("second", ("s1", "Shared", WORDS))]
    feeds += [web.write("hidden", ("h1", "A secret", "whispered", date(18), "Mallory"), ("h2", "Shown", "x", date(18)))]
    feeds += [web.write("renamed", ("r1", "Renamed", "the same text", date(17)))]
    feeds += [web.write("leaving", ("l1", "Leaves its feed", "kept", date(16)))]
    feeds += [web.write("dying", ("d1", "From a feed that dies", "kept too", date(15)))]
    feeds += [{"url": web.write("brief", ("b1", "Brief", f"{WORDS} {WORDS}", date(14))), "content": "excerpt"}]
    feeds += [{"url": web.write("members", ("m1", "Members", "z", date(13))), "auth": "ann:${PASSWORD}"}]
    folder = tmp_path_factory.mktemp("published")
    planet = Planet(folder)
    secret = "https://hidden.example/a-secret"
    site = web.host.url("/planet/")
    planet.configure(*feeds, url=site, state={"publish": True}, hide=[secret], river={"per_page": 5})
    return live_four_days(planet, web)


@pytest.fixture
def dozen(published, tmp_path):
    """A copy of it, to lose its memory."""
    shutil.copytree(published.folder, tmp_path / "planet")
    return Planet(tmp_path / "planet")


def live_four_days(planet, web):
    build(planet, DAYS[0])
    web.write("undated", ("u3", "New without a date", "c"), ("u1", "Old", "a"), ("u2", "Older", "b"))
    web.write("edited", ("e1", "Edited", "other words", date(21)))
    build(planet, DAYS[1])
    web.write("renamed", ("r1-moved", "Renamed", "the same text", date(17)))
    web.write("leaving", ("l2", "The next", "new", date(22)))
    web.blogs.serve("/dying.xml", status=404)
    build(planet, DAYS[2])
    web.write("undated", ("u4", "Newest without a date", "d"), ("u3", "New without a date", "c"))
    build(planet, DAYS[3])
    web.publish(planet)
    return planet


def build(planet, now, *words, **options):
    return planet.build(*words, now=now, env={"PASSWORD": "s3cret"}, **options)


def lose_memory(planet, *, output=True):
    shutil.rmtree(planet.folder / ".planet")
    if output:
        shutil.rmtree(planet.output)


def everything_on(planet):
    return "".join(path.read_text(encoding="utf-8") for path in planet.output.rglob("*.html"))


def differing(before, after):
    return {path for path in before | after if before.get(path) != after.get(path)}


def state_of(planet):
    return gzip.decompress((planet.output / STATE).read_bytes()).decode()


def test_a_lost_memory_comes_back_from_the_published_site(dozen, web):
    before, lines = dozen.tree(), state_of(dozen)
    start, since = len(web.blogs.requests), len(web.host.requests)
    lose_memory(dozen)

    report = build(dozen, AFTER)
    tree = dozen.tree()
    again = build(dozen, LATER)

    assert f"restored from {web.host.url('/planet/')}{STATE}: feeds: 14; entries: 19" in report["warnings"][0]
    assert differing(before, tree) <= {STATE, ".planet-files.json"}
    changed = set(lines.splitlines()) ^ set(state_of(dozen).splitlines())
    assert all(line.startswith('{"header"') for line in changed)  # a feed told again what was not published
    assert again["changed"] is False
    asked = web.asked(start)
    # Nothing that a server said to a password is published, so that one feed is asked for its document once.
    assert asked.pop("/members.xml") == [False, True]
    assert asked.pop("/dying.xml")
    assert asked == {path: [True, True] for path in asked}
    assert len(asked) == 12
    assert [request.path for request in web.host.requests[since:]] == [f"/planet/{STATE}"]


def test_the_published_state_tells_nothing_that_the_pages_do_not(dozen):
    text = state_of(dozen)

    assert "Said once" in text
    assert "the same text" in text
    for secret in ("Mallory", "A secret", "a-secret", "whispered", "s3cret", "Basic", "Authorization", "headers"):
        assert text.count(secret) == 0, secret
    [members] = [json.loads(line)["feed"] for line in text.splitlines() if "/members.xml" in line and '"feed":' in line]
    assert "validators" not in members
    [brief] = [json.loads(line) for line in text.splitlines() if '"title":"Brief"' in line]
    assert "value" not in brief["raw"]["content"] or brief["raw"]["content"]["value"] == ""


def test_the_published_state_stays_when_nothing_is_new(planet, web):
    planet.configure(web.write("plain", ("p", "Plain", "Said once", date(10))), state={"publish": True})
    planet.build(now=DAYS[0])
    before = (planet.output / STATE).stat()

    report = planet.build("--full", "--force", now=AFTER)

    after = (planet.output / STATE).stat()
    assert report["outcome"] == "built"
    assert report["changed"] is False
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)


def test_a_damaged_memory_is_replaced_by_the_copy_in_the_output_folder_and_both_are_named(dozen, web):
    before, asked = dozen.tree(), len(web.host.requests)
    (dozen.folder / ".planet" / "planet.sqlite3").write_bytes(b"not a database at all, but long enough" * 10)

    report = build(dozen, AFTER)

    told = " ".join(report["warnings"])
    assert "planet.sqlite3.damaged-1" in told
    assert str(dozen.output / STATE) in told
    assert len(web.host.requests) == asked
    assert differing(before, dozen.tree()) <= {STATE, ".planet-files.json"}


def test_a_memory_that_turns_out_damaged_in_the_middle_of_a_build_comes_back_in_the_same_command(dozen):
    before, state = dozen.tree(), dozen.folder / ".planet" / "planet.sqlite3"
    with closing(sqlite3.connect(state)) as connection:
        (page,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'entries_of_feed'").fetchone()
        (size,) = connection.execute("PRAGMA page_size").fetchone()
    torn = bytearray(state.read_bytes())
    torn[(page - 1) * size : page * size] = b"\xff" * size
    state.write_bytes(torn)

    report = build(dozen, AFTER, "--force")

    told = " ".join(report["warnings"])
    assert "planet.sqlite3.damaged-1" in told
    assert f"restored from {dozen.output / STATE}" in told
    assert differing(before, dozen.tree()) <= {STATE, ".planet-files.json"}


def test_without_restore_a_build_starts_afresh(dozen, web):
    lose_memory(dozen)
    asked = len(web.host.requests)

    report = build(dozen, AFTER, "--no-restore")

    assert len(web.host.requests) == asked
    assert "Leaves its feed" not in everything_on(dozen)
    assert not any("restored" in warning for warning in report["warnings"])
