"""A planet with a dozen feeds of which most change, and how to tell that nothing of it is lost or half."""

from __future__ import annotations

import json
import posixpath
import shutil
import sqlite3
from contextlib import closing
from urllib.parse import unquote, urlsplit

from lxml import etree, html
from plugins.command import atom

OLD, NEW = 1, 2
LATER = "2026-11-24T12:00:00Z"
FEEDS = 12
RIVERS = {OLD: {"per_page": 4, "max_per_feed": 2}, NEW: {"per_page": 10, "max_per_feed": 4}}
MANIFEST = ".planet-files.json"
REFERENCES = "//@href | //@src | //@poster | //@srcset"


def feed_at(number, version):
    """Feed `number`: the NEW one has more entries than the OLD one, and says some of the old otherwise."""
    posts = range(1, 4 + (version == NEW) * (1 + number % 3))
    return atom(
        *(
            (
                f"tag:feed{number}.example,2026:{post}",
                f"Post {post} of feed {number}",
                f"2026-11-{post + number:02}T{post:02}:{number:02}:00Z",
                f"&lt;p>Text {post}{' edited' * (version == NEW and post == 2)}&lt;/p>" + "&lt;p>More.&lt;/p>" * 20,
            )
            for post in posts
        ),
        title=f"Feed {number}",
    )


class Dozen:
    """The planet, which has built OLD; `disturbed` goes back to that moment before each disturbed build of NEW."""

    def __init__(self, planet, server):
        self.planet, self.server = planet, server
        self.kept = planet.folder.with_name("kept")
        self.configure(OLD)
        self.serve(OLD)
        planet.build()
        self.old_tree = planet.tree()
        shutil.copytree(planet.folder, self.kept)
        self.configure(NEW)
        self.serve(NEW)
        planet.build(now=LATER)
        self.new_tree, self.new_entries = planet.tree(), entries_in(planet.folder)
        self.lasting_pages = [path for path in self.new_tree if path in self.old_tree and path.endswith(".html")]
        assert self.old_tree.keys() - self.new_tree.keys()  # pages vanish

    def configure(self, version):
        """The NEW site has longer pages, so all of them change and some vanish."""
        feeds = (self.server.url(f"/{number}.xml") for number in range(FEEDS))
        self.planet.configure(*feeds, river=RIVERS[version])

    def serve(self, version):
        for number in range(FEEDS):
            body = feed_at(number, version if number else OLD)
            self.server.serve(f"/{number}.xml", body, headers={"ETag": f'"{hash(body)}"'})

    def go_back(self):
        """The folder as it was after OLD was built."""
        self.server.requests.clear()
        shutil.rmtree(self.planet.folder)
        shutil.copytree(self.kept, self.planet.folder)
        self.configure(NEW)

    def check_whole(self):
        """Every file is old or new, nothing is lost, and no page that can be reached refers to a missing one.

        A reader may begin at every page that both sites have. One that is about to go, or has just come, may lack a
        neighbour: nothing refers to it any more, or yet.
        """
        for path, digest in self.planet.tree().items():
            if not posixpath.basename(path).startswith("."):  # the manifest, and what is not yet in its place
                assert digest in {self.old_tree.get(path), self.new_tree.get(path)}, path
        assert broken_links(self.planet.output, self.lasting_pages) == []
        etree.parse(self.planet.output / "atom.xml")
        json.loads((self.planet.output / MANIFEST).read_bytes())
        assert integrity(self.planet.folder) == "ok"
        kept = entries_in(self.kept)
        assert kept.keys() <= entries_in(self.planet.folder).keys()

    def check_finished_by_the_next_build(self):
        self.planet.build(now=LATER)
        assert self.planet.tree() == self.new_tree
        assert entries_in(self.planet.folder) == self.new_entries
        assert sorted(path.name for path in (self.planet.folder / ".planet").iterdir()) == [
            "planet.lock",
            "planet.sqlite3",
        ]


def entries_in(folder):
    """Name → all that is stored of each entry."""
    with closing(sqlite3.connect(folder / ".planet" / "planet.sqlite3")) as connection:
        rows = connection.execute("SELECT e.name, e.*, t.raw FROM entries e JOIN texts t ON t.entry = e.id").fetchall()
        columns = [column[1] for column in connection.execute("PRAGMA table_info(entries)")]
    left_out = {"id", "feed"}  # in the order in which feeds answered
    chosen = [place for place, name in enumerate(columns, start=1) if name not in left_out]
    return {row[0]: (*(row[place] for place in chosen), row[-1]) for row in rows}


def integrity(folder):
    """What SQLite says of the state file, after it has undone what a killed build left."""
    with closing(sqlite3.connect(folder / ".planet" / "planet.sqlite3")) as connection:
        return connection.execute("PRAGMA integrity_check").fetchone()[0]


def broken_links(output, pages):
    """What a reader who begins at one of the pages can come to, and what it refers to that is not there."""
    todo, seen, broken = [*pages], set(pages), []
    while todo:
        page = todo.pop()
        for target in internal_links((output / page).read_bytes()):
            path = resolved(page, target)
            if not (output / path).is_file():
                broken.append((page, target))
            elif path not in seen and path.endswith(".html"):
                seen.add(path)
                todo.append(path)
    return broken


def internal_links(page):
    """The relative references of a page, without fragments."""
    found = {urlsplit(str(link)) for link in html.fromstring(page).xpath(REFERENCES)}
    return sorted({unquote(link.path) for link in found if not link.scheme and not link.netloc and link.path})


def resolved(page, target):
    """The path in the site, which lies at the root of its host, of what a page refers to."""
    path = posixpath.normpath(posixpath.join("/", posixpath.dirname(page), target)).removeprefix("/")
    return posixpath.join(path, "index.html") if target.endswith("/") or "." not in posixpath.basename(path) else path
