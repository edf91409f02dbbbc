"""No rule takes more than linear time, whatever the tree looks like."""

from __future__ import annotations

import time

import pytest

from planet.clean.bounds import STRANGERS
from planet.clean.html_tree import parse
from planet.clean.repair import repair

MANY = 40_000
HOSTILE = {
    "siblings": "<p>x</p>" * MANY,
    "empty paragraphs": "<p></p>" * MANY,
    "ladder": "<br>" * MANY,
    "gutters": '<span class="ln">1</span>' * MANY,
    "nested gutters": ('<div class="gutter">' * 90 + "<b>1</b>" * 300 + "x" + "</div>" * 90) * 100,
    "nested tables": "<table><tr><td>" * 60 + '<table><tr><td class="gutter">1</td><td>x</td></tr></table>' * 5_000,
    "previews": '<span class="MathJax_Preview">x</span>' * MANY + '<script type="math/tex">x</script>',
    "containers": "<mjx-container><mjx-math>" * 45 + "<mjx-mi>x</mjx-mi>" * MANY,
    "roots": "<mjx-container><mjx-math>" + "<mjx-msqrt><mjx-box>" * 45 + "<mjx-mi>x</mjx-mi>" * MANY,
    "scripts": "<mjx-container><mjx-math>" + "<mjx-mmultiscripts><mjx-scripts><mjx-row><mjx-cell>" * 20 + "x",
    "drawn roots": "<mjx-container><svg><g data-mml-node=math>" + '<g data-mml-node="mroot"><g></g>' * 45 + "<text>x",
    "delimiters": r"\(" * 500_000 + "$$" * 500_000 + r"\[" * 500_000,
    "noscripts": '<noscript><img src="a.png"></noscript>' * (MANY // 2),
    "grey": '<img src="data:,"><noscript><img src="a.png"></noscript>' * (MANY // 4),
    "pictures": "<picture>" * 90 + '<source srcset="a.png 1x"><img>' * 10_000,
    "objects": "<object>" * 90 + '<param name="movie" value="x:">' * 20_000,
    "links": '<a href="/x"><i></i></a>' * (MANY // 2),
    "fragments": '<a href="#x">1</a><b id="x"></b>' * (MANY // 2),
    "listings": '<pre class="brush: js"><div><span class="ln">1</span>x</div></pre>' * 10_000,
    "styles": '<p style="' + "text-align : " * 100 + '">x</p>' * 3000,
    "katex": '<span class="katex">' * 90 + "<b></b>" * MANY,
}


@pytest.mark.parametrize("shape", HOSTILE)
def test_a_hostile_tree_is_repaired_in_linear_time(around, shape):
    root = parse(HOSTILE[shape], STRANGERS).root

    started = time.process_time()
    repair(root, around)

    assert time.process_time() - started < 5
