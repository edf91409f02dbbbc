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

from planet.clean.bounds import STRANGERS
from planet.clean.html_tree import MATHML, Element, Node, parse
from planet.clean.repair.mathjax import rebuilt
from planet.clean.repair.mathjax_svg import redrawn
from planet.clean.repair.seen import Marks
from planet.clean.repair.walking import classes, has_class, is_blank, made, replace
from planet.clean.surroundings import Surroundings

_KATEX = frozenset({"katex", "katex-display"})
_MATHJAX_2 = frozenset(
    {"mathjax", "mathjax_chtml", "mathjax_display", "mathjax_svg", "mathjax_svg_display", "mjx-chtml"}
)
_DRAWN = _MATHJAX_2 | {"mathjax_preview"}
_RENDERED = _KATEX | _MATHJAX_2
# Classes of what Pandoc, kramdown and pymdownx leave for a script to draw, and what must stand in it.
_AWAITING = frozenset({"arithmatex", "kdmath", "math"})
_DELIMITED = re.compile(r"\\\(.+\\\)|\\\[.+\\\]|\$.+\$", re.DOTALL)
LONGEST_WRITTEN = 64 * 1024
_LABELLED = frozenset({"mjx-math"})
_FIRST_FEW = 4
_DISPLAYED = frozenset({"katex-display", "mathjax_display", "mathjax_svg_display"})
MOST_LOOKED_AT = 5_000  # elements of what a formula was drawn with
_JUDGED = frozenset({"div", "math", "mjx-container", "script", "span"})
_TEX_SCRIPT = re.compile(r"\s*math/tex\s*(;\s*mode\s*=\s*display)?\s*", re.IGNORECASE)
_CDATA = re.compile(r"\A\s*%?\s*<!\[CDATA\[\s*|\s*%?\s*\]\]>\s*\Z")
_TEX_ENCODINGS = frozenset({"application/x-tex", "application/x-latex", "tex", "latex"})
MARKS = Marks(elements=frozenset({"math", "mjx-container", "script"}), classes=_KATEX | _DRAWN | _AWAITING)


def keep_formulas(root: Element, _around: Surroundings) -> Counter[str]:
    """Put in the place of each rendered formula what it means."""
    removed: Counter[str] = Counter()
    pictures: dict[int, frozenset[int]] = {}  # of each parent, what only shows the TeX behind it

    def is_picture(element: Element, parent: Element) -> bool:
        if id(parent) not in pictures:
            pictures[id(parent)] = _said_twice(parent)
        return id(element) in pictures[id(parent)]

    def judge(element: Element, parent: Element) -> list[Node] | None:
        if element.name == "math":
            _name_in_tex(element)
            return [element]
        if element.name == "mjx-container":
            return _container(element, removed)
        if element.name == "script":
            tex = _script(element)
            return [] if tex and is_picture(element, parent) else tex
        if "class" not in element.attributes:
            return None
        if has_class(element, _DRAWN) and is_picture(element, parent):
            return []
        return _marked(element, removed)

    replace(root, judge, _JUDGED)
    return removed


def _container(element: Element, removed: Counter[str]) -> list[Node]:
    """MathJax 3 and 4: the formula for screen readers, else what the tree of boxes says, else its TeX."""
    math = _math_in(element)
    if math is None:
        math = rebuilt(element)
    tex = "" if math else _tex_of(element)
    if math is None and not tex:
        math = redrawn(element)
    if math is not None:
        removed["rendered formula → MathML"] += 1
        if element.attributes.get("display", "").lower() in {"true", "block"}:
            math.attributes["display"] = "block"
        return [math]
    return [_code(tex)] if tex else element.children


def _tex_of(container: Element) -> str:
    for each in (container, *container.elements()):
        if tex := each.attributes.get("data-latex", "").strip():
            return tex
    return ""


def _code(tex: str) -> Element:
    return made("code", tex, **{"class": "language-tex"})


def _script(element: Element) -> list[Node] | None:
    """A script of MathJax 2 holds TeX."""
    match = _TEX_SCRIPT.fullmatch(element.attributes.get("type", ""))
    if not match:
        return None
    tex = _CDATA.sub("", element.text()).strip()
    return [_code(tex)] if tex else []


def _marked(element: Element, removed: Counter[str]) -> list[Node] | None:
    """KaTeX and MathJax 2, which have their MathML with them, and TeX that waits for a script."""
    names = classes(element)
    if not _AWAITING.isdisjoint(names) and all(isinstance(child, str) for child in element.children):
        tex = element.text().strip()
        return [_code(tex)] if _DELIMITED.fullmatch(tex) else None
    if _RENDERED.isdisjoint(names):
        return None
    math = _math_in(element)
    if math is None:
        _forget_copy(element)
        tex = _label_of(element)
        return [_code(tex)] if tex else None
    if not _DISPLAYED.isdisjoint(names):
        math.attributes["display"] = "block"
    removed["rendered formula → MathML"] += 1
    return [math]


def _label_of(element: Element) -> str:
    """The TeX by which MathJax 2 names what it drew on a server, where its script is not left behind."""
    for child in islice(element.elements(), _FIRST_FEW):
        if has_class(child, _LABELLED):
            return child.attributes.get("aria-label", "").strip()
    return ""


def _forget_copy(katex: Element) -> None:
    """Without its MathML, what KaTeX hides is the formula a second time and its TeX."""
    kinds = {name for child in katex.children if isinstance(child, Element) for name in classes(child)}
    if {"katex-html", "katex-mathml"} <= kinds:
        katex.children = [
            child for child in katex.children if isinstance(child, str) or "katex-mathml" not in classes(child)
        ]


def _said_twice(parent: Element) -> frozenset[int]:
    """The ids of what MathJax 2 drew before a script with its TeX; of that script, where what it drew is MathML.

    Nothing else stands between.
    """
    twice: set[int] = set()
    drawn: list[Element] = []
    for child in parent.children:
        if isinstance(child, str):
            drawn = drawn if is_blank(child) else []
        elif child.name == "script" and _TEX_SCRIPT.fullmatch(child.attributes.get("type", "")):
            meant = [each for each in drawn if has_class(each, _MATHJAX_2) and _math_in(each)]
            twice.update(id(each) for each in drawn if each not in meant)
            if meant:
                twice.add(id(child))
            drawn = []
        elif "class" in child.attributes and has_class(child, _DRAWN):
            drawn.append(child)
        else:
            drawn = []
    return frozenset(twice)


def _math_in(element: Element) -> Element | None:
    """The MathML in it, with the TeX that it came from as its name."""
    for child in islice(element.elements(), MOST_LOOKED_AT):
        if child.namespace == MATHML and child.name == "math":
            _name_in_tex(child)
            return child
    near = (element, *(child for child in element.children if isinstance(child, Element)))
    written = next((each.attributes["data-mathml"] for each in near if "data-mathml" in each.attributes), "")
    if not written.lstrip().startswith("<math") or len(written) > LONGEST_WRITTEN:
        return None
    found = next(parse(written, STRANGERS).root.elements(), None)  # MathJax 2 keeps it in an attribute
    return found if found is not None and found.namespace == MATHML else None


def _name_in_tex(math: Element) -> None:
    """Keep the TeX in a formula's annotation as what it is called where formulas cannot be shown."""
    if math.name != "math" or "alttext" in math.attributes:
        return
    for child in math.elements():
        if child.name == "annotation" and child.attributes.get("encoding", "").strip().lower() in _TEX_ENCODINGS:
            if tex := " ".join(child.text().split()):
                math.attributes["alttext"] = tex
            return
