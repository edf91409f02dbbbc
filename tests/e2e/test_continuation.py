"""Which builds go on from the last site, and which make it from everything: whatever is in doubt does."""

from datetime import UTC, datetime

import pytest
from plugins.quick_planet import QuickPlanet

from planet.store import open_store

WORDS = "a text of more than twenty words so that it is known again when another feed carries it under its own address"


class Blog:
    """A planet of two feeds: Ann has written sixty posts, one a day, and Bob five."""

    def __init__(self, folder):
        (folder / "feeds").mkdir()
        self.planet, self.number = QuickPlanet(folder), 60
        self.posts = {"ann": {number: self.post(number) for number in range(60)}, "bob": {}}
        for _ in range(5):
            self.write(feed="bob")
        self.settings = {"river": {"per_page": 2, "max_per_feed": 2}, "feed": {"entries": 3}}
        self.names = {"ann": "Ann", "bob": "Bob"}
        self.configure()

    @staticmethod
    def post(number, **told):
        date = f"{1 + number // 28:02}-{1 + number % 28:02}"
        text = f"{WORDS} {number}"
        return {"title": f"Post {number}", "link": f"https://ann.example/{number}", "date": date, "text": text, **told}

    def write(self, *, feed="ann", **told):
        """A new post, the newest unless it is told otherwise."""
        self.number += 1
        self.posts[feed][self.number] = self.post(self.number, **told)

    def configure(self, **settings):
        self.settings |= settings
        feeds = [{"url": f"./feeds/{feed}.xml", "name": name} for feed, name in self.names.items()]
        self.planet.configure(*feeds, **self.settings)

    def build(self, *words):
        for feed, posts in self.posts.items():
            items = "".join(
                f"<entry><id>tag:{feed},2026:{number}</id><title>{post['title']}</title><link href='{post['link']}'/>"
                f"<published>2026-{post['date']}T08:00:00Z</published><content>{post['text']}</content></entry>"
                for number, post in posts.items()
            )
            document = (
                f"<feed xmlns='http://www.w3.org/2005/Atom'><id>tag:{feed}</id><title>{feed}</title>{items}</feed>"
            )
            (self.planet.folder / "feeds" / f"{feed}.xml").write_text(document)
        self.planet.build(*words)
        return self.planet.report.continued

    def closed_pages(self):
        with open_store(self.planet.folder / ".planet", datetime.now(UTC)) as store:
            return store.closed_pages()

    def page(self, number):
        return self.planet.output / f"page/{number}/index.html"


@pytest.fixture
def blog(tmp_path):
    """The planet, built twice: so a third build may go on from what it has."""
    blog = Blog(tmp_path)
    blog.build()
    blog.write()
    assert blog.build()
    return blog


def test_a_build_with_new_posts_writes_no_page_that_is_closed(blog):
    before = {number: blog.page(number).stat().st_ino for number in range(1, 12)}
    blog.write()

    assert blog.build()
    assert {number: blog.page(number).stat().st_ino for number in range(1, 12)} == before
    assert not blog.build()
    assert blog.planet.report.outcome == "unchanged"
    assert blog.planet.report.files.unchanged > 30


DOUBTS = {
    "an old post is edited": lambda blog: blog.posts["ann"][3].update(title="Another title"),
    "a post comes with an old date": lambda blog: blog.write(date="01-02"),
    "a feed carries an old post too": lambda blog: blog.posts["bob"].update({7: blog.post(7, date="03-08")}),
    "a closed page was deleted": lambda blog: blog.page(2).unlink(),
    "a closed page was changed": lambda blog: blog.page(3).write_text("something else"),
    "the manifest was copied": lambda blog: renewed(blog.planet.output / ".planet-files.json"),
    "a feed has another name": lambda blog: blog.names.update(ann="Anna"),
    "an old post is hidden": lambda blog: blog.configure(hide=["https://ann.example/4"]),
    "the planet has another title": lambda blog: blog.configure(title="Another planet"),
    "a feed joins the planet": lambda blog: [blog.names.update(carol="Carol"), blog.posts.update(carol={})],
}


def renewed(file):
    data = file.read_bytes()
    file.unlink()
    file.write_bytes(data)


def test_whatever_may_change_an_old_page_makes_the_site_from_everything_once(blog):
    for told, happens in DOUBTS.items():
        happens(blog)
        blog.configure()
        blog.write()
        assert not blog.build(), told
        assert blog.page(2).exists(), told
        assert "something else" not in blog.page(3).read_text(), told
        assert blog.closed_pages(), told

    blog.write()
    assert blog.build()
    blog.write()
    assert not blog.build("--full")


@pytest.mark.parametrize(
    "settings",
    [
        {"river": {"per_page": 2, "max_per_feed": 2, "order": "updated"}},
        {"keep": {"per_feed": 50}},
        {"state": {"publish": True}},
        {"filter": {"exclude": {"older_than": "900d"}}},
    ],
)
def test_where_old_posts_may_change_by_themselves_every_site_is_made_from_everything(blog, settings):
    blog.configure(**settings)
    blog.write()
    assert not blog.build()
    blog.write()
    assert not blog.build()


def test_where_a_filter_looks_at_words_the_last_month_stays_open(blog):
    blog.configure(filter={"exclude": {"words": ["casino"]}})
    blog.write()
    assert not blog.build()
    blog.write(text="casino " + WORDS)
    blog.build()

    assert blog.planet.report.idle_filters == ()
    assert "casino" not in blog.planet.text()
