from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from lxml import html

from planet.model.atom import Content, Enclosure, Person, SafeHtml, Source
from planet.render import find_theme


@pytest.fixture
def article(articles, one_entry):
    """`article(**fields)`: the one article of a planet with one entry of those fields."""

    def build(**fields):
        page = html.document_fromstring(articles(one_entry(**fields)))
        (found,) = page.xpath("//article")
        return found

    return build


def content(markup: str, **fields) -> Content:
    return Content(html=SafeHtml(markup), **fields)


def test_a_title_leads_to_the_original_and_carries_no_rel(article):
    (link,) = article(title="Hello", link="https://x.example/1").xpath(".//h3/a")

    assert (link.get("href"), link.get("rel"), link.text_content()) == ("https://x.example/1", None, "Hello")


def test_an_entry_without_a_link_has_a_title_that_is_text(article):
    heading = article(title="Hello", link=None).xpath(".//h3")[0]

    assert heading.text_content() == "Hello"
    assert heading.xpath(".//a") == []


def test_a_title_less_post_has_its_date_as_link_and_heading(article):
    post = article(title="", link="https://x.example/1")

    (link,) = post.xpath(".//h3/a")
    assert link.get("href") == "https://x.example/1"
    assert link.xpath("time/@datetime") == ["2026-11-23T12:40:00Z"]
    assert link.text_content() == "13:40"


def test_a_moment_has_its_full_date_as_title(article):
    (moment,) = article().xpath(".//time")

    assert moment.get("title") == "Monday, 23 November 2026, 13:40 CET"


def test_a_date_without_a_time_is_shown_as_a_date(article):
    (moment,) = article(shown_at=datetime(2026, 11, 20, tzinfo=UTC)).xpath(".//time")

    assert moment.text_content() == "20 Nov"


def test_an_author_is_named_only_where_different_from_the_source(article):
    same = article(authors=(Person(name="MARGINS"),))
    other = article(authors=(Person(name="A guest"), Person(name="Margins"), Person(name="A guest")))

    assert same.xpath(".//*[@class='author']") == []
    assert [node.text_content() for node in other.xpath(".//bdi[@class='author']")] == ["A guest"]


def test_an_entry_from_another_planet_names_where_it_was_written(article):
    carried = article(source=Source(title="Harbour Office"))

    assert carried.xpath("string(.//bdi[@class='author'])") == "Harbour Office"


def test_content_has_its_own_language_and_direction(article):
    (known,) = article(content=content("<p>x</p>", lang="ar", dir="rtl")).xpath(".//div[@class='content']")
    (unknown,) = article(content=content("<p>x</p>", lang='x" onclick="y')).xpath(".//div[@class='content']")

    assert (known.get("lang"), known.get("dir")) == ("ar", "rtl")
    assert (unknown.get("lang"), unknown.get("dir")) == (None, "auto")


def test_a_title_runs_as_its_own_letters_do(articles, one_entry, another):
    runs = {"Hello": "ltr", "سوق Hello": "rtl", "1: שלום": "rtl", "…": None}
    entries = tuple(another(f"title-{title}", title=title) for title in runs)

    page = html.document_fromstring(articles(one_entry(also=entries)))

    headings = {heading.text_content(): heading.get("dir") for heading in page.xpath("//h3[@class='title']")}
    assert headings == {"Only": "ltr", **runs}


def test_a_long_post_shows_its_beginning_and_the_rest_on_demand(article):
    long = article(content=content("<p>Whole text.</p>"), words=1240, opening="Whole")

    assert long.xpath("string(.//div[contains(@class, 'lead')])").strip() == "Whole…"
    assert " ".join(long.xpath("string(.//summary)").split()) == "Read on 1,240 words · 6 min"
    assert long.xpath("string(.//details/div[@class='content'])").strip() == "Whole text."


def test_a_post_of_400_words_is_shown_whole(article):
    short = article(content=content("<p>Text.</p>"), words=400, opening="Text")

    assert short.xpath(".//details") == []
    assert short.xpath("string(.//div[@class='content'])").strip() == "Text."


def test_what_the_clean_stage_made_is_printed_byte_for_byte(articles, one_entry):
    markup = '<p id="e-1-a">a &amp; b <code>{{ 7 * 7 }}</code>\n  <br>\t</p><pre>\n  x\n</pre>'

    page = articles(one_entry(content=content(markup)))

    assert f"\n{markup}\n</div>" in page


def test_what_is_not_whole_leads_to_the_original(articles, one_entry, another):
    entries = (
        another("whole", title="whole", content=content("<p>x</p>")),
        another("summary", title="summary", summary=content("<p>x</p>")),
        another("empty", title="empty"),
        another("shortened", title="shortened", content=content("<p>x</p>"), shortened="too long"),
        another("linkless", title="linkless", summary=content("<p>x</p>"), link=None),
    )

    page = html.document_fromstring(articles(one_entry(also=entries)))

    offered = page.xpath("//article[p[@class='origin']]/h3")
    assert [title.text_content() for title in offered] == ["summary", "empty", "shortened"]
    assert page.xpath("string(//p[@class='origin'])").strip() == "Read at Margins"


def test_an_enclosure_is_a_player_with_format_duration_and_size(article):
    audio = Enclosure(href="https://x.example/a.mp3", type="Audio/MPEG; x=y", length_bytes=24_300_000, duration_s=2300)

    figure = article(enclosures=(audio,)).xpath(".//figure[@class='enclosure']")[0]

    assert figure.xpath("audio/@preload") == ["none"]
    assert figure.xpath("audio/@controls | audio/@autoplay") == [""]
    assert " ".join(figure.text_content().split()) == "Audio · MP3 · 38:20 · 24 MB"


