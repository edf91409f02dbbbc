"""Formulas stay formulas. The markup is what MathJax 2, 3 and 4 and KaTeX document and write."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml


def c(code):
    return f'<mjx-c class="mjx-c{code} TEX-I"></mjx-c>'


def chtml(inside, display=""):
    return f'<mjx-container class="MathJax" jax="CHTML"{display}><mjx-math class="MJX-TEX" aria-hidden="true">{inside}</mjx-math></mjx-container>'  # noqa: E501 - the markup is as MathJax writes it


X, TWO, PLUS, ONE = (
    f"<mjx-mi>{c('1D465')}</mjx-mi>",
    f"<mjx-mn>{c('32')}</mjx-mn>",
    f"<mjx-mo>{c('2B')}</mjx-mo>",
    f"<mjx-mn>{c('31')}</mjx-mn>",
)
MI, MN2, MN1 = "<mi>𝑥</mi>", "<mn>2</mn>", "<mn>1</mn>"
FRACTION = (
    "<mjx-mfrac><mjx-frac><mjx-num><mjx-nstrut></mjx-nstrut>{}</mjx-num><mjx-dbox><mjx-dtable><mjx-line></mjx-line><mjx-row>"
    "<mjx-den><mjx-dstrut></mjx-dstrut>{}</mjx-den></mjx-row></mjx-dtable></mjx-dbox></mjx-frac></mjx-mfrac>"
)
SUM = f'<mjx-mo class="mjx-sop">{c("2211 TEX-S2")}</mjx-mo>'


@pytest.mark.parametrize(
    ("boxes", "mathml"),
    [
        (X + PLUS + ONE, f"{MI}<mo>+</mo>{MN1}"),
        (
            f"<mjx-msup>{X}<mjx-script style='vertical-align: 0.4em'>{TWO}</mjx-script></mjx-msup>",
            f"<msup>{MI}{MN2}</msup>",
        ),
        (
            f"<mjx-msub>{X}<mjx-script>{X}{PLUS}{ONE}</mjx-script></mjx-msub>",
            f"<msub>{MI}<mrow>{MI}<mo>+</mo>{MN1}</mrow></msub>",
        ),
        (
            f"<mjx-msubsup>{X}<mjx-script>{TWO}<mjx-spacer></mjx-spacer>{ONE}</mjx-script></mjx-msubsup>",
            f"<msubsup>{MI}{MN1}{MN2}</msubsup>",
        ),
        (FRACTION.format(ONE, TWO), f"<mfrac>{MN1}{MN2}</mfrac>"),
        (FRACTION.format(FRACTION.format(X, ONE), TWO), f"<mfrac><mfrac>{MI}{MN1}</mfrac>{MN2}</mfrac>"),
        (
            (
                f"<mjx-msqrt><mjx-sqrt><mjx-surd><mjx-mo>{c('221A')}</mjx-mo></mjx-surd><mjx-box>{X}{PLUS}{ONE}</mjx-box>"
                "</mjx-sqrt></mjx-msqrt>"
            ),
            f"<msqrt><mrow>{MI}<mo>+</mo>{MN1}</mrow></msqrt>",
        ),
        (
            f"<mjx-mroot><mjx-root>{TWO}</mjx-root><mjx-sqrt><mjx-surd></mjx-surd><mjx-box>{X}</mjx-box></mjx-sqrt></mjx-mroot>",
            f"<mroot>{MI}{MN2}</mroot>",
        ),
        (
            (
                f"<mjx-munderover><mjx-over>{TWO}</mjx-over><mjx-box><mjx-munder><mjx-row><mjx-base>{SUM}</mjx-base></mjx-row>"
                f"<mjx-row><mjx-under>{ONE}</mjx-under></mjx-row></mjx-munder></mjx-box></mjx-munderover>"
            ),
            f"<munderover><mo>∑</mo>{MN1}{MN2}</munderover>",
        ),
        (
            f'<mjx-munderover limits="false">{SUM}<mjx-script>{TWO}<mjx-spacer></mjx-spacer>{ONE}</mjx-script></mjx-munderover>',  # noqa: E501 - the markup is as MathJax writes it
            f"<msubsup><mo>∑</mo>{MN1}{MN2}</msubsup>",
        ),
        (f"<mjx-mover><mjx-over>{ONE}</mjx-over><mjx-base>{X}</mjx-base></mjx-mover>", f"<mover>{MI}{MN1}</mover>"),
        (
            (
                f"<mjx-mtable><mjx-table><mjx-itable><mjx-mtr><mjx-mtd>{X}<mjx-tstrut></mjx-tstrut></mjx-mtd></mjx-mtr>"
                "</mjx-itable></mjx-table></mjx-mtable>"
            ),
            f"<mtable><mtr><mtd>{MI}</mtd></mtr></mtable>",
        ),
        (
            '<mjx-mo><mjx-stretchy-v class="mjx-c28"><mjx-beg><mjx-c></mjx-c></mjx-beg></mjx-stretchy-v></mjx-mo>' + X,
            f"<mo>(</mo>{MI}",
        ),
        (
            '<mjx-mi class="mjx-n"><mjx-c class="mjx-c73"></mjx-c><mjx-c class="mjx-c69"></mjx-c></mjx-mi>',
            "<mi>si</mi>",
        ),
        ("<mjx-mi><mjx-c class='mjx-c1D465'>𝑥</mjx-c></mjx-mi>", MI),
        ("<mjx-mtext><mjx-utext>мера</mjx-utext></mjx-mtext>", "<mtext>мера</mtext>"),
        (f"<mjx-texatom><mjx-mrow>{X}</mjx-mrow></mjx-texatom>", f"<mrow><mrow>{MI}</mrow></mrow>"),
    ],
)
def test_boxes_are_read_back(clean, boxes, mathml):
    assert clean(chtml(boxes)) == f"<math>{mathml}</math>"


def test_a_displayed_formula_stays_displayed(clean):
    assert clean(chtml(X, ' display="true"')) == f'<math display="block">{MI}</math>'


@pytest.mark.parametrize(
    "html",
    [
        chtml(X).replace(
            "</mjx-container>", "<mjx-assistive-mml><math><mi>y</mi></math></mjx-assistive-mml></mjx-container>"
        ),
        '<mjx-container jax="SVG"><svg><g></g></svg><mjx-assistive-mml><math><mi>y</mi></math></mjx-assistive-mml></mjx-container>',  # noqa: E501 - the markup is as MathJax writes it
        (
            '<span class="katex"><span class="katex-mathml"><math><semantics><mi>y</mi></semantics></math></span>'
            '<span class="katex-html" aria-hidden="true"><span class="mord">y</span></span></span>'
        ),
        (
            '<span class="MathJax_CHTML"><span class="mjx-chtml" aria-hidden="true">y</span>'
            '<span class="MJX_Assistive_MathML" role="presentation"><math><mi>y</mi></math></span></span>'
        ),
    ],
)
def test_a_formula_is_there_once_as_mathml(clean, html):
    assert clean(html) == "<math><mi>y</mi></math>"


def test_katex_in_its_own_line(clean):
    html = '<span class="katex-display"><span class="katex"><span class="katex-mathml"><math><semantics><mi>y</mi><annotation encoding="application/x-tex">y</annotation></semantics></math></span><span class="katex-html">y</span></span></span>'  # noqa: E501 - the markup is as MathJax writes it

    assert clean(html) == '<math display="block" alttext="y"><mi>y</mi></math>'


@pytest.mark.parametrize(
    ("html", "shown"),
    [
        ('<script type="math/tex">a^2</script>', '<code class="language-tex">a^2</code>'),
        (
            '<script type="math/tex; mode=display">% <![CDATA[\na<b %]]></script>',
            '<code class="language-tex">a&lt;b</code>',
        ),
        (
            (
                '<span class="MathJax_Preview">[math]</span><span class="MathJax"><nobr>a2</nobr></span>'
                '<script type="math/tex" id="MathJax-Element-1">a^2</script>'
            ),
            '<code class="language-tex">a^2</code>',
        ),
        (r"so \(a^2\) is", r'so <code class="language-tex">\(a^2\)</code> is'),
        (r"$$\sum_i a_i$$", r'<code class="language-tex">$$\sum_i a_i$$</code>'),
        (r"\[\begin{a}x\\[2pt]y\end{a}\]", r'<code class="language-tex">\[\begin{a}x\\[2pt]y\end{a}\]</code>'),
        ('<mjx-container><svg data-latex="a^2"></svg></mjx-container>', '<code class="language-tex">a^2</code>'),
    ],
)
def test_tex_is_left_readable(clean, html, shown):
    assert clean(html) == shown


@pytest.mark.parametrize(
    "text", ["pay $$ or $$ more", r"C:\(x86\) and", "<code>$$a^2$$</code>", r"<pre>s/\(a_\)/b/</pre>", "$5 and $6"]
)
def test_what_is_no_tex_is_text(clean, text):
    assert "language-tex" not in clean(text)


@pytest.mark.parametrize(
    "payload",
    [
        chtml("<mjx-mi><mjx-c class='mjx-c3C'></mjx-c>script<mjx-c class='mjx-c3E'></mjx-c></mjx-mi>"),
        chtml("<mjx-mtext><mjx-utext>&lt;img src=x onerror=alert(1)&gt;</mjx-utext></mjx-mtext>"),
        "<mjx-container><mjx-assistive-mml><math><mtext><style><img src=x onerror=alert(1)></style></mtext></math></mjx-assistive-mml></mjx-container>",  # noqa: E501 - the markup is as MathJax writes it
        '<script type="math/tex"><img src=x onerror=alert(1)></script>',
        '<span class="katex"><math><annotation encoding="tex">"><img src=x onerror=alert(1)></annotation></math></span>',  # noqa: E501 - the markup is as MathJax writes it
        '<mjx-container data-latex="<img src=x onerror=alert(1)>"></mjx-container>',
    ],
)
def test_what_a_formula_is_rebuilt_from_can_do_no_harm(clean, payload):
    html = clean(payload)

    assert "<img" not in html
    assert "<script" not in html


@pytest.mark.parametrize("code", ["110000", "D800", "0", "ffffff", "xyz", "1"])
def test_characters_that_are_none_are_left_out(clean, code):
    assert "<math><mi>𝑥</mi><mi></mi></math>" in clean(chtml(f"{X}<mjx-mi>{c(code)}</mjx-mi>")) or code in {
        "0",
        "1",
        "xyz",
    }


WILD = yaml.safe_load(Path(__file__).with_name("formulas.yaml").read_text("utf-8"))


@pytest.mark.parametrize("tool", WILD)
def test_a_formula_is_said_once(clean, tool):
    assert clean(WILD[tool]["html"]) == WILD[tool]["shown"]


@pytest.mark.parametrize(
    "written", ["<img src=x onerror=alert(1)>", "<mathx><script>alert(1)</script>", "<math><style><img src=x onerror>"]
)
def test_what_an_attribute_keeps_is_judged_like_the_rest(clean, written):
    escaped = written.replace("<", "&lt;")
    html = clean(f'<span class="MathJax" data-mathml="{escaped}">y</span>')

    assert "<img" not in html
    assert "<script" not in html
