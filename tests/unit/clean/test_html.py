"""The sanitiser as a whole: what is kept is kept, what harms is gone, and twice is the same as once."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from planet.clean.html import TOO_LONG, clean_html, sanitize
from planet.clean.surroundings import Surroundings

OWN = "https://blog.example/post"
AROUND = Surroundings(name="0a", base=OWN, own=OWN, bases=(OWN,), label="Title")
REL = ' rel="noopener nofollow ugc"'

NAMES = re.findall(
    r"\S+",
    """a b i code p div table tr td caption ul li dl dt math mi mtext mrow mglyph annotation-xml semantics svg style
    foreignObject title desc script template select option textarea button form section h2 pre details summary img
    br font nobr marquee object iframe noscript ruby rt span x-y frameset body video source col figcaption plaintext
    xmp""",
)
ATTRIBUTES = re.findall(
    r"[^|\n]+",
    """ id=a| href=#a| href=javascript:x| href="//x.example"| name=a| class=scroll| class=language-x| src=a.png
 onclick=x| style=x:y| title='<b>"&amp;lt;\u00a0>'| srcset='a 1x, b 2x'| dir=rtl| lang=en| role=group tabindex=0
 encoding=text/html| open| colspan=2| headers=a| xml:lang=de| type=a""",
)
TEXTS = [
    *" \n<>&'\"\0\x0b\u202ex",
    "&lt;b&gt;",
    "&amp;lt;",
    "&nbsp;",
    "-->",
    "<!--",
    "]]>",
    "<![CDATA[",
    "</",
    "&#x202e;",
    "&#0;",
]

tags = st.tuples(
    st.sampled_from(["<", "<", "</"]),
    st.sampled_from(NAMES),
    st.lists(st.sampled_from(ATTRIBUTES), max_size=2).map("".join),
    st.sampled_from([">", ">", "/>"]),
).map("".join)
hostile_html = st.lists(st.one_of(tags, st.sampled_from(TEXTS)), max_size=30).map("".join)


@pytest.mark.parametrize(
    "html",
    [
        "<p>Text <b>b</b><i>i</i><em>e</em><strong>s</strong><u>u</u><s>s</s><small>s</small><mark>m</mark></p>",
        "<p>x<sub>1</sub><sup>2</sup><q>q</q><cite>c</cite><var>v</var><samp>s</samp><kbd>k</kbd><wbr><br></p>",
        '<p><abbr title="HyperText">HT</abbr><dfn>d</dfn><data value="1">one</data><bdi>b</bdi></p>',
        '<p><del datetime="2020-01-01">old</del><ins>new</ins><time datetime="2020-01-01T10:00Z">day</time></p>',
        '<blockquote cite="https://blog.example/q"><p>q</p></blockquote><hr>',
        '<ol start="3" type="a" reversed=""><li value="7">x</li></ol><ul><li>y</li></ul><dl><dt>t</dt><dd>d</dd></dl>',
        "<figure><figcaption>f</figcaption></figure><ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby>",
        '<details open=""><summary>more</summary><p>x</p></details>',
        '<div dir="rtl" lang="ar">x</div><p><span lang="ja">x</span><bdo dir="rtl">x</bdo></p>',
        "<h4>a</h4><h5>b</h5><h6>c</h6>",
        '<pre>  a\n\n\tb</pre><pre><code class="language-python">x = 1\n</code></pre>',
        "<p>1 &lt; 2 &amp;lt; &amp;amp; &nbsp; “ü” 漢 😀</p>",
        '<math display="block"><mfrac><mn>1</mn><mi>x</mi></mfrac><mo stretchy="false">+</mo></math>',
    ],
)
def test_what_is_allowed_comes_out_as_it_went_in(clean, html):
    assert clean(html) == html


@pytest.mark.parametrize(
    ("html", "shown"),
    [
        ("a<script>alert(1)</script>b", "ab"),
        ("a<style>mjx-container { x: y }</style>b", "ab"),
        ("a<template><p>x</p></template>b", "ab"),
        ("a<textarea>x</textarea><title>x</title><noframes>x</noframes>b", "ab"),
        ("a<noembed>x</noembed><noframes>x</noframes><noscript>y</noscript>b", "ayb"),
        ("a<svg><text>x</text><script>x</script></svg>b", "ab"),
        ("a<select><option>x</select><input value=x>b", "ab"),
        ("a<meta content=x><link href=x><base href=//evil.example>b", "ab"),
        ("a<!-- x --><?php x ?><![CDATA[x]]>b", "ab"),
        ("a<plaintext>b</p>", "a"),
        ("<p>a</p></div></article></body></html><p>b</p>", "<p>a</p><p>b</p>"),
        ("<p>a<b>b", "<p>a<b>b</b></p>"),
        ("a<!-- b", "a"),
        ("<form action=/x><fieldset><label>a</label><button>b</button></fieldset></form>", "<div><div>ab</div></div>"),
        ("<main>a</main><article>b</article><section>c</section>", "<div>a</div><div>b</div><div>c</div>"),
        ("<x-card><p>a</p></x-card><font color=red>b</font>", "<p>a</p>b"),
        ("<tt>a</tt><strike>b</strike><acronym>c</acronym>", "<code>a</code><s>b</s><abbr>c</abbr>"),
        ('<p style="x" class="y" onclick="z" data-x="1" id="q">a</p>', "<p>a</p>"),
        ('<a href="javascript:alert(1)">a</a>', "a"),
        ('<a href="&#106;avascript&colon;alert(1)">a</a>', "a"),
        ('<p title="x" align="justify">a</p>', "<p>a</p>"),
        ("<math><mi>a</mi><annotation-xml><svg></svg></annotation-xml></math>", "<math><mi>a</mi></math>"),
        ("a\x00\x01\x1f\x7f\u202eb\ufffe", "ab"),
        ("a&#1;&#x202e;b", "ab"),
    ],
)
def test_what_harms_goes_and_what_was_meant_to_be_read_stays(clean, html, shown):
    assert clean(html) == shown


def test_the_style_sheet_of_a_formula_never_becomes_prose(clean):
    seen_on_the_old_planet = (
        "<p>Let <mjx-container class='MathJax' jax='CHTML'><style>mjx-container[jax=\"CHTML\"] { line-height: 0; }"
        "</style><mjx-math><mjx-mi>x</mjx-mi></mjx-math></mjx-container> be</p>"
    )

    assert clean(seen_on_the_old_planet) == '<p>Let <math><mi mathvariant="normal">x</mi></math> be</p>'


def test_links_that_lead_elsewhere_are_marked_and_absolute(clean):
    assert clean('<a href="/x" target="_blank" rel="me">a</a>') == f'<a href="https://blog.example/x"{REL}>a</a>'


def test_what_was_taken_out_is_named_and_counted(around):
    cleaned = clean_html("<script>1</script><script>2</script><style>x</style><p onclick=x>a</p>", around)

    assert cleaned.removed == ("script ×2", "style", "event handler")


def test_an_entry_that_is_too_long_ends_at_a_tag_with_a_link_to_the_original(around):
    cleaned = clean_html(f"<p>{'a' * 60_000}</p>" * 80, around)

    assert cleaned.problem == TOO_LONG
    assert len(cleaned.html) < 4 * 1024 * 1024
    assert cleaned.html.endswith(f'</p><p><a href="{OWN}"{REL}>blog.example …</a></p>')


@pytest.mark.parametrize(
    "html",
    [
        "<summary><li><summary><div><li>x",
        "<b dir=rtl><nav><b><nav><b id=1><b id=2><nav><b>x",
        "<p>a<button><p>b</p></button>c",
        "<a href=x><table><a href=y>t</a></table>",
        "<pre>\n\nx</pre>",
        "<table><caption>\u202e</caption></table>",
        "<math><mtext><table><mglyph><style><img src=x></style></mglyph></table></mtext></math>",
        "<form><div></form><form id=x>a",
        "<img srcset='a.png 1x, b.png 2x' src=c.png sizes=10px>",
    ],
)
def test_markup_that_parsers_disagree_about_settles(around, html):
    once = clean_html(html, around)

    assert once.problem is None
    assert sanitize(once.html, around) == once.html


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(hostile_html)
def test_sanitising_twice_changes_nothing(html):
    cleaned = clean_html(html, AROUND).html
    once = sanitize(html, AROUND)

    assert sanitize(cleaned, AROUND) == cleaned
    assert sanitize(once, AROUND) == once


@settings(max_examples=150, deadline=None)
@given(st.text(st.characters(codec=None)))
def test_any_text_at_all_is_cleaned_into_something_harmless(text):
    cleaned = clean_html(text, AROUND).html

    assert not re.search(r"<(?:script|style|svg|iframe|form|input)\b", cleaned)
    assert not re.search(r"<[^>]*\s(?:on\w+|style|srcdoc)=", cleaned)
    cleaned.encode()


@pytest.mark.long
@settings(max_examples=10_000, deadline=None, suppress_health_check=list(HealthCheck))
@given(hostile_html)
def test_sanitising_twice_changes_nothing_ten_thousand_times(html):
    cleaned = clean_html(html, AROUND).html

    assert sanitize(cleaned, AROUND) == cleaned
