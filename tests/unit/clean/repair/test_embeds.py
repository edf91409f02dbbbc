"""What embeds another page becomes a link to it."""

from __future__ import annotations

import pytest

from planet.clean.html import clean_html

REL = ' rel="noopener nofollow ugc"'


@pytest.mark.parametrize(
    ("html", "shown"),
    [
        (
            '<iframe src="//video.example/1" title="My talk">old browser</iframe>',
            f'<p><a href="https://video.example/1"{REL}>My talk</a></p>',
        ),
        (
            '<p>a <iframe src="https://video.example/1"></iframe></p>',
            f'<p>a <a href="https://video.example/1"{REL}>video.example</a></p>',
        ),
        (
            '<object><param name="movie" value="https://video.example/1"><embed src="https://video.example/2"></object>',
            f'<p><a href="https://video.example/1"{REL}>video.example</a></p>',
        ),
        ('<embed src="https://video.example/1">', f'<p><a href="https://video.example/1"{REL}>video.example</a></p>'),
        ('<iframe src="javascript:alert(1)"></iframe>', ""),
        ('<iframe srcdoc="&lt;script&gt;"></iframe>', ""),
        ('<object data="data:text/html,x">x</object>', ""),
    ],
)
def test_an_embed_is_a_link_when_it_has_an_address(clean, html, shown):
    assert clean(html) == shown


def test_what_became_a_link_is_named(around):
    removed = clean_html("<iframe src=//x.example></iframe><iframe src=//y.example></iframe>", around).removed

    assert removed == ("iframe → link ×2",)
