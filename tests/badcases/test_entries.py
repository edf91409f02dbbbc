"""Cases 60 to 82 of the bad cases: identity, dates and links. Most documents are in plugins/odd_documents.py."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from plugins.command import atom
from plugins.odd_documents import WHEN, item, rss, text

FIRST_SEEN = "2026-11-23T12:00:00Z"
DAY_BEFORE = "2026-11-22T12:00:00Z"
"""Where an undated post of a feed stands that is read for the first time: not on top of the river."""
WRITTEN = "2026-11-20T10:00:00Z"
DAYS = [f"2026-11-{day:02}T12:00:00Z" for day in range(23, 31)]
SAFE_SCHEMES = {"http", "https", ""}


def shape(odd, name):
    """What a reader sees of a feed's entries, with their dates."""
    return [(post.title, post.link, post.when) for post in odd.posts(name)]


def links_of(planet, path="index.html"):
    return planet.page(path).xpath("//article//@href | //article//@src")


def served(planet, server, *bodies, settings=None):
    """Build once for each body, a day apart; the reports."""
    planet.configure(server.url("/feed"), **(settings or {}))
    reports = []
    for body, day in zip(bodies, DAYS, strict=False):
        server.serve("/feed", body)
        reports.append(planet.build("--force", now=day).feed("/feed"))
    return reports


def test_nothing_odd_becomes_new_or_moves_when_its_document_is_read_again(odd, next_day):
    names = [
        feed["url"].rpartition("/")[2]
        for feed, again in zip(odd.report["feeds"], next_day.report["feeds"], strict=True)
        if "too-slow" not in {feed["kind"], again["kind"]}  # 050 and 051, on a machine that has much to do
    ]

    assert len(names) >= 70
    assert [name for name in names if next_day.feed(name)["new"]] == []
    assert {name: shape(next_day, name) for name in names} == {name: shape(odd, name) for name in names}
    assert sum(feed["outcome"] == "ok" for feed in next_day.report["feeds"]) > 50  # most were really read again


def test_case_060_no_guid(odd, next_day):
    assert odd.feed("060")["entries_stored"] == next_day.feed("060")["entries_stored"] == 3
    assert next_day.feed("060")["new"] == 0
    assert shape(odd, "060") == shape(next_day, "060")


def test_case_060_no_guid_keeps_its_identity_when_others_come_before_it(planet, server):
    posts = [f"<item><title>Post {n}</title>{text(f'Words {n}')}</item>" for n in range(3)]

    reports = served(planet, server, rss(posts[0]), rss(posts[1] + posts[0]), rss(posts[2] + posts[1] + posts[0]))

    assert [(feed["new"], feed["entries_stored"]) for feed in reports] == [(1, 1), (1, 2), (1, 3)]


def test_case_061_no_link(odd):
    assert odd.post("061").link is None
    assert odd.post("061").title == "No link"
    assert odd.post("061-permalink").link == "https://b.example/guid"


def test_case_062_no_title(odd):
    post = odd.post("062")

    assert post.title  # its time stands for it
    assert "The first words of it" in post.text
    empty = [link for link in odd.planet.page().xpath("//article//a") if not link.text_content().strip()]
    assert [link for link in empty if not link.xpath(".//img | .//svg") and not link.get("aria-label")] == []


def test_case_063_no_date(odd, next_day):
    assert odd.post("063").when == next_day.post("063").when == DAY_BEFORE


def test_case_064_only_enclosure(odd):
    assert "https://b.example/a.mp3" in odd.post("064").links


def test_case_065_description_only(odd):
    assert "Description only" in odd.post("065").text


def test_case_066_duplicate_guid_in_a_feed_is_told_apart_and_never_flips(odd, next_day):
    # The list of cases lets one of the two win; two posts with one guid are two posts, and both are shown.
    assert sorted(post.text.split("Twin ")[1] for post in odd.posts("066")) == ["The elder", "The younger"]
    assert shape(odd, "066") == shape(next_day, "066")
    assert [post.text for post in odd.posts("066")] == [post.text for post in next_day.posts("066")]


def test_case_067_same_guid_across_feeds(odd):
    assert (odd.post("067-a").title, odd.post("067-b").title) == ("Of a", "Of b")


def test_case_067_the_same_post_in_two_feeds_is_kept_in_both_and_touched_by_neither(planet, server):
    post = ("tag:same", "In two feeds", WRITTEN, "One text.")
    server.serve("/main", atom(post, title="Main"))
    server.serve("/category", atom(post, title="Category"))
    planet.configure(server.url("/main"), server.url("/category"))

    planet.build()
    server.serve("/category", atom(("tag:same", "Hijacked", WRITTEN, "Another text."), title="Category"))
    report = planet.build("--force", now=DAYS[1])

    assert "In two feeds" in planet.titles_on_page()
    assert [feed["entries_stored"] for feed in report["feeds"]] == [1, 1]


def test_case_068_guid_change_is_no_flood(planet, server):
    # "At most so many a day" is decided a page: whatever becomes of the ids, a page has max_per_feed of one feed.
    def feed(form):
        posts = (
            f"<item><title>Post {n}</title><guid isPermaLink='false'>{form.format(n)}</guid>"
            f"<link>https://b.example/{n}</link><pubDate>Fri, {n + 10} Nov 2026 10:00:00 GMT</pubDate></item>"
            for n in range(10)
        )
        return rss("".join(posts))

    settings = {"river": {"per_page": 30, "max_per_feed": 5}}
    served(planet, server, feed("http://b.example/{}"), feed("https://b.example/?p={}"), settings=settings)

    titles = planet.titles_on_page()
    assert len(titles) <= 5
    assert planet.page().xpath("//article//time/@datetime")[0] == "2026-11-19T10:00:00Z"


