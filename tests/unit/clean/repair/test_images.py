"""Images show what they were meant to show."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path

import pytest
import yaml

from planet.clean.html import clean_html

CAT = "https://blog.example/cat.jpg"
GREY = "data:image/gif;base64,R0lGODlhAQABAAAAACw="


def sources(html):
    return re.findall(r'<img src="([^"]*)"', html)


@pytest.mark.parametrize(
    "html",
    [
        f'<img src="{GREY}" data-src="{CAT}">',
        f'<img src="/blank.gif" class="lazyload" data-src="{CAT}">',
        f'<img data-lazy-src="/cat.jpg" src="{GREY}">',
        f'<img data-original="{CAT}">',
        f'<img src="{GREY}" data-srcset="{CAT} 1x, /big.jpg 2x">',
        f'<img srcset="{CAT} 480w, /big.jpg 800w">',
        f'<picture><source srcset="{CAT}"><img></picture>',
        f'<picture><source data-srcset="{CAT} 2x"><img alt=""></picture>',
        f'<amp-img src="{CAT}" layout="responsive"></amp-img>',
        f'<img class="lazy" src="{GREY}"><noscript><img src="{CAT}"></noscript>',
        f'<img class="lazy" src="{GREY}" data-src="{CAT}"><noscript><img src="{CAT}"></noscript>',
        f'<p><noscript><img src="{CAT}"></noscript><img class="lazyload" src="{GREY}" data-src="{CAT}"></p>',
        f'<span><img data-src="{CAT}"></span><noscript><figure><img src="{CAT}"></figure></noscript>',
        f'<noscript><img src="{CAT}"></noscript>',
    ],
)
def test_the_real_image_is_shown_once(clean, html):
    assert sources(clean(html)) == [CAT]


@pytest.mark.parametrize(
    "html",
    [
        f'<img src="{CAT}" data-src="javascript:alert(1)">',
        f'<img src="{CAT}" data-src="{{&quot;a&quot;: 1}} x://">',
        f'<img src="{CAT}" data-src="">',
        f'<img src="{CAT}" data-src="{GREY}">',
    ],
)
def test_what_is_no_address_of_an_image_is_not_taken_for_one(clean, html):
    assert "javascript" not in clean(html)
    assert len(sources(clean(html))) == 1


def test_sizes_and_alternatives_stay_and_a_missing_one_is_empty(clean):
    html = clean(f'<img src="{GREY}" data-src="{CAT}" width="40" height="30"><img alt="A dog" src="/dog.jpg">')

    assert f'<img src="{CAT}" alt="" width="40" height="30"' in html
    assert '<img src="https://blog.example/dog.jpg" alt="A dog"' in html


def test_text_for_browsers_without_scripts_is_text(clean):
    assert clean("<noscript><p>See the table below.</p></noscript>") == "<p>See the table below.</p>"


def test_what_a_noscript_hides_is_sanitised_like_all_else(clean):
    assert clean("<noscript><img src=x onerror=alert(1)><script>alert(1)</script></noscript>").count("<img") == 1
    assert "alert" not in clean("<noscript><style><img src=x onerror=alert(1)></style></noscript>")


def test_lazy_video_has_its_address(clean):
    assert 'src="https://blog.example/a.mp4"' in clean('<video data-src="/a.mp4" autoplay></video>')


def test_a_feed_may_leave_images_out(around):
    bare = dataclasses.replace(around, images=False)

    assert (
        clean_html(f'<p>a<img src="{CAT}" alt="A cat"></p><picture><img src="{CAT}"></picture>', bare).html
        == "<p>a</p>"
    )


WILD = yaml.safe_load(Path(__file__).with_name("lazy_images.yaml").read_text("utf-8"))


@pytest.mark.parametrize("tool", WILD)
def test_whatever_makes_it_wait_one_image_is_shown(clean, tool):
    html = clean(WILD[tool])

    assert re.findall(r'src="(https[^"?]*)', html) == ["https://blog.example/cat.jpg"]
    assert html.count("<img") == 1
    assert 'alt="A"' in html
    assert "&lt;" not in html


@pytest.mark.parametrize("tool", WILD)
def test_a_payload_in_a_lazy_image_is_gone(clean, tool):
    for payload in ("javascript:alert(1)", "data:text/html,x", 'x" onerror="alert(1)'):
        html = clean(WILD[tool].replace("/cat.jpg", payload))

        assert not re.search(r"<[^>]*(?:onerror|javascript:|text/html)", html)


def test_a_real_image_is_not_replaced_by_what_means_something_else(clean):
    assert "/small.jpg" in clean('<img src="/small.jpg" data-image="/42" data-url="/page">')


def test_a_film_without_anything_to_play_is_its_poster(clean):
    assert '<img src="https://blog.example/p.png"' in clean('<video poster="/p.png"></video>')
    assert "<video" in clean('<video poster="/p.png"><source src="/v.mp4"></video>')
