"""A link with nothing to read or see in it goes."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("html", "shown"),
    [
        ('<h4>a<a class="header-anchor" href="#a">\u200b</a></h4>', "<h4>a\u200b</h4>"),
        ('<p>a<a href="/x"><span> </span></a></p>', "<p>a</p>"),
        ('<p>a<a href="/x"></a></p>', "<p>a</p>"),
        ('<a id="n" href="/x"></a><a href="#n">1</a>', '<a id="e-0a-n"></a><a href="#e-0a-n">1</a>'),
    ],
)
def test_it_goes(clean, html, shown):
    assert clean(html) == shown


@pytest.mark.parametrize(
    "inner", ["x", "<b>x</b>", '<img src="/a.png">', "<math><mi>x</mi></math>", '<video src="/a.mp4"></video>']
)
def test_a_link_with_something_in_it_stays(clean, inner):
    assert clean(f'<a href="/x">{inner}</a>').startswith('<a href="https://blog.example/x"')
