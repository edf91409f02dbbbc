r"""A picture of a formula says its TeX where it says nothing else.

<img src="https://s0.wp.com/latex.php?latex=x%5E2&bg=fff">
→  <img src="https://s0.wp.com/latex.php?latex=x%5E2&amp;bg=fff" alt="x^2">

<img src="https://latex.codecogs.com/svg.latex?x%5E2" alt="">
→  <img src="https://latex.codecogs.com/svg.latex?x%5E2" alt="x^2">

<img src="https://blog.example/cat.jpg">
→  <img src="https://blog.example/cat.jpg">
"""

from __future__ import annotations

import re
from collections import Counter
from urllib.parse import unquote, unquote_plus

from planet.clean.html_tree import Element
from planet.clean.repair.seen import marks
from planet.clean.surroundings import Surroundings

_IN_QUERY = re.compile(
    r"(?:https?:)?//(?:[\w.-]{1,64}\.wp\.com|[\w.-]{0,64}wordpress\.com|chart\.(?:googleapis|apis\.google)\.com)"
    r"/(?:latex\.php|chart)\?(?:[^#]{0,200}&)?(?:latex|chl)=([^&#]{1,2000})"
)
_WHOLE_QUERY = re.compile(
    r"(?:https?:)?//(?:latex\.codecogs\.com|render\.githubusercontent\.com|i\.upmath\.me|www\.zhihu\.com|math\.now\.sh)"
    r"/(?:equation\?tex=|render/math\?math=|\?from=|[a-z.]{1,16}[?/])(.{1,2000})"
)
MARKS = marks("amp-anim amp-img img video")


def name_formula_images(root: Element, _around: Surroundings) -> Counter[str]:
    """Give images of formulas the TeX in their address as alternative text."""
    for element in root.elements():
        if element.name != "img" or element.attributes.get("alt", "").strip():
            continue
        source = element.attributes.get("src", "").strip()
        if match := _IN_QUERY.match(source):
            element.attributes["alt"] = unquote_plus(match[1])
        elif match := _WHOLE_QUERY.match(source):
            element.attributes["alt"] = unquote(match[1])
    return Counter()
