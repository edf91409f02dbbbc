"""A picture of a formula says its TeX."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    "source",
    [
        "https://s0.wp.com/latex.php?latex=a%2Bb&bg=fff",
        "http://s0.wp.com/latex.php?bg=fff&latex=a%2Bb",
        "https://latex.codecogs.com/png.latex?a+b",
        "https://latex.codecogs.com/svg.image?a%2Bb",
        "https://www.zhihu.com/equation?tex=a%2Bb",
    ],
)
def test_the_tex_in_the_address_is_the_alternative(clean, source):
    assert 'alt="a+b"' in clean(f'<img src="{source}">')


def test_an_alternative_of_the_author_stays(clean):
    assert 'alt="sum"' in clean('<img src="https://s0.wp.com/latex.php?latex=a" alt="sum">')


def test_tex_can_do_no_harm(clean):
    html = clean('<img src="https://s0.wp.com/latex.php?latex=%22%3E%3Cscript%3Ealert(1)%3C/script%3E">')

    assert "<script" not in html
