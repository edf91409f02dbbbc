"""A planet that leaves old entries unread until something asks for them, beside one that reads all at once.

Whatever happens to their feeds and their configuration, nobody can tell them apart.
"""

import gzip
import json
import re
import sqlite3
import zlib
from contextlib import closing
from random import Random

import pytest
from plugins.quick_planet import QuickPlanet

from planet.urls import entry_name

LEFT = entry_name("./feeds/left.xml", "left")
FEEDS = ("ann", "bob", "carol")
WORDS = ("quick", "brown", "fox", "jumps", "over", "lazy", "seven", "wise", "owls", "read", "books", "winter", "rivers")


class Two:
    """Two planets with the same feeds; only the first lets entries wait.

    The second has a feed that has left: every new feed may be that one under another address, so all is read at once.
    The feeds are files, or come packed from a server.
    """

    def __init__(self, folder, server=None):
        self.server = server
        self.planets = [self._planet(folder / name) for name in ("waiting", "reading")]
        self.waited = 0

    def _planet(self, folder):
        (folder / "feeds").mkdir(parents=True)
        planet = QuickPlanet(folder)
        planet.settings["river"] = {"per_page": 3, "max_per_feed": 2, "backlog": 2}
        planet.settings["feed"] = {"entries": 4}
        return planet

    def address(self, feed):
        return self.server.url(f"/{feed}.xml") if self.server else f"./feeds/{feed}.xml"

    def write(self, feed, document):
        if self.server:
            self.server.serve(f"/{feed}.xml", document, compress=True)
            return
        for planet in self.planets:
            (planet.folder / "feeds" / f"{feed}.xml").write_text(document)

    def configure(self, *feeds, **settings):
        for planet in self.planets:
            planet.configure(*feeds, **settings)

    def build(self, *words, now):
        waiting, reading = self.planets
        if not reading.output.exists():
            self._leave(reading, now)
        reports = [planet.build(*words, now=now) for planet in self.planets]
        self.waited += len(unread(waiting))

        assert waiting.tree() == reading.tree(), now
        assert reports[0]["entries"] == reports[1]["entries"]

    @staticmethod
    def _leave(planet, now):
        feeds = planet.settings["feeds"]
        (planet.folder / "feeds" / "left.xml").write_text(
            "<rss version='2.0'><channel><title>Left</title>"
            "<item><guid>left</guid><title>L</title></item></channel></rss>"
        )
        planet.configure({"url": "./feeds/left.xml"})
        planet.build(now=now)
        planet.configure(*feeds)

    def say(self, *words):
        waiting, reading = (re.sub('"milliseconds": [0-9]+', "", planet.say(*words)) for planet in self.planets)
        assert waiting.replace("/waiting/", "/reading/") == reading
        return waiting


@pytest.fixture
def two(tmp_path):
    return Two(tmp_path)


@pytest.fixture
def two_of_a_server(tmp_path, server):
    return Two(tmp_path / "of-a-server", server)


def rows(planet, question):
    connection = sqlite3.connect(planet.folder / ".planet" / "planet.sqlite3")
    try:
        return connection.execute(question).fetchall()
    finally:
        connection.close()


def damage(planet, at):
    """Change one byte of each document that is kept."""
    connection = sqlite3.connect(planet.folder / ".planet" / "planet.sqlite3")
    with closing(connection), connection:
        for feed, document in connection.execute("SELECT feed, document FROM shells").fetchall():
            changed = bytearray(document)
            changed[at] ^= 0xFF
            connection.execute("UPDATE shells SET document = ? WHERE feed = ?", (bytes(changed), feed))


def unread(planet):
    return rows(planet, "SELECT name FROM entries WHERE unread = 1 AND forgotten = 0")