def test_an_enclosure_of_unknown_kind_is_a_link(article):
    figure = article(enclosures=(Enclosure(href="https://x.example/a", type=None),)).xpath(".//figure")[0]

    assert figure.xpath("audio | video") == []
    assert figure.xpath("figcaption/a/@href") == ["https://x.example/a"]


def test_tags_and_rights_stand_below(article):
    post = article(categories=("one", "two"), rights="CC BY 4.0")

    assert [tag.text_content() for tag in post.xpath(".//ul[@class='tags']/li")] == ["one", "two"]
    assert post.xpath("string(.//p[@class='rights'])") == "CC BY 4.0"


def test_strangers_texts_are_isolated(article):
    post = article(title="T", authors=(Person(name="N"),), categories=("C",), rights="R", shortened="s")

    assert [node.text_content() for node in post.xpath(".//bdi")] == ["Margins", "N", "T", "Margins", "C", "R"]


def test_hostile_fields_are_text_in_the_page(articles, one_entry, hostile):
    enclosure = Enclosure(href="https://x.example/?a=%22", type=hostile, title=hostile, length_bytes=-3, duration_s=-1)
    fields = {
        "title": hostile,
        "authors": (Person(name=hostile, uri=hostile, email=hostile),),
        "categories": (hostile,),
        "rights": hostile,
        "opening": hostile,
        "words": 10_000,
        "lang": hostile,
        "source": Source(title=hostile, id=hostile, link=hostile),
        "enclosures": (enclosure,),
        "shortened": hostile,
    }

    page = articles(one_entry(**fields))
    parsed = html.document_fromstring(page)

    assert "<script" not in page
    assert parsed.xpath("string(//h3[@class='title'])") == hostile
    assert parsed.xpath("//@onclick | //@onload | //script") == []
    assert "49" not in parsed.text_content()


@pytest.fixture
def lines(render, one_entry, another, briefly):
    """`lines(also=(), **fields)`: the list items of a numbered page whose entries all stand by their titles."""

    def build(also=(), **fields):
        view = briefly(one_entry(also=also), **fields)
        return html.document_fromstring(render(view)["page/1/index.html"]).xpath("//ul[@class='brief']/li")

    return build


def test_a_brief_entry_is_a_line_with_title_link_source_and_time(lines):
    [line] = lines(title="Old post", link="https://x.example/old")

    assert " ".join(line.text_content().split()) == "Old post Margins · 13:40"
    assert line.xpath(".//a/@href") == ["https://x.example/old"]
    assert line.xpath(".//time/@datetime") == ["2026-11-23T12:40:00Z"]
    assert line.get("id").startswith("e-")
    assert [node.text_content() for node in line.xpath(".//bdi")] == ["Old post", "Margins"]


def test_a_brief_entry_without_a_link_or_a_title_is_still_there(lines):
    [line] = lines(title="", link=None)

    assert line.xpath("string(.//p[@class='headline'])") == "Untitled"
    assert line.xpath(".//a") == []


def test_hostile_titles_are_text_in_a_line(lines, hostile):
    [line] = lines(title=hostile, link="https://x.example/?a=%22")

    assert line.xpath("string(.//p[@class='headline'])") == hostile
    assert line.xpath(".//script | .//@onclick | .//svg") == []


def test_brief_entries_that_follow_each_other_are_one_list_in_the_order_of_the_day(render, one_entry, another, briefly):
    others = tuple(another(f"k{number}", title=f"Title {number}") for number in range(4))
    view = briefly(one_entry(also=others), others[0].name, others[1].name, others[3].name)

    page = html.document_fromstring(render(view)["page/1/index.html"])

    [day] = page.xpath("//div[@class='entries']")
    assert [node.tag for node in day] == ["article", "ul", "article", "ul"]
    titles = [node.text_content() for node in day.xpath(".//h3 | .//p[@class='headline']")]
    assert titles == ["Only", "Title 0", "Title 1", "Title 2", "Title 3"]


def test_a_theme_that_does_not_know_of_brief_entries_shows_them_without_text(render, one_entry, briefly, tmp_path):
    folder = tmp_path / "themes" / "mine"
    folder.mkdir(parents=True)
    (folder / "theme.yaml").touch()
    loop = '{% for day in days %}{% for entry in day.entries %}{% include "entry.html.j2" %}{% endfor %}{% endfor %}'
    (folder / "river.html.j2").write_text(loop, encoding="utf-8")

    files = render(briefly(one_entry(), title="Old post", link="https://x.example/old"), find_theme("mine", tmp_path))

    [article] = html.document_fromstring(files["page/1/index.html"]).xpath("//article")
    assert article.xpath(".//h3/a/@href") == ["https://x.example/old"]
    assert article.xpath(".//div[@class='content'] | .//*[@class='author'] | .//@lang") == []


def test_a_lone_surrogate_stops_nothing(articles, one_entry):
    assert "a?b" in articles(one_entry(title="a\ud800b"))


def test_an_entry_of_a_feed_that_is_no_longer_listed_still_shows(articles, one_entry, another):
    stray = replace(another("stray", title="Stray"), feed_url="https://unlisted.example/")

    assert "Stray" in articles(one_entry(also=(stray,)))


def test_an_entry_that_could_not_be_cleaned_leaves_the_others(render, view):
    lost = view.river.newest[0].stored.name
    entries = {name: entry for name, entry in view.entries.items() if name != lost}

    page = render(replace(view, entries=entries))["index.html"]

    assert "Eleven books" not in page
    assert "Дождь" in page
