"""MathML is a strict subset in which only token elements hold text."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("html", "shown"),
    [
        ("<math><mi>x</mi></math>", "<math><mi>x</mi></math>"),
        ("<math><mtext>a<b>b</b><script>c</script></mtext></math>", "<math><mtext>ab</mtext></math>"),
        ("<math>x<mo>+</mo> </math>", "<math><mtext>x</mtext><mo>+</mo></math>"),
        ("<math><mfenced><mi>x</mi></mfenced></math>", "<math><mrow><mi>x</mi></mrow></math>"),
        (
            "<math><semantics><mrow><mi>x</mi></mrow><annotation encoding=tex>x</annotation></semantics></math>",
            "<math><mrow><mi>x</mi></mrow></math>",
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
