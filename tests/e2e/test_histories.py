"""A site that was made page by page over a history is the site that is made at once: `--full` changes no byte."""

from random import Random

import pytest
from plugins.quick_planet import QuickPlanet

FEEDS = ("ann", "bob", "carol")
BACKLOGS = (0, 1, 3, 6, "all")


@pytest.fixture
def planet(tmp_path):
    (tmp_path / "feeds").mkdir()
    planet = QuickPlanet(tmp_path)
    planet.settings["feed"] = {"entries": 3}
    return planet


class History:
    """A planet of three feeds to which something happens every day."""

    def __init__(self, planet, seed):
        self.planet, self.random, self.day = planet, Random(seed), 1
        self.posts = {feed: [] for feed in FEEDS}
        self.hidden, self.names = [], {}
        self.late = {"carol": self.random.randrange(2, 9)}
        self.backlog = self.random.choice(BACKLOGS)
        for _ in range(8):
            self.write()

    def write(self):
        feed = self.random.choice(FEEDS)
        number = self.random.randrange(10**6)
        days_ago = self.random.choice([0, 0, 0, 1, 9])
        self.posts[feed].append(
            [number, f"Post {number}", max(1, self.day - days_ago), self.random.choice(["tag", None])]
        )

    def edit(self):
        if posts := self.posts[self.random.choice(FEEDS)]:
            self.random.choice(posts)[1] += ", edited"

    def drop(self):
        if posts := self.posts[self.random.choice(FEEDS)]:
            posts.pop(self.random.randrange(len(posts)))

    def copy(self):
        if posts := self.posts["ann"]:
            self.posts["bob"].append(list(self.random.choice(posts)))

    def hide(self):
        if posts := self.posts["carol"]:
            self.hidden = [f"https://blog.example/{self.random.choice(posts)[0]}"]

    def rename(self):
        self.names[self.random.choice(FEEDS)] = f"Name {self.random.randrange(100)}"

    def show(self):
        self.backlog = self.random.choice(BACKLOGS)

    def fail(self):
        self.posts[self.random.choice(FEEDS)] = []

    def live(self):
        """One more day, and what happens on it."""
        self.day += 1
        happens = [self.write, self.edit, self.drop, self.copy, self.hide, self.rename, self.show, self.fail]
        for _ in range(self.random.randrange(3)):
            self.write()
            self.random.choice(happens)()
        for feed, posts in self.posts.items():
            items = "".join(self.item(*post) for post in posts)
            document = f"<rss version='2.0'><channel><title>{feed}</title>{items}</channel></rss>"
            (self.planet.folder / "feeds" / f"{feed}.xml").write_text(
                document if posts or self.day % 2 or feed == "ann" else "no feed"
            )
        known = [feed for feed in FEEDS if self.day >= self.late.get(feed, 0)]
        feeds = [{"url": f"./feeds/{feed}.xml", "name": self.names.get(feed, feed)} for feed in known]
        river = {"per_page": 4, "max_per_feed": 3, "backlog": self.backlog}
        self.planet.configure(*feeds, hide=self.hidden, river=river)

    def item(self, number, title, day, tag):
        tags = f"<category>{tag}</category>" if tag else ""
        link = f"https://blog.example/{number}"
        date = f"<pubDate>{day} Mar 2026 08:00 GMT</pubDate>" if number % 5 else ""
        text = f"<description>{title}.</description>"
        return f"<item><title>{title}</title><link>{link}</link><guid>{link}</guid>{date}{tags}{text}</item>"


def play(planet, seed, days):
    history = History(planet, seed)
    kept = brief = 0
    for _ in range(days):
        history.live()
        now = f"2026-03-{history.day:02}T12:00:00Z"
        report = planet.build(now=now)
        page_by_page = planet.tree()
        kept += report["files"]["unchanged"]
        brief += sum("headline" in page.read_text() for page in planet.output.glob("page/*/index.html"))
        planet.build("--full", now=now)

        assert planet.tree() == page_by_page, (seed, history.day)
    # A check that cannot fail is none: something was not made again, and something stood by its title.
    assert kept
    assert brief or history.backlog == "all"


def test_a_site_made_page_by_page_is_the_site_made_at_once(planet):
    play(planet, seed=7, days=12)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(20))
def test_so_it_is_over_many_histories(planet, seed):
    play(planet, seed, days=24)
