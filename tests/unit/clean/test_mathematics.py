"""MathML is a strict subset in which only token elements hold text."""

from __future__ import annotations

import pytest

from planet.clean.html_tree import MATHML, Element
from planet.clean.mathematics import strict_math


@pytest.mark.parametrize(
    ("html", "shown"),
    [
        ("<math><mi>x</mi></math>", "<math><mi>x</mi></math>"),
        ("<math><mtext>a<b>b</b><script>c</script></mtext></math>", "<math><mtext>ab</mtext></math>"),
        ("<math>x<mo>+</mo> </math>", "<math><mtext>x</mtext><mo>+</mo></math>"),
        ("<math><mfenced><mi>x</mi></mfenced></math>", "<math><mrow><mi>x</mi></mrow></math>"),
        (
            "<math><semantics><mrow><mi>x</mi></mrow><annotation encoding=tex>x</annotation></semantics></math>",
            '<math alttext="x"><mrow><mi>x</mi></mrow></math>',
        ),
        ("<math><annotation-xml encoding=text/html><style><img></style></annotation-xml></math>", "<math></math>"),
        ("<math><mi><mglyph src=x></mglyph>a</mi></math>", "<math><mi>a</mi></math>"),
        ("<math href='javascript:x'><mi xlink:href='javascript:x'>a</mi></math>", "<math><mi>a</mi></math>"),
        ("<math><maction actiontype=statusline><mi>a</mi></maction></math>", "<math><mrow><mi>a</mi></mrow></math>"),
        (
            "<math><mmultiscripts><mi>x</mi><none/><mn>1</mn></mmultiscripts></math>",
            "<math><mmultiscripts><mi>x</mi><mrow></mrow><mn>1</mn></mmultiscripts></math>",
        ),
        (
            "<math><mtable><mtr><mtd columnspan=2><mi>a</mi></mtd></mtr></mtable></math>",
            '<math><mtable><mtr><mtd columnspan="2"><mi>a</mi></mtd></mtr></mtable></math>',
        ),
    ],
)
def test_a_formula_keeps_its_meaning_within_the_subset(clean, html, shown):
    assert clean(html) == shown


def test_a_formula_never_opens_a_way_back_into_html(clean):
    html = clean("<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=x&gt;'>")

    assert "<img" not in html
    assert "onerror" not in html


def test_html_and_svg_inside_a_formula_are_text_or_nothing(around):
    """However they came there: a repair rule may have put them where no parser would."""
    math, bold, drawing = Element("math", MATHML), Element("b"), Element("circle", "http://www.w3.org/2000/svg")
    bold.children = ["x"]
    drawing.children = ["y"]
    math.children = [bold, drawing]

    strict = strict_math(math, around)

    assert [(child.name, child.namespace, child.children) for child in strict.children] == [("mtext", MATHML, ["x"])]
