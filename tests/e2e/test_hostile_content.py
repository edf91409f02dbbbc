"""Entries built to take hours or gigabytes: the page shows what there is time for, and the way to the original."""

from __future__ import annotations

import json
import time
from html import escape

import pytest

PARAGRAPH = "<p>Some words of <b>text</b> and <a href='/x'>a link</a> &amp; more <i>text</i>, as people write.</p>\n"
ATTACKS = {
    "nested": "<p>Nested</p>" + "<div>" * 200_000 + "deep inside",
    "nested-formatting": "<p>Formatted</p>" + "".join(f"<b id=a{number}>" for number in range(100_000)) + "deep inside",
    "long": "<p>Long</p>" + PARAGRAPH * (5_000_000 // len(PARAGRAPH)),
    "attributes": "<p>Before</p><p " + " ".join(f"a{number}=1" for number in range(100_000)) + ">after</p>",
    "brackets": "<p>Brackets</p>" + "<" * 1_000_000,
    "tables": "<p>Tables</p>" + "<table><tr><td>" * 60_000,
    "formulas": "<p>Formulas</p>" + "<math><mrow>" * 100_000 + "x",
    "text": "word " * 1_000_000,
}
FIRST = {"nested", "long", "attributes"}  # the others are of the same kinds, a few seconds each
ENTRY_S = 5  # what one entry may take; its child is then killed
REST_S = 10  # Python, the children, the other feed and the site itself, on a busy machine


def feed(name, html):
    item = {"id": f"https://blog.example/{name}", "url": f"https://blog.example/{name}", "title": f"About {name}"}
    text = {"content_text": html} if name == "text" else {"content_html": html}
    document = {"version": "https://jsonfeed.org/version/1.1", "title": name, "items": [{**item, **text}]}
    return json.dumps(document).encode()


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=[] if name in FIRST else pytest.mark.long) for name in ATTACKS]
)
def test_an_attack_on_our_time_ends_soon_and_is_shown(planet, two_entries, name):
    (planet.folder / "hostile.json").write_bytes(feed(name, ATTACKS[name]))
    (planet.folder / "good.xml").write_bytes(two_entries)
    planet.configure("./good.xml", "./hostile.json")
    started = time.monotonic()

    report = planet.build()

    assert time.monotonic() - started < ENTRY_S + REST_S
    [article] = planet.page().xpath(f"//article[.//h3[normalize-space()='About {name}']]")
    original = f"https://blog.example/{name}"
    assert article.xpath(f".//p[@class='origin']/a[@href='{original}']")
    assert article.xpath("string(.//div[@class='content'])").strip()
    assert {"First post", "Second post"} <= set(planet.titles_on_page())
    assert report["cleaning"] == {"differences": 0, "shortened": 1}


@pytest.mark.long
def test_an_entry_of_five_megabytes_in_xml_ends_with_a_link_to_the_original(planet, make_atom):
    entry = ("tag:blog.example,2026:1", "Long", "2026-11-20T10:00:00Z", escape(ATTACKS["long"]))
    (planet.folder / "feed.xml").write_bytes(make_atom(entry))
    planet.configure("./feed.xml")

    report = planet.build()

    [last] = planet.page().xpath("//article//div[@class='content'][last()]/p[last()]/a")
    assert (last.get("href"), last.text) == ("https://blog.example/1", "blog.example …")
    assert report["cleaning"]["shortened"] == 1
    assert len((planet.output / "atom.xml").read_bytes()) < 7_000_000


def test_what_was_shortened_is_told_again_when_nothing_changed(planet):
    (planet.folder / "hostile.json").write_bytes(feed("tables", ATTACKS["tables"]))
    planet.configure("./hostile.json")
    planet.build()

    report = planet.build()
    full = planet.build("--full")

    assert (report["outcome"], full["outcome"]) == ("unchanged", "built")
    assert report["cleaning"] == full["cleaning"] == {"differences": 0, "shortened": 1}
