"""Cases 41 to 59 of the bad cases: XML and encodings. The documents are in plugins/odd_documents.py."""

from __future__ import annotations

import pytest
from plugins.command import atom
from plugins.misbehaviour import MISBEHAVIOURS
from plugins.odd_documents import item, rss


def warnings(odd, name):
    return " ".join(odd.feed(name)["warnings"])


def titles(odd, name):
    return [post.title for post in odd.posts(name)]


def is_whole(odd):
    """Nothing active and nothing of this machine has reached any file of the site."""
    files = [
        path.read_text("utf-8", "replace") for path in odd.planet.output.rglob("*") if path.suffix in {".html", ".xml"}
    ]
    return not any("<script>xssmark" in text or "root:x:" in text for text in files)


def test_case_041_truncated_xml(odd, planet, server):
    assert titles(odd, "041") == ["Whole"]
    assert "breaks off" in warnings(odd, "041")
    server.serve("/f", rss(item("One", guid="1") + item("Two", guid="2") + item("Three", guid="3")))
    planet.configure(server.url("/f"))
    planet.build()
    server.serve("/f", rss(item("One", guid="1") + item("Two", guid="2")).split(b"</item>")[0])

    planet.build("--force")

    assert sorted(planet.titles_on_page()) == ["One", "Three", "Two"]


@pytest.mark.parametrize("name", ["042-blank", "042-bom", "042-php"])
def test_case_042_leading_blank(odd, name):
    assert titles(odd, name) == ["Post"]
    assert ("before the feed's first element" in warnings(odd, name)) == (name == "042-php")


def test_case_043_trailing_garbage(odd):
    assert titles(odd, "043-script") == ["Post"]
    assert "One" in titles(odd, "043-two")
    assert is_whole(odd)


def test_case_044_nul_bytes_and_impossible_references(odd):
    post = odd.post("044")

    assert post.title.replace("\ufffd", "").replace(" ", "") == "abcdef"
    for path in ("index.html", "atom.xml", "feeds.opml"):
        text = (odd.planet.output / path).read_text("utf-8")
        assert not any(character in text for character in "\x00\x01\x0b\ufffe\uffff")


def test_case_045_bare_ampersand(odd):
    post = odd.post("045")

    assert post.title == "Fish & chips now"  # a title is one line of single spaces
    assert "café & more" in post.text


def test_case_046_billion_laughs(odd, bad_day):
    post = odd.post("046")

    assert post.title.startswith("Laughs")
    assert "haha" not in post.text
    assert "expanded" not in post.text
    assert bad_day.feed("046_nothing_but_entities")["kind"] == "malformed"


def test_case_047_quadratic_blowup(odd):
    assert titles(odd, "047") == ["Quadratic"]
    assert "qqq" not in odd.post("047").text


def test_case_048_external_entity(odd):
    assert odd.post("048").title.startswith("Outside")
    assert odd.canary.requests == []
    assert is_whole(odd)


def test_case_049_xinclude_and_stylesheet(odd):
    assert titles(odd, "049") == ["Included"]
    assert odd.canary.requests == []
    assert is_whole(odd)


def test_case_050_100000_attributes(odd, bad_day):
    # Read in time or stopped in time: which of them is the parser's affair, and a build never waits longer.
    feed = odd.feed("050")
    assert (feed["kind"], titles(odd, "050")) in [("too-slow", []), (None, ["Many attributes"])]
    long_author = bad_day.feed("050_long_author")
    assert (long_author["kind"], long_author["problem"]) == ("too-slow", "reading it took more than 3 s")


def test_case_051_deep_nesting(odd):
    for name in ("051-escaped", "051-xml"):
        feed = odd.feed(name)
        assert feed["problem"] is None or feed["kind"] in {"too-slow", "too-much-memory", "malformed"}
        assert all(post.title == "Deep" for post in odd.posts(name))
        assert feed["entries_stored"] == len(odd.posts(name))


def test_case_052_more_and_longer_than_a_feed_may_be(planet, server):
    words = "&lt;p&gt;word &lt;/p&gt;" * 200_000
    server.serve("/long", rss(item("Long", f"<description>{words}</description>")))
    server.serve("/many", rss("".join(item(f"Post {n}", guid=f"{n}") for n in range(30_000))))
    planet.settings["fetch"] |= {"max_entries": 300}
    planet.configure(server.url("/long"), server.url("/many"))

    report = planet.build()

    assert report.feed("/many")["entries_stored"] == 300
    assert "only the first 300 are read" in " ".join(report.feed("/many")["warnings"])
    assert report.feed("/long")["problem"] is None or report.feed("/long")["hint"]
    pages = [path.stat().st_size for path in planet.output.rglob("*.html")]
    assert max(pages) < 5 * 2**20


def test_case_053_encoding_lie(odd):
    assert titles(odd, "053") == ["Привет, мир, это длинный заголовок записи"]
    assert "encoding" in warnings(odd, "053")


def test_case_054_unknown_encoding(odd, bad_day):
    assert titles(odd, "054-unknown") == titles(odd, "054-empty") == ["Größe"]
    utf7 = bad_day.feed("054_utf7")
    assert "UTF-7" in utf7["problem"]


@pytest.mark.parametrize(
    "name", ["utf-16", "utf-32", "shift_jis", "euc_jp", "iso2022_jp", "utf-16-no-bom", "bom-and-other"]
)
def test_case_055_encodings(odd, name):
    assert titles(odd, f"055-{name}") == ["日本語の題名"]
    assert "こんにちは世界" in odd.post(f"055-{name}").text


def test_case_056_wrong_root(bad_day, planet, server):
    names = {
        "opml": "a list of feeds (OPML)",
        "sitemap": "a sitemap",
        "rsd": "an RSD",
        "atom_entry": "a single Atom entry",
    }
    for name, words in names.items():
        assert words in bad_day.feed(f"056_{name}")["problem"]
    link = b'<link rel="alternate" type="application/atom+xml" href="/real.xml">'
    server.serve("/page", b"<!doctype html><title>A blog</title>" + link)
    planet.configure(server.url("/page"))

    report = planet.build(expect="all-failed")

    assert server.url("/real.xml") in report.feed("/page")["hint"]
    assert len([one for one in MISBEHAVIOURS if one.name.startswith("056_")]) >= 5


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("prefix", "Undeclared"),
        ("wrong", "Wrong address"),
        ("atom03", "Old Atom"),
        ("renamed", "Renamed"),
        ("rss11", "RSS 1.1"),
    ],
)
def test_case_057_namespace_trouble(odd, name, title):
    assert titles(odd, f"057-{name}") == [title]


def test_case_058_uppercase_tags(odd):
    assert titles(odd, "058") == ["Shouted"]


def test_case_059_duplicate_elements(odd, next_day):
    first, again = odd.post("059"), next_day.post("059")

    # The first title and the first link; of two dates feedparser keeps the last. All that counts: always the same.
    assert (first.title, first.link) == ("First", "https://b.example/1")
    assert first.when in {"2026-11-20T10:00:00Z", "2026-11-21T10:00:00Z"}
    assert (again.title, again.link, again.when) == (first.title, first.link, first.when)


def test_a_feed_that_is_not_odd_is_read_in_the_same_way(planet, server):
    server.serve("/f", atom(("tag:1", "Plain", "2026-11-20T10:00:00Z", "x")))
    planet.configure(server.url("/f"))

    planet.build()

    assert planet.titles_on_page() == ["Plain"]
