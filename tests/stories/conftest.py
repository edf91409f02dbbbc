"""All stories at once: one planet that has every feed of every story, built day after day."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from xml.etree import ElementTree as ET

import pytest
from plugins.loopback import Servers
from plugins.quick_planet import QuickPlanet
from stories.life import NOT_FEEDS, Seen, Story, document, noon_of, stories

ATOM = "{http://www.w3.org/2005/Atom}"


@dataclass
class Stage:
    """Where one story plays: its servers, what is in the configuration today, and what was seen of it."""

    story: Story
    servers: Servers
    number: int
    addresses: dict[str, str] = field(default_factory=dict)
    posts: dict[str, object] = field(default_factory=dict)
    left: set[str] = field(default_factory=set)
    hidden: list[object] = field(default_factory=list)
    rivers: dict[int, list[Seen]] = field(default_factory=dict)
    heard_of: set[str] = field(default_factory=set)

    def __post_init__(self):
        self.home = self.servers.start(f"127.0.4.{self.number}")
        self.elsewhere = None

    def set(self, day):
        """What happens on this day."""
        today = self.story.days.get(day, {})
        for feed, address in today.get("moves", {}).items():
            self._move(feed, address)
        for feed, posts in today.items():
            if feed not in NOT_FEEDS:
                self._serve(feed, posts)
        self.left = (self.left | {today.get("leaves")}) - {today.get("returns")}
        hides, authors = today.get("hides"), today.get("hides authors")
        if hides is not None:
            self.hidden = [*hides, *({"author": author} for author in authors)]

    def feeds(self):
        """What the configuration says of the story's feeds."""
        for feed, address in self.addresses.items():
            if feed not in self.left:
                site = self.story.sites.get(feed)
                yield {"url": address, "name": f"{self.story.name}/{feed}", **({"site": site} if site else {})}

    def see(self, day, posts, ids):
        """Remember what the page and the merged feed had of this story."""
        self.rivers[day] = posts
        self.heard_of |= ids

    def _serve(self, feed, posts):
        self.posts[feed] = posts
        address = self.addresses.setdefault(feed, self.home.url(f"/{feed}.xml"))
        path = "/" + address.partition("://")[2].partition("/")[2]
        server = self.elsewhere if self.elsewhere and address.startswith(self.elsewhere.url()) else self.home
        if posts == "missing":
            server.serve(path, status=404)
            return
        body = document(self.story.name, posts)
        server.serve(path, body, headers={"ETag": f'"{hashlib.sha256(body).hexdigest()}"'})

    def _move(self, feed, address):
        if address == "elsewhere":
            self.elsewhere = self.servers.start(f"127.0.5.{self.number}")
        server, path = (self.elsewhere, f"/{feed}.xml") if address == "elsewhere" else (self.home, address)
        self.addresses[feed] = server.url(path)
        self._serve(feed, self.posts[feed])


def play(planet, told):
    """Build day after day; each stage then knows what was seen of its story."""
    planet.settings["river"] = {"per_page": 500, "max_per_feed": 500}
    planet.settings["feed"] = {"entries": 1000}
    servers = Servers()
    try:
        stages = {story.name: Stage(story, servers, number) for number, story in enumerate(told, 1)}
        for day in range(1, max(max(story.days) for story in told) + 1):
            for stage in stages.values():
                stage.set(day)
            feeds = [feed for stage in stages.values() for feed in stage.feeds()]
            planet.configure(*feeds, hide=[one for stage in stages.values() for one in stage.hidden])
            planet.build("--force", now=noon_of(day).isoformat())
            posts, ids = posts_on(planet), heard_from(planet)
            for name, stage in stages.items():
                stage.see(day, posts.get(name, []), ids.get(name, set()))
    finally:
        servers.close()
    return stages


def posts_on(planet):
    """Story → its posts on the index, newest first."""
    found = {}
    for article in planet.page().xpath("//article"):
        story, _, feed = source_of(article).partition("/")
        also = {name.partition("/")[2] for name in article.xpath(".//*[@class='also']//bdi/text()")}
        title = article.xpath(".//h3")[0].text_content().strip()
        found.setdefault(story, []).append(Seen(title, feed, also))
    return found


def source_of(article):
    return article.xpath("(.//*[@class='source'])[1]//bdi/text()")[0]


def heard_from(planet):
    """Story → the ids that the merged feed has of it today."""
    root = ET.fromstring((planet.output / "atom.xml").read_bytes())
    ids = [entry.findtext(f"{ATOM}id") for entry in root.iter(f"{ATOM}entry")]
    assert len(ids) == len(set(ids))
    found = {}
    for entry in root.iter(f"{ATOM}entry"):
        story = entry.findtext(f"{ATOM}source/{ATOM}title").partition("/")[0]
        found.setdefault(story, set()).add(entry.findtext(f"{ATOM}id"))
    return found


@pytest.fixture(scope="session")
def seen(tmp_path_factory):
    """Story → its stage, after all its days."""
    return play(QuickPlanet(tmp_path_factory.mktemp("stories")), stories())
