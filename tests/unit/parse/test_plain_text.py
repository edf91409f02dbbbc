"""HTML → visible text."""

import time

import pytest

from planet.parse.plain_text import text_of_html


def words(html):
    return " ".join(text_of_html(html).split())


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("plain", "plain"),
        ("<p>One</p><p>Two</p>", "One Two"),
        ("One<br>Two<br/>Three", "One Two Three"),
        ("<b>f</b>oo and <a href='x'>b</a>ar", "foo and bar"),
        ("<P>Upper</P><B>case</B>", "Upper case"),
        ("<td>1</td><td>2</td>", "1 2"),
        ("AT&amp;T &lt;b&gt; &nbsp;&#8230;", "AT&T <b> …"),
        ("a < b and c > d", "a < b and c > d"),
        ("1<2", "1<2"),
        ("<!-- no <b>comment</b> -->yes", "yes"),
        ("<!DOCTYPE html><html><head><title>no</title></head><body>yes</body></html>", "yes"),
        ("<script>var a = '<p>no</p>';</script>yes", "yes"),
        ("<style>mjx-container { color: red }</style>yes", "yes"),
        ("<STYLE>no</STYLE>yes", "yes"),
        ("<template><p>no</p></template>yes", "yes"),
        ("<textarea>no</textarea>yes", "yes"),
        ("<svg><title>no</title><text>no</text></svg>yes", "yes"),
        ("<math><mi>x</mi><annotation encoding='TeX'>no</annotation></math> yes", "x yes"),
        ("<p hidden>no</p>yes", "yes"),
        ("<div style='display: none'>no <div>no</div> no</div>yes", "yes"),
        ('<span style="color:red;visibility:hidden">no</span>yes', "yes"),
        ("<p title='a hidden thing'>yes</p>", "yes"),
        ("<p data-hidden='1'>yes</p>", "yes"),
        ("<img hidden>yes", "yes"),
        ('<div class="spoilers"><p>no</p></div>yes', "yes"),
        ("<div class='box spoiler'>no</div>yes", "yes"),
        ('<p class="spoiler-free">yes</p>', "yes"),
        ('<span class="katex"><math><mi>x</mi></math><span class="katex-html">x</span></span>', "x"),
        ("<script>never closed", ""),
        ("yes<!-- never closed", "yes"),
        ("yes<p", "yes"),
        ("<div hidden>never closed", ""),
        ("</p></div>yes", "yes"),
        ("<custom-thing>yes</custom-thing>", "yes"),
        ("<b/>yes", "yes"),
        (f"a&#{'9' * 5000};b&#x{'f' * 5000};c", "a\ufffdb\ufffdc"),
        ("", ""),
    ],
)
def test_only_what_is_visible_is_text(html, text):
    assert words(html) == text


@pytest.mark.parametrize(
    "piece",
    ["<", "<!--", "<script>", "<div hidden>", "<p ", "</", "<a b='", "&", "&#", "<svg><p>", "<style", "<b hidden"],
)
def test_hostile_repetition_takes_linear_time(piece):
    html = piece * 50_000
    started = time.process_time()

    text_of_html(html)

    assert time.process_time() - started < 1


def test_many_classes_in_one_tag_take_linear_time():
    started = time.process_time()

    text_of_html("<p" + " class=a spoiler-" * 50_000 + ">x")

    assert time.process_time() - started < 1