def memory(planet):
    """All that is stored, but for how it came to be read."""
    tables = {
        "entries": "SELECT f.url, e.* FROM entries e JOIN feeds f ON f.id = e.feed ORDER BY name",
        "texts": "SELECT e.name, t.raw FROM texts t JOIN entries e ON e.id = t.entry ORDER BY e.name",
        "openings": "SELECT e.name, o.opening FROM openings o JOIN entries e ON e.id = o.entry ORDER BY e.name",
        "aliases": "SELECT a.name, e.name FROM aliases a JOIN entries e ON e.id = a.entry ORDER BY a.name",
        "decisions": "SELECT e.name, d.rule, d.detail, d.decided_at FROM decisions d JOIN entries e ON e.id = d.entry"
        " ORDER BY e.name, d.rule",
        "readings": "SELECT f.url, r.known FROM readings r JOIN feeds f ON f.id = r.feed ORDER BY f.url",
    }
    found = {name: rows(planet, question) for name, question in tables.items()}
    found["entries"] = [
        (url, *row) for url, _, _, *row in found["entries"] if "left" not in url
    ]  # rows are numbered as feeds come
    for name in ("texts", "openings"):
        found[name] = [one for one in found[name] if one[0] != LEFT]
    found["readings"] = [one for one in found["readings"] if "left" not in one[0]]
    return found | {"texts": [(name, zlib.decompress(raw)) for name, raw in found["texts"]]}


class Story:
    """Three feeds to which something happens every day."""

    def __init__(self, two, seed):
        self.two, self.random, self.day = two, Random(seed), 1
        self.posts = {feed: [self.post() for _ in range(6)] for feed in FEEDS}
        self.settings, self.addresses = {}, {feed: feed for feed in FEEDS}

    def post(self):
        words = [self.random.choice(WORDS) for _ in range(40)]
        number = self.random.randrange(10**6)
        return {"id": number, "title": f"Post {number}", "day": self.random.randrange(1, 28), "text": " ".join(words)}

    def some(self, feed=None):
        return self.random.choice(self.posts[feed or self.random.choice(FEEDS)])

    def write(self):
        self.posts[self.random.choice(FEEDS)].insert(0, self.post())

    def edit(self):
        self.some()["text"] += " and an afterthought"

    def rename(self):
        self.some()["title"] += ", renamed"

    def redate(self):
        self.some()["day"] = self.random.randrange(1, 28)

    def renumber(self):
        self.some()["guid"] = self.random.randrange(10**6)

    def repeat_title(self):
        self.posts["ann"].insert(0, self.post() | {"title": self.some("ann")["title"]})

    def copy(self):
        self.posts["bob"].append(dict(self.some("ann")))

    def copy_text(self):
        self.posts["carol"].append(self.post() | {"text": self.some("ann")["text"], "title": self.some("ann")["title"]})

    def reuse_id(self):
        self.some("carol").update({key: value for key, value in self.post().items() if key != "id"})

    def hide(self):
        self.settings["hide"] = [{"author": self.random.choice(["Zoe", "Author 3"])}]

    def filter(self):
        self.settings["filter"] = {"exclude": {"words": [self.random.choice(["owls read", "nowhere", "afterthought"])]}}

    def keep(self):
        self.settings["keep"] = {"per_feed": 5}

    def move(self):
        self.addresses["ann"] = f"ann{self.day}"

    def publish(self):
        self.settings["state"] = {"path": ".planet", "publish": True}

    def live(self):
        happens = (
            [self.write, self.edit, self.rename, self.redate, self.renumber, self.repeat_title, self.copy] * 3
            + [self.copy_text, self.reuse_id, self.move]
            + ([self.hide, self.filter, self.keep, self.publish] if self.day > 4 else [])
        )
        self.day += 1
        for _ in range(self.random.randrange(1, 3)):
            self.random.choice(happens)()
        self.tell()

    def tell(self):
        for feed in self.posts:
            self.two.write(self.addresses[feed], self.document(feed))
        feeds = [{"url": self.two.address(self.addresses[feed]), "name": feed} for feed in FEEDS]
        self.two.configure(*feeds, **self.settings)

    def document(self, feed):
        return self.atom(feed) if feed == "carol" else self.rss(feed)

    def rss(self, feed):
        items = "".join(map(self.item, self.posts[feed]))
        return f"<rss version='2.0'><channel><title>{feed}</title>{items}</channel></rss>"

    def atom(self, feed):
        entries = "".join(map(self.entry, self.posts[feed]))
        return f"<feed xmlns='http://www.w3.org/2005/Atom'><title>{feed}</title>{entries}</feed>"

    def item(self, post):
        link = f"https://blog.example/{post['id']}"
        return (
            f"<item><title>{post['title']}</title><link>{link}</link><guid>{post.get('guid', link)}</guid>"
            f"<author>Author {post['id'] % 5}</author><pubDate>{post['day']} Mar 2026 08:00 GMT</pubDate>"
            f"<description><![CDATA[<p>{post['text']}</p>]]></description></item>"
        )

    def entry(self, post):
        link = f"https://blog.example/{post['id']}"
        return (
            f"<entry><title>{post['title']}</title><link href='{link}'/><id>{post.get('guid', link)}</id>"
            f"<author><name>Author {post['id'] % 5}</name></author>"
            f"<updated>2026-03-{post['day']:02}T08:00:00Z</updated>"
            f"<content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'><p>{post['text']}</p></div></content></entry>"
        )


