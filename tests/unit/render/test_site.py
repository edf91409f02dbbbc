from __future__ import annotations

import re
import time
from dataclasses import replace
from itertools import pairwise
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

import pytest
from lxml import html

from planet.errors import ThemeError
from planet.model.atom import SafeHtml
from planet.model.site import PageText
from planet.render import find_theme, render_site

CSP = (
    "default-src 'none'; script-src 'none'; style-src 'self'; img-src 'self' https: http: data:; "
    "media-src 'self' https: http:; base-uri 'none'; form-action 'none'; object-src 'none'; frame-src 'none'"
)


@pytest.fixture
def pages(render, view):
    """Every HTML page of the sample planet, parsed, by path."""
    return {path: html.document_fromstring(text) for path, text in render(view).items() if path.endswith(".html")}


def test_the_site_has_the_files_that_it_promises(render, view):
    files = render(view)

    assert [path for path in files if not path.startswith("static/")] == [
        "404.html",
        "about/index.html",
        "atom.xml",
        "feeds.opml",
        "index.html",
        "page/1/index.html",
        "page/2/index.html",
        "page/3/index.html",
        "sources/index.html",
        "subscribe/index.html",
    ]
    assert {"static/style.css", "static/feed.css", "static/icon.svg"} <= files.keys()


@pytest.mark.parametrize("url", ["https://planet.example/lantern/", None])
def test_every_link_and_asset_of_ours_is_a_file_of_the_site(render, make_view, url):
    files = render(make_view(url=url, per_page=1))

    for path, text in files.items():
        if path.endswith(".html"):
            page = html.document_fromstring(text)
            for address in page.xpath("//@href | //@src"):
                check_address(path, address, page, files)


def check_address(path, address, page, files):
    parts = urlsplit(address)
    if parts.scheme:
        return
    if address.startswith("#"):
        assert page.xpath("//*[@id=$id]", id=address[1:]), (path, address)
        return
    at_root = "/lantern/" if path == "404.html" and parts.path.startswith("/") else "/"
    target = PurePosixPath("/") / path
    joined = (target.parent / unquote(parts.path)).as_posix()
    while "/../" in joined:
        joined = re.sub(r"/[^/]+/\.\./", "/", joined, count=1)
    found = joined.removeprefix(at_root)
    assert found in files or found == "static/icon.png", (path, address)


def test_404_works_at_any_depth_when_the_sites_address_is_known(render, make_view):
    known, unknown = render(make_view())["404.html"], render(make_view(url=None))["404.html"]

    assert 'href="/lantern/static/style.css"' in known
    assert 'href="static/style.css"' in unknown


def test_every_head_begins_with_the_policy_and_has_what_it_should(pages):
    for path, page in pages.items():
        head = page.find("head")
        assert head[0].get("http-equiv") == "Content-Security-Policy", path
        assert head[0].get("content") == CSP, path
        assert head[1].get("charset") == "utf-8", path
        assert head.xpath("string(title)"), path
        assert head.xpath("meta[@name='description']/@content")[0], path
        assert head.xpath("meta[@name='referrer']/@content") == ["no-referrer"], path
        assert head.xpath("meta[@name='viewport']"), path
        assert head.xpath("link[@rel='alternate'][@type='application/atom+xml']"), path
        assert head.xpath("link[@rel='icon']"), path


def test_only_a_site_with_an_address_has_canonical_links(render, make_view):
    known, unknown = render(make_view()), render(make_view(url=None))

    assert '<link rel="canonical" href="https://planet.example/lantern/page/2/">' in known["page/2/index.html"]
    assert "canonical" not in known["404.html"]
    assert not any("canonical" in text for text in unknown.values())


def test_no_script_no_style_and_nothing_from_elsewhere(pages):
    for path, page in pages.items():
        assert page.xpath("//script | //style | //iframe | //form | //@style") == [], path
        assert [name for node in page.iter() for name in node.attrib if name.startswith("on")] == [], path
        ours = page.xpath("//link/@href | //img[not(ancestor::article)]/@src")
        assert [address for address in ours if urlsplit(address).netloc not in {"", "planet.example"}] == [], path


def test_inside_an_entry_ids_are_its_own_and_nothing_belongs_to_an_application(pages):
    for path, page in pages.items():
        for article in page.xpath("//article"):
            assert all(name.startswith("e-") for name in article.xpath("descendant-or-self::*/@id")), path
            assert article.xpath(".//svg | .//input | .//button | .//select | .//textarea") == [], path
            assert [node.tag for node in article.iter() if isinstance(node.tag, str) and "-" in node.tag] == [], path


