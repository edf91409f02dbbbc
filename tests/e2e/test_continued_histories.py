"""A site that goes on from the last one, with older pages left as they are, is the site that is made from everything.

Every day something happens, to the newest posts or to the oldest. The planet is built, and a copy of its folder with
`--full`: the same files, byte for byte, and the same memory of them.
"""

import shutil
import sqlite3
from collections import Counter
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from plugins.quick_planet import QuickPlanet

from planet.store import FILE_NAME, open_store

FEEDS = ("ann", "bob", "carol", "dave")
FIRST_DAY = datetime(2026, 3, 1, 12, tzinfo=UTC)
WORDS = "a text of more than twenty words so that it is known again when another feed carries it under its own address"

LIVELY = {"write": 8, "write_late": 3, "edit_new": 3, "copy_new": 3, "undated": 1, "fail": 1, "drop": 1}
RARE = {"write_old": 1, "edit_old": 1, "copy_old": 1, "hide_new": 1, "hide_old": 1, "show_all": 1, "rename": 1}
SETTINGS = {"filter_words": 1, "filter_age": 1, "forget": 1, "leave": 1, "limit": 1, "reorder": 1, "calm": 3}


class History:
    """A planet of four feeds with eighty posts, to which something happens every day."""

    def __init__(self, planet, seed):
        self.planet, self.random, self.now = planet, Random(seed), FIRST_DAY
        self.posts = {feed: [] for feed in FEEDS}
        self.names, self.feeds, self.settings = {feed: feed for feed in FEEDS}, list(FEEDS), {}
        self.number, self.limits = 0, {}
        for ago in range(80, 0, -1):
            self.add(timedelta(days=ago / 2))

    def add(self, ago, feed=None):
        self.number += 1
        text = f"{WORDS} {self.number}" if self.number % 2 else f"Short {self.number}."
        post = {"number": self.number, "title": f"Post {self.number}", "text": text, "at": self.now - ago}
        self.posts[feed or self.random.choice(FEEDS)].append(post)

    def some(self, *, old):
        """A feed and one of its posts, of the oldest half or of the newest five."""
        feed = self.random.choice([feed for feed in FEEDS if len(self.posts[feed]) > 10])
        posts = sorted(self.posts[feed], key=lambda post: post["at"] or self.now)
        return feed, self.random.choice(posts[: len(posts) // 2] if old else posts[-5:])

    def write(self):
        self.add(timedelta(minutes=self.random.randrange(600)))

    def write_late(self):
        self.add(timedelta(days=self.random.randrange(1, 5)))

    def write_old(self):
        self.add(timedelta(days=self.random.randrange(20, 60)))

    def undated(self):
        self.add(timedelta(0))
        next(posts for posts in self.posts.values() if posts and posts[-1]["number"] == self.number)[-1]["at"] = None

    def edit_new(self, *, old=False):
        _, post = self.some(old=old)
        post[self.random.choice(["title", "text"])] += " edited"

    def edit_old(self):
        self.edit_new(old=True)

    def copy_new(self, *, old=False):
        """Another feed has the post too: at the same address, or at another; then or now."""
        feed, post = self.some(old=old)
        other = self.random.choice([one for one in FEEDS if one != feed])
        place = self.random.choice([{}, {"host": "copies.example"}])
        at = self.random.choice([post["at"], self.now])
        self.posts[other].append({**post, **place, "at": at})

    def copy_old(self):
        self.copy_new(old=True)

    def drop(self):
        feed, post = self.some(old=False)
        self.posts[feed].remove(post)

    def fail(self):
        self.broken = self.random.choice(FEEDS)

    def hide_new(self, *, old=False):
        _, post = self.some(old=old)
        self.settings["hide"] = [f"https://blog.example/{post['number']}"]

    def hide_old(self):
        self.hide_new(old=True)

    def show_all(self):
        self.settings["hide"] = []

    def rename(self):
        self.names[self.random.choice(FEEDS)] = f"Name {self.random.randrange(100)}"

    def filter_words(self):
        self.settings["filter"] = {"exclude": {"words": [self.random.choice(["edited", "Post 7", "casino"])]}}

    def filter_age(self):
        self.settings["filter"] = {"exclude": {"older_than": "30d"}}

    def forget(self):
        self.settings["keep"] = {"per_feed": 15}

    def leave(self):
        self.feeds = [feed for feed in FEEDS if feed != self.random.choice(FEEDS)]
        self.settings["keep"] = {"removed": self.random.choice([True, False])}

    def limit(self):
        self.limits = {self.random.choice(FEEDS): {"max_entries": 8}}

    def reorder(self):
        self.settings["river"] = {**self.settings["river"], "order": self.random.choice(["updated", "published"])}

    def calm(self):
        self.settings |= {"filter": {}, "keep": {}, "river": {"per_page": 2, "max_per_feed": 2, "backlog": 20}}
        self.feeds, self.limits = list(FEEDS), {}

    def live(self, events):
        """One more day, and what happens on it."""
        self.now += timedelta(hours=self.random.choice([6, 24]))
        self.broken = None
        for _ in range(self.random.randrange(1, 5)):
            getattr(self, self.random.choices([*events], [*events.values()])[0])()
        self.set_down()

    def set_down(self):
        for feed, posts in self.posts.items():
            items = "".join(map(self.item, posts))
            document = f"<rss version='2.0'><channel><title>{feed}</title>{items}</channel></rss>"
            text = "no feed" if feed == self.broken else document
            (self.planet.folder / "feeds" / f"{feed}.xml").write_text(text)
        told = [
            {"url": f"./feeds/{feed}.xml", "name": self.names[feed], **self.limits.get(feed, {})} for feed in self.feeds
        ]
        self.planet.configure(*told, **self.settings)

    @staticmethod
    def item(post):
        link = f"https://{post.get('host', 'blog.example')}/{post['number']}"
        date = f"<pubDate>{post['at']:%d %b %Y %H:%M:%S} GMT</pubDate>" if post["at"] else ""
        text = f"<description>{post['text']}</description>"
        return f"<item><title>{post['title']}</title><link>{link}</link><guid>{link}</guid>{date}{text}</item>"


@pytest.fixture
def live(tmp_path):
    """Live so many days of a history, and count how its builds were made."""

    def live(seed, days, events):
        folder = tmp_path / f"of-{seed}"
        (folder / "feeds").mkdir(parents=True)
        planet = QuickPlanet(folder)
        history, ways = History(planet, seed), Counter()
        history.settings |= {"feed": {"entries": 3}, "hide": []}
        history.calm()
        history.broken = "dave"  # is read for the first time when something has happened already
        history.set_down()
        for day in range(days):
            now = history.now.isoformat()
            twin = QuickPlanet(tmp_path / f"full-{seed}")
            shutil.rmtree(twin.folder, ignore_errors=True)
            shutil.copytree(folder, twin.folder)
            ways[way_of(planet, now)] += 1
            twin.build("--full", now=now)

            assert planet.tree() == twin.tree(), (seed, day)
            assert remembered(planet, history.now) == remembered(twin, history.now), (seed, day)
            history.live(events)
        return ways

    return live


def way_of(planet, now):
    report = planet.build(now=now)
    return "continued" if planet.report.continued else report["outcome"]


def remembered(planet, now):
    """What the memory has of the site, however the pages are kept, and under which ids posts were published."""
    with open_store(planet.folder / ".planet", now) as store:
        record = store.whole_site_record()
    with closing(sqlite3.connect(planet.folder / ".planet" / FILE_NAME)) as connection:
        ids = connection.execute("SELECT name, atom_id FROM entries ORDER BY name").fetchall()
        kept = connection.execute("SELECT count(*) FROM cleaned").fetchone()
    return replace(record, marks={}), ids, kept


def test_a_site_that_goes_on_is_the_site_made_from_everything(live):
    ways = live(3, 12, LIVELY)

    assert ways["continued"] >= 8, ways


def test_so_it_is_when_old_posts_and_settings_change(live):
    ways = live(5, 12, LIVELY | RARE | SETTINGS)

    assert ways["continued"] >= 2, ways
    assert ways["built"] >= 3, ways


@pytest.mark.long
@pytest.mark.parametrize("seed", range(6))
def test_so_it_is_over_many_lively_histories(live, seed):
    ways = live(seed, 30, LIVELY | RARE)

    assert ways["continued"] >= 8, ways


@pytest.mark.long
@pytest.mark.parametrize("seed", range(6))
def test_so_it_is_over_many_histories_of_whims(live, seed):
    assert live(seed, 30, LIVELY | RARE | SETTINGS)["continued"]