def play(two, seed, days):
    story = Story(two, seed)
    story.tell()
    for _ in range(days):
        now = f"2026-04-{story.day:02}T12:00:00Z"
        two.build(now=now)
        title = story.some()["title"]
        two.say("list", "--why")
        two.say("list", "--json")
        two.say("explain", title, "--json")
        story.live()
    assert two.waited
    two.configure(*two.planets[0].settings["feeds"], filter={"exclude": {"words": ["nothing like this"]}})
    two.build(now=now)

    waiting, reading = map(memory, two.planets)
    for table, found in waiting.items():
        assert found == reading[table], table
    assert not unread(two.planets[0])


def test_nobody_can_tell_a_planet_that_reads_later_from_one_that_reads_at_once(two):
    play(two, seed=1, days=9)


def test_nor_can_anybody_when_documents_are_kept_as_they_were_sent(two_of_a_server):
    play(two_of_a_server, seed=1, days=5)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(2, 32))
def test_nobody_can_tell_them_apart_over_many_stories(two, two_of_a_server, seed):
    play(two_of_a_server if seed % 3 == 0 else two, seed, days=12)


def test_most_of_a_new_feed_waits_and_what_the_pages_show_whole_is_read(two):
    story = Story(two, seed=5)
    story.tell()

    two.build(now="2026-04-01T12:00:00Z")

    listed = json.loads(two.say("list", "--json"))["entries"]
    waiting = {name for (name,) in unread(two.planets[0])}
    assert 6 < len(waiting) < len(listed)
    assert waiting & {
        entry_name("./feeds/carol.xml", f"https://blog.example/{each['id']}") for each in story.posts["carol"]
    }


def test_a_document_that_came_packed_is_kept_as_it_came(two_of_a_server):
    story = Story(two_of_a_server, seed=5)
    story.tell()

    two_of_a_server.build(now="2026-04-01T12:00:00Z")

    kept = [document for (document,) in rows(two_of_a_server.planets[0], "SELECT document FROM shells")]
    sent = [gzip.compress(story.document(feed).encode(), mtime=0) for feed in FEEDS]
    assert sorted(kept) == sorted(sent)


@pytest.mark.parametrize("at", [40, -3], ids=["its text", "its checksum"])
def test_a_document_that_came_packed_and_is_damaged_costs_texts_alone(two_of_a_server, at):
    Story(two_of_a_server, seed=5).tell()
    planet = two_of_a_server.planets[0]
    planet.build(now="2026-04-01T12:00:00Z")
    damage(planet, at)
    two_of_a_server.configure(*planet.settings["feeds"], river={"per_page": 3, "max_per_feed": 2, "backlog": "all"})

    planet.build(now="2026-04-02T12:00:00Z")

    assert len(planet.titles_on_page("page/1/index.html")) == 3
    assert "is damaged; its feed is asked again" in planet.stderr


def test_a_document_that_is_damaged_costs_texts_alone(two):
    Story(two, seed=5).tell()
    planet = two.planets[0]
    planet.build(now="2026-04-01T12:00:00Z")
    connection = sqlite3.connect(planet.folder / ".planet" / "planet.sqlite3")
    connection.execute("UPDATE shells SET document = x'00'")
    connection.commit()
    connection.close()
    two.configure(*planet.settings["feeds"], river={"per_page": 3, "max_per_feed": 2, "backlog": "all"})

    planet.build(now="2026-04-02T12:00:00Z")

    assert len(planet.titles_on_page("page/1/index.html")) == 3
    assert "is damaged; its feed is asked again" in planet.stderr
