"""An opening that only repeats the title goes."""

from __future__ import annotations

from planet.clean.html import clean_html
from planet.clean.surroundings import Surroundings


def test_the_title_is_not_said_twice(clean):
    for opening in ("<h1>Title</h1>", "<p><b>Title</b></p>", "<article><header><h2> TITLE\n</h2></header></article>"):
        assert clean(f"{opening}<p>text</p>") in {"<p>text</p>", "<div><div></div></div><p>text</p>"}


def test_what_says_more_stays(clean):
    for opening in ("<p>Title!</p>", "<p>Title <img src=/a.png></p>", "text<h4>Title</h4>", "<ul><li>Title</li></ul>"):
        assert "Title" in clean(f"{opening}<p>text</p>")


def test_a_post_that_is_its_title_stays(clean):
    assert clean("<p>Title</p>") == "<p>Title</p>"


def test_a_post_with_a_picture_under_its_title_loses_the_title(clean):
    assert "Title" not in clean("<h1>Title</h1><img src=/a.png>")


def test_it_can_be_turned_off():
    assert clean_html("<p>T</p><p>x</p>", Surroundings(name="0a", label="T", tidy=False)).html == "<p>T</p><p>x</p>"


def test_a_title_that_links_to_what_the_post_is_about_stays(clean):
    assert "other.example" in clean("<p><a href=https://other.example/>Title</a></p><p>text</p>")


def test_a_title_that_links_to_itself_goes(clean):
    for address in ("https://blog.example/post", "#title", "http://blog.example/post/#top", "/post"):
        assert clean(f"<h2 id=title><a href='{address}'>Title</a></h2><p>text</p>") == "<p>text</p>"