def test_case_069_entry_edited(planet, server):
    before = atom(("tag:1", "Before", WRITTEN, "Old text."), ("tag:2", "Other", "2026-11-21T10:00:00Z", "x"))
    after = atom(("tag:1", "After", WRITTEN, "New text."), ("tag:2", "Other", "2026-11-21T10:00:00Z", "x"))

    reports = served(planet, server, before, after)

    assert planet.titles_on_page() == ["Other", "After"]
    assert (reports[1]["new"], reports[1]["entries_stored"]) == (0, 2)
    assert "New text." in planet.text()
    assert "Old text." not in planet.text()


def test_case_070_feed_shrinks_to_nothing(planet, server):
    reports = served(planet, server, atom(("tag:1", "Kept", WRITTEN, "x")), atom())

    assert (reports[1]["outcome"], reports[1]["entries_stored"]) == ("ok", 1)
    assert planet.titles_on_page() == ["Kept"]


@pytest.mark.parametrize(("name", "when"), [("071-word", DAY_BEFORE), ("071-russian", WRITTEN)])
def test_case_071_date_invalid(odd, next_day, name, when):
    assert odd.post(name).when == next_day.post(name).when == when
    assert "yesterday" not in odd.post(name).text
    assert "ноября" not in odd.post(name).text


def test_case_072_date_no_timezone_is_taken_as_utc(odd):
    assert odd.post("072").when == "2026-11-20T03:04:05Z"


def test_case_073_date_rollover(odd):
    assert odd.post("073").when == DAY_BEFORE


def test_case_074_date_epoch_int(odd):
    # Better than the case asks: the number is a moment, not the year 1767, and it is read as one.
    assert odd.post("074").when == "2026-01-01T00:00:00Z"


@pytest.mark.parametrize(("name", "when"), [("075-far", DAY_BEFORE), ("075-tomorrow", FIRST_SEEN)])
def test_case_075_date_future(odd, next_day, name, when):
    assert odd.post(name).when == next_day.post(name).when == when


@pytest.mark.parametrize("name", ["076-epoch", "076-zero"])
def test_case_076_date_ancient(odd, name):
    assert odd.post(name).when == DAY_BEFORE


@pytest.mark.parametrize(
    ("name", "when"),
    [
        ("two-digits", WRITTEN),
        ("edt", "2026-11-20T14:00:00Z"),
        ("zone", DAY_BEFORE),
        ("24", "2026-11-21T00:00:00Z"),
        ("leap", "2026-11-20T10:00:59Z"),
        ("weekday", WRITTEN),
        ("rfc3339", "2026-11-20T08:00:00Z"),
        ("atom-822", WRITTEN),
    ],
)
def test_case_077_date_odd(odd, next_day, name, when):
    assert odd.post(f"077-{name}").when == next_day.post(f"077-{name}").when == when


def test_case_078_updated_touched(planet, server):
    def feed(updated):
        posts = [
            f"<entry><id>tag:{n}</id><title>Post {n}</title><published>2026-11-{10 + n}T10:00:00Z</published>"
            f"<updated>2026-11-{updated(n)}T10:00:00Z</updated><content>x</content></entry>"
            for n in range(3)
        ]
        return atom(head="").replace(b"</feed>", "".join(posts).encode() + b"</feed>")

    reports = served(planet, server, feed(lambda n: 10 + n), feed(lambda n: 23 - n))

    assert planet.titles_on_page() == ["Post 2", "Post 1", "Post 0"]
    assert reports[1]["new"] == 0


def test_case_079_relative_urls(odd):
    nested, bare = odd.post("079-nested"), odd.post("079-none")

    assert nested.links == ["https://base.example/root/sub/deeper/i.png", "https://base.example/root/sub/up"]
    assert all(urlsplit(link).scheme in {"http", "https"} for link in bare.links)
    base = odd.feed("079-none")["url"].rpartition("/")[0]
    assert {f"{base}/i.png", f"{base}/up"} <= set(bare.links)


@pytest.mark.parametrize("name", ["080-script", "080-data"])
def test_case_080_xml_base_hostile(odd, name):
    base = odd.feed(name)["url"].rpartition("/")[0]

    assert odd.post(name).links == [f"{base}/x"]


def test_case_081_links_of_every_make(odd):
    posts = {post.title: post.link for post in odd.posts("081")}
    page = odd.feed("081")["url"]

    assert posts == {
        "Odd 0": "http://host.example/x",
        "Odd 1": f"{page}?q=1",
        "Odd 2": f"{page}#frag",
        "Odd 3": "https://bücher.example/ü",
        "Odd 4": "https://b.example/a%20b",
        "Odd 5": None,
        "Odd 6": None,
    }


def test_case_082_hostile_links(odd):
    assert len(odd.posts("082")) == 5
    for path in ("index.html", "sources/index.html"):
        assert {urlsplit(link).scheme for link in links_of(odd.planet, path)} <= SAFE_SCHEMES
    for path in ("atom.xml", "feeds.opml"):
        written = (odd.planet.output / path).read_text("utf-8")
        assert not [word for word in ('="javascript:', '="vbscript:', '="data:text') if word in written.lower()]


def test_an_entry_of_these_tests_is_an_ordinary_one(planet, server):
    served(planet, server, rss(item("Plain", "<link>https://b.example/1</link>")))

    assert (planet.titles_on_page(), WHEN) == (["Plain"], "<pubDate>Fri, 20 Nov 2026 10:00:00 GMT</pubDate>")
    assert "https://b.example/1" in links_of(planet)
