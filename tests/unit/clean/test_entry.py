"""A raw entry in, an entry in which nothing of a stranger's can do harm out."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from planet.clean import clean_entry, clean_key, shorten
from planet.clean.html import TOO_LONG, sanitize
from planet.clean.policy import POLICY_VERSION
from planet.clean.surroundings import Surroundings
from planet.model.atom import Content, Enclosure, Link, Person, RawEntry, RawSource, RawText, Source, TextFacts
from planet.model.cleaning import CleanFrame, CleanJob
from planet.model.entries import StoredEntry

NAME = "0123456789abcdef"
DAY = datetime(2026, 1, 2, tzinfo=UTC)
FRAME = CleanFrame(feed_url="https://blog.example/feed.xml", feed_base="https://blog.example/")


def job(**fields):
    raw = RawEntry(**{"key": "1", "links": (Link(href="/post"),), **fields})
    return CleanJob(raw=raw, feed_url=FRAME.feed_url, name=NAME, feed_base=FRAME.feed_base)


def html(value, **fields):
    return RawText(value=value, kind="html", **fields)


def test_a_whole_entry_comes_out_clean():
    entry = clean_entry(
        job(
            title=html("A &amp; <b>B</b>"),
            authors=(Person(name="Ann", uri="/ann"),),
            categories=("x", "X", "y"),
            published_at=DAY,
            content=html("<p>Hi <a href='a'>there</a></p><script>x</script>"),
            enclosures=(Enclosure(href="/a.mp3", type="Audio/MPEG", length_bytes=5, duration_s=0, title="T"),),
            source=RawSource(title="Other", link="https://other.example/", id="urn:o:1"),
            lang="en",
            rights="CC <BY>",
            image="http://img.example/a.png",
            facts=TextFacts(words=2, opening="Hi there"),
        ),
    )

    assert (entry.name, entry.key, entry.title, entry.link) == (NAME, "1", "A & B", "https://blog.example/post")
    assert entry.authors == (Person(name="Ann", uri="https://blog.example/ann"),)
    assert entry.categories == ("x", "y")
    assert entry.published_at == DAY
    assert entry.content == Content(
        html='<p>Hi <a href="https://blog.example/a" rel="noopener nofollow ugc">there</a></p>',
        lang="en",
        dir="ltr",
        removed=("script",),
    )
    assert entry.enclosures == (
        Enclosure(href="https://blog.example/a.mp3", type="audio/mpeg", length_bytes=5, title="T"),
    )
    assert entry.source == Source(title="Other", link="https://other.example/", id="urn:o:1")
    assert (entry.rights, entry.image, entry.words) == ("CC <BY>", "https://img.example/a.png", 2)
    assert (entry.opening, entry.lang, entry.dir, entry.shortened) == ("Hi there", "en", "ltr", None)


def test_plain_text_is_escaped_whatever_it_looks_like():
    entry = clean_entry(job(content=RawText(value="<script>alert(1)</script>\n\n<b>x</b>", kind="text")))

    assert entry.content.html == "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n<p>&lt;b&gt;x&lt;/b&gt;</p>"


def test_the_summary_is_cleaned_only_where_there_is_no_content():
    both = clean_entry(job(content=html("<p>all</p>"), summary=html("<p>part</p>")))
    only = clean_entry(job(summary=html("<p>part<script>x</script></p>")))
    empty = clean_entry(job(content=html("<p> <br>&nbsp;</p><script>x</script>"), summary=html("<p>part</p>")))

    assert (both.content.html, both.summary) == ("<p>all</p>", None)
    assert (only.content, only.summary.html) == (None, "<p>part</p>")
    assert (empty.content, empty.summary.html) == (None, "<p>part</p>")


def test_a_picture_alone_is_content():
    assert clean_entry(job(content=html("<img src=a.png>"))).content is not None


def test_an_entry_without_anything_is_an_entry():
    entry = clean_entry(CleanJob(raw=RawEntry(key="1"), feed_url="f", name=NAME))

    assert (entry.title, entry.link, entry.content, entry.summary) == ("", None, None, None)


def test_relative_addresses_follow_the_markup_then_the_entry_then_the_feed():
    picture = "<img src=a.png>"

    stated = clean_entry(job(content=html(picture, base="https://cdn.example/x/")))
    linked = clean_entry(job(content=html(picture), links=(Link(href="/2026/post/"),)))
    neither = clean_entry(job(content=html(picture), links=()))

    assert 'src="https://cdn.example/x/a.png"' in stated.content.html
    assert 'src="https://blog.example/2026/post/a.png"' in linked.content.html
    assert 'src="https://blog.example/a.png"' in neither.content.html


def test_hostile_fields_do_not_pass():
    entry = clean_entry(
        job(
            title=html("<img src=x onerror=alert(1)>\u202eT\x00"),
            links=(Link(href="javascript:alert(1)"),),
            authors=(Person(name="<script>", uri="javascript:x", email='"><script>@x'),),
            categories=("</a><script>",),
            enclosures=(Enclosure(href="javascript:x"), Enclosure(href="/a", type='"><script>', length_bytes=-5)),
            source=RawSource(title="\x1b[31m", link="data:text/html,x", id="x y"),
            image="data:image/svg+xml;base64,AAAA",
            lang='"><script>',
            facts=TextFacts(words=-1, opening="a\u202e\x00b"),
        ),
    )

    assert (entry.title, entry.link, entry.image, entry.lang) == ("T", None, None, None)
    assert entry.authors == (Person(name="<script>"),)
    assert entry.categories == ("</a><script>",)
    assert entry.enclosures == (Enclosure(href="https://blog.example/a"),)
    assert entry.source == Source(title="[31m")
    assert (entry.words, entry.opening) == (0, "ab")


@pytest.mark.parametrize(
    ("text_lang", "entry_lang", "found", "feed_lang", "lang"),
    [
        ("de", "en", "fr", "it", "de"),
        (None, "en", "fr", "it", "en"),
        (None, None, "fr", "it", "fr"),
        (None, None, None, "it", "it"),
    ],
)
def test_the_language_is_that_of_the_nearest_who_says_one(text_lang, entry_lang, found, feed_lang, lang):
    raw = job(content=html("<p>x</p>", lang=text_lang), lang=entry_lang, facts=TextFacts(language=found))

    assert clean_entry(replace(raw, feed_lang=feed_lang)).lang == lang


def test_an_arabic_entry_in_an_english_feed_runs_from_right_to_left():
    entry = clean_entry(job(title=RawText(value="مرحبا"), lang="en", content=html("<p>مرحبا</p>")))

    assert (entry.dir, entry.content.dir) == ("rtl", "rtl")


def test_an_entry_that_was_stopped_shows_its_opening_and_the_way_to_the_rest():
    stopped = job(title=RawText(value="T"), content=html("<p>x"), facts=TextFacts(opening='a <b> & "c"'))

    entry = shorten(stopped, "it took too long")

    assert entry.title == "T"
    assert entry.shortened == "it took too long"
    assert entry.content.html == (
        '<p>a &lt;b&gt; &amp; "c"</p>'
        '<p><a href="https://blog.example/post" rel="noopener nofollow ugc">blog.example …</a></p>'
    )
    assert sanitize(entry.content.html, Surroundings(name=NAME)) == entry.content.html


def test_an_entry_that_was_stopped_may_have_nothing_to_show():
    entry = shorten(CleanJob(raw=RawEntry(key="1"), feed_url="f", name=NAME), "\x1b]x")

    assert (entry.content, entry.shortened) == (None, "]x")


def stored(**fields):
    facts = {"feed_url": FRAME.feed_url, "key": "1", "name": NAME, "content_hash": "h"}
    return StoredEntry(**{**facts, **fields}, first_seen_at=DAY, changed_at=DAY, placed_at=DAY)


def test_the_key_changes_with_everything_that_the_result_depends_on():
    before = clean_key(stored(), FRAME)

    assert clean_key(stored(), FRAME) == before
    assert clean_key(stored(content_hash="other"), FRAME) != before
    assert clean_key(stored(name="f" * 16), FRAME) != before
    assert clean_key(stored(), replace(FRAME, https=False)) != before
    assert clean_key(stored(), replace(FRAME, feed_base=None)) != before
    assert clean_key(stored(), replace(FRAME, feed_lang="de")) != before
    assert clean_key(stored(), FRAME, POLICY_VERSION + 1) != before


def test_keys_cost_no_parser():
    code = (
        "import sys; from planet.clean import clean_key, shorten; print({'bleach', 'nh3', 'markdown'} & {*sys.modules})"
    )

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "set()"


def test_an_excerpt_ends_at_a_word_and_has_no_markup():
    raw = job(content=html("<p>a</p><style>x</style>"), facts=TextFacts(words=900, opening="One < two words"))

    entry = clean_entry(replace(raw, content="excerpt"))

    assert entry.content is None
    assert entry.summary == Content(html="<p>One &lt; two words …</p>", lang=None, dir="ltr")
    assert sanitize(entry.summary.html, Surroundings(name=NAME)) == entry.summary.html


def test_a_title_alone_has_no_text():
    entry = clean_entry(replace(job(title=html("T"), content=html("<p>a</p>")), content="title"))

    assert (entry.title, entry.content, entry.summary) == ("T", None, None)


def test_what_a_feed_chose_is_done_to_its_entries():
    raw = job(content=html('<p>a</p><p class="ad">b</p><img src="/c.png"><p></p>'), image="https://blog.example/d.png")

    entry = clean_entry(replace(raw, remove=(".ad",), images=False, tidy=False))

    assert entry.content is not None
    assert entry.content.html == "<p>a</p><p></p>"
    assert entry.image is None


def test_a_text_that_was_cut_before_it_came_here_leads_to_the_original():
    raw = RawEntry(
        key="1",
        links=(Link(href="https://blog.example/1"),),
        content=RawText(value="<p>a</p>", kind="html", cut=True),
    )

    entry = clean_entry(CleanJob(raw=raw, feed_url=FRAME.feed_url, name=NAME))

    assert entry.shortened == TOO_LONG
    assert ">blog.example …</a></p>" in entry.content.html


def test_a_title_loses_its_prefix_and_a_link_its_host_where_the_maintainer_says_so():
    moved = replace(
        job(title=RawText(value="Blog: A  post"), links=(Link(href="http://localhost/1"),)),
        title_prefix=("blog:",),
        links=(("http://localhost/", "https://blog.example/"),),
    )

    entry = clean_entry(moved)

    assert (entry.title, entry.link) == ("A post", "https://blog.example/1")


def test_a_link_that_is_moved_is_as_hostile_as_any_other():
    moved = replace(job(links=(Link(href="https://x/javascript:y"),)), links=(("https://x/", ""),))

    assert clean_entry(moved).link is None
