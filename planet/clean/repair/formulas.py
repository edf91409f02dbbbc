r"""Formulas stay formulas: MathML where a page has it, rebuilt where it only looks like one, else readable TeX.

<mjx-container jax="CHTML"><mjx-math><mjx-msup><mjx-mi><mjx-c class="mjx-c1D465"></mjx-c></mjx-mi>
<mjx-script><mjx-mn><mjx-c class="mjx-c32"></mjx-c></mjx-mn></mjx-script></mjx-msup></mjx-math></mjx-container>
→  <math><msup><mi>𝑥</mi><mn>2</mn></msup></math>

<mjx-container><svg></svg><mjx-assistive-mml><math><mi>x</mi></math></mjx-assistive-mml></mjx-container>
→  <math><mi>x</mi></math>

<span class="katex"><span class="katex-mathml"><math><mi>x</mi></math></span><span class="katex-html">x</span></span>
→  <math><mi>x</mi></math>

<p><span class="MathJax_Preview">x2</span><script type="math/tex">x^2</script></p>
→  <p><code class="language-tex">x^2</code></p>
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import islice

from planet.clean.html_tree import MATHML, Element, Node
from planet.clean.repair.mathjax import rebuilt
from planet.clean.repair.seen import Marks
from planet.clean.repair.walking import classes, has_class, is_blank, made, replace
from planet.clean.surroundings import Surroundings

_KATEX = frozenset({"katex", "katex-display"})
_MATHJAX_2 = frozenset(
    {"mathjax", "mathjax_chtml", "mathjax_display", "mathjax_svg", "mathjax_svg_display", "mjx-chtml"}
)
_DRAWN = _MATHJAX_2 | {"mathjax_preview"}
_DISPLAYED = frozenset({"katex-display", "mathjax_display", "mathjax_svg_display"})
MOST_LOOKED_AT = 5_000  # elements of what a formula was drawn with
_JUDGED = frozenset({"div", "math", "mjx-container", "script", "span"})
_TEX_SCRIPT = re.compile(r"\s*math/tex\s*(;\s*mode\s*=\s*display)?\s*", re.IGNORECASE)
_CDATA = re.compile(r"\A\s*%?\s*<!\[CDATA\[\s*|\s*%?\s*\]\]>\s*\Z")
_TEX_ENCODINGS = frozenset({"application/x-tex", "application/x-latex", "tex", "latex"})
MARKS = Marks(elements=frozenset({"math", "mjx-container", "script"}), classes=_KATEX | _DRAWN)


def keep_formulas(root: Element, _around: Surroundings) -> Counter[str]:
    """Put in the place of each rendered formula what it means."""
    removed: Counter[str] = Counter()
    pictures: dict[int, frozenset[int]] = {}  # of each parent, the ids of what stands for the TeX behind it

    def is_picture(element: Element, parent: Element) -> bool:
        if not has_class(element, _DRAWN):
            return False
        if id(parent) not in pictures:
            pictures[id(parent)] = _pictures_of_tex(parent)
        return id(element) in pictures[id(parent)]

    def judge(element: Element, parent: Element) -> list[Node] | None:
        if element.name == "math":
            _name_in_tex(element)
            return [element]
        if element.name == "mjx-container":
            return _container(element, removed)
        if element.name == "script":
            return _script(element)
        if "class" in element.attributes:
            return _marked(element, is_picture(element, parent), removed)
        return None

    replace(root, judge, _JUDGED)
    return removed


def _container(element: Element, removed: Counter[str]) -> list[Node]:
    """MathJax 3 and 4: the formula for screen readers, else what the tree of boxes says, else its TeX."""
    math = _math_in(element)
    if math is None:
        math = rebuilt(element)
    if math is not None:
        removed["rendered formula → MathML"] += 1
        if element.attributes.get("display", "").lower() in {"true", "block"}:
            math.attributes["display"] = "block"
        return [math]
    for each in (element, *element.elements()):
        if tex := each.attributes.get("data-latex", "").strip():
            return [made("code", tex, **{"class": "language-tex"})]
    return element.children


def _script(element: Element) -> list[Node] | None:
    """A script of MathJax 2 holds TeX."""
    match = _TEX_SCRIPT.fullmatch(element.attributes.get("type", ""))
    if not match:
        return None
    tex = _CDATA.sub("", element.text()).strip()
    return [made("code", tex, **{"class": "language-tex"})] if tex else []


def _marked(element: Element, is_picture: bool, removed: Counter[str]) -> list[Node] | None:  # noqa: FBT001 - a fact
    """KaTeX, which has its MathML with it, and MathJax 2, which may or else has TeX in a script behind it."""
    names = classes(element)
    is_katex = not _KATEX.isdisjoint(names)
    if is_katex or not _MATHJAX_2.isdisjoint(names):
        math = _math_in(element)
        if math is not None:
            if not _DISPLAYED.isdisjoint(names):
                math.attributes["display"] = "block"
            removed["rendered formula → MathML"] += 1
            return [math]
    return [] if is_picture else None


def _pictures_of_tex(parent: Element) -> frozenset[int]:
    """The ids of what MathJax 2 drew before a script with its TeX, when nothing else stands between."""
    pictures: set[int] = set()
    drawn: list[int] = []
    for child in parent.children:
        if isinstance(child, str):
            drawn = drawn if is_blank(child) else []
        elif child.name == "script":
            if _TEX_SCRIPT.fullmatch(child.attributes.get("type", "")):
                pictures.update(drawn)
            drawn = []
        elif "class" in child.attributes and has_class(child, _DRAWN):
            drawn.append(id(child))
        else:
            drawn = []
    return frozenset(pictures)


def _math_in(element: Element) -> Element | None:
    """The MathML in it, with the TeX that it came from as its name."""
    for child in islice(element.elements(), MOST_LOOKED_AT):
        if child.namespace == MATHML and child.name == "math":
            _name_in_tex(child)
            return child
    return None


def _name_in_tex(math: Element) -> None:
    """Keep the TeX in a formula's annotation as what it is called where formulas cannot be shown."""
    if math.name != "math" or "alttext" in math.attributes:
        return
    for child in math.elements():
        if child.name == "annotation" and child.attributes.get("encoding", "").strip().lower() in _TEX_ENCODINGS:
            if tex := " ".join(child.text().split()):
                math.attributes["alttext"] = tex
            return
