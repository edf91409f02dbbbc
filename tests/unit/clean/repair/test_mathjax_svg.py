"""Formulas that MathJax drew as SVG, without their MathML, are read back."""

from __future__ import annotations

import pytest


def svg(inside):
    return (
        f'<mjx-container class="MathJax" jax="SVG"><svg><defs></defs><g><g data-mml-node="math">{inside}</g></g></svg>'
        "</mjx-container>"
    )


def node(kind, *parts):
    return f'<g data-mml-node="{kind}">{"".join(parts)}</g>'


def drawn(code):
    return f'<use data-c="{code}" xlink:href="#MJX-1-TEX-I-{code}"></use>'


X, TWO, ONE = node("mi", drawn("1D465")), node("mn", drawn("32")), node("mn", drawn("31"))
SIGN = node("mo", drawn("221A"))
MX, M2, M1 = "<mi>𝑥</mi>", "<mn>2</mn>", "<mn>1</mn>"


@pytest.mark.parametrize(
    ("drawing", "mathml"),
    [
        (X + node("mo", drawn("2B")) + ONE, f"{MX}<mo>+</mo>{M1}"),
        (node("msup", X, TWO), f"<msup>{MX}{M2}</msup>"),
        (node("msubsup", X, TWO, ONE), f"<msubsup>{MX}{M1}{M2}</msubsup>"),
        (node("mfrac", f"<g>{ONE}</g>", TWO, "<rect></rect>"), f"<mfrac>{M1}{M2}</mfrac>"),
        (node("msqrt", f"<g>{X}</g>", SIGN, "<rect></rect>"), f"<msqrt>{MX}</msqrt>"),
        (node("mroot", f"<g>{X}</g>", f"<g>{TWO}</g>", SIGN), f"<msqrt>{MX}</msqrt>"),
        (node("mroot", f"<g>{X}</g>", TWO, SIGN), f"<mroot><mrow>{MX}</mrow><mrow>{M2}</mrow></mroot>"),
        (node("munderover", X, ONE, TWO), f"<munderover>{MX}{M1}{M2}</munderover>"),
        (node("mtable", node("mtr", node("mtd", X))), f"<mtable><mtr><mtd>{MX}</mtd></mtr></mtable>"),
        (node("TeXAtom", X), f"<mrow>{MX}</mrow>"),
        (node("mtext", "<text>если</text>"), "<mtext>если</mtext>"),
        (node("mi", drawn("61")), '<mi mathvariant="normal">a</mi>'),
    ],
)
def test_a_drawing_becomes_mathml(clean, drawing, mathml):
    assert clean(svg(drawing)) == f"<math>{mathml}</math>"


def test_tex_that_the_drawing_names_is_taken_before(clean):
    html = svg(X).replace('"math"', '"math" data-latex="x"')

    assert clean(html) == '<code class="language-tex">x</code>'


@pytest.mark.parametrize("code", ["110000", "D800", "xyz", "", "1234567"])
def test_a_drawing_of_nothing_readable_is_no_formula(clean, code):
    assert "<math" not in clean(svg(node("mi", drawn(code))))


def test_a_payload_in_a_drawing_is_text(clean):
    html = clean(svg(node("mtext", "<text>&lt;img src=x onerror=alert(1)></text><script>alert(1)</script>") + X))

    assert "<img" not in html
    assert "<script" not in html
