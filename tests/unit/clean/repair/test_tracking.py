"""Images that only count readers go."""

from __future__ import annotations

import pytest

from planet.clean.html import clean_html


@pytest.mark.parametrize(
    "image",
    [
        '<img src="https://a.example/b" width="1" height="1">',
        '<img src="https://a.example/b" width=0 height=0>',
        '<img src="https://a.example/b" width="1px" height="1px">',
        '<img src="https://a.example/b" style="width: 1px; height: 1px !important">',
        '<img src="//feeds.feedburner.com/~r/blog/~4/abc">',
        '<img src="http://feeds.wordpress.com/1.0/comments/blog.wordpress.com/26/">',
        '<img src="https://pixel.wp.com/b.gif?host=blog">',
        '<img src="https://vg05.met.vgwort.de/na/0a">',
        '<noscript><img height="1" width="1" src="https://www.facebook.com/tr?id=1"></noscript>',
        '<a href="https://t.example/"> <img src="https://a.example/b" width="1" height="1"> </a>',
    ],
)
def test_a_counter_goes_with_its_link(clean, image):
    assert clean(f"<p>a</p>{image}") == "<p>a</p>"


@pytest.mark.parametrize(
    "image",
    [
        '<img src="https://a.example/rule.png" width="600" height="1">',
        '<img src="https://a.example/tr.png">',
        '<img src="https://a.example/b" style="max-width:1px;height:10px">',
        '<img src="https://blog.example/feeds.feedburner.com/~r/">',
    ],
)
def test_what_can_be_seen_stays(clean, image):
    assert "<img" in clean(image)


def test_what_went_is_said(around):
    assert clean_html('<img src="https://a.example/" width=1 height=1>', around).removed == ("tracking image",)