def test_no_id_is_twice_on_a_page(pages):
    for path, page in pages.items():
        ids = page.xpath("//@id")
        assert len(ids) == len(set(ids)), path


def test_each_page_has_one_h1_and_no_heading_skips_a_level(pages):
    for path, page in pages.items():
        levels = [int(node.tag[1]) for node in page.iter() if re.fullmatch(r"h[1-6]", str(node.tag))]
        assert levels.count(1) == 1, path
        assert all(after <= before + 1 for before, after in pairwise(levels)), (path, levels)


def test_the_page_where_you_are_is_marked_in_the_navigation(pages):
    current = {path: page.xpath("string(//nav//*[@aria-current='page'])") for path, page in pages.items()}

    assert current["index.html"] == "Newest"
    assert current["sources/index.html"] == "Sources"
    assert current["about/index.html"] == "About"
    assert current["404.html"] == ""


def test_an_authored_page_keeps_its_markup(render, view):
    assert "<p>Why we read <strong>together</strong>.</p>" in render(view)["about/index.html"]


@pytest.mark.parametrize("field", ["title", "language", "timezone"])
def test_a_hostile_setting_is_text(render, make_view, hostile, field):
    files = render(make_view(**{field: hostile}))

    assert not any("<script" in text or "49" in re.findall(r"<title>(.*?)</title>", text) for text in files.values())


def test_the_interface_speaks_the_planets_language_from_its_side(render, make_view):
    russian, arabic = render(make_view(language="ru")), render(make_view(language="ar"))

    assert '<html lang="ru" dir="ltr">' in russian["index.html"]
    assert "Читать дальше" in russian["index.html"]
    assert '<html lang="ar" dir="rtl">' in arabic["index.html"]


def test_the_index_of_an_empty_planet_says_which_feeds_could_not_be_read(render, empty_view):
    page = render(empty_view)["index.html"]

    assert "Nothing to read yet" in page
    assert "The Old Lighthouse" in page
    assert "The file lighthouse.xml does not exist." in page


def test_rendering_twice_gives_the_same_bytes(view, theme):
    assert render_site(view, theme) == render_site(view, theme)


def test_the_machines_time_zone_is_not_in_the_pages(view, theme, monkeypatch):
    here = render_site(view, theme)

    monkeypatch.setenv("TZ", "Pacific/Kiritimati")
    time.tzset()
    there = render_site(view, theme)

    monkeypatch.undo()
    time.tzset()
    assert there == here


def test_a_new_page_of_entries_changes_no_older_page(render, make_view):
    after = make_view(per_page=1)
    before = replace(after, river=replace(after.river, pages=after.river.pages[:-1]))

    old, new = render(before), render(after)

    changed = [path for path in old if path.startswith("page/") and old[path] != new[path]]
    assert changed == ["page/10/index.html"]


@pytest.mark.parametrize("name", ["sources", "Subscribe", "atom.xml", "static"])
def test_a_page_of_ones_own_never_replaces_a_file_of_the_site(view, theme, tmp_path, name):
    own = replace(view, pages=(PageText(name=name, title="Mine", html=SafeHtml("<p>x</p>")),))
    if name == "static":
        assert render_site(own, theme)
        return

    with pytest.raises(ThemeError, match="two files"):
        render_site(own, theme)


def test_a_theme_of_ones_own_changes_only_what_it_has(render, view, tmp_path):
    folder = tmp_path / "themes" / "mine"
    (folder / "static").mkdir(parents=True)
    (folder / "theme.yaml").touch()
    (folder / "static" / "style.css").write_text("body{}", encoding="utf-8")
    (folder / "authored.html.j2").write_text(
        '{% extends "layout.html.j2" %}{% block main %}<h1>Mine: {{ authored.title }}</h1>{% endblock %}',
        encoding="utf-8",
    )

    files = render(view, find_theme("mine", tmp_path))

    assert files["static/style.css"] == "body{}"
    assert "<h1>Mine: About</h1>" in files["about/index.html"]
    assert "Eleven books" in files["index.html"]


def test_the_style_sheet_keeps_its_budget(theme):
    import gzip

    style = (theme.folder / "static" / "style.css").read_bytes()

    assert len(gzip.compress(style, 9)) <= 8 * 1024
    assert not re.search(rb"@import|url\(|(margin|padding|border)-(left|right)|text-align: (left|right)", style)
