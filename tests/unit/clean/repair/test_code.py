"""Code keeps its white space and its language, whichever highlighter dressed it."""

from __future__ import annotations

import re

import pytest

from planet.clean.html import clean_html


def listing(html):
    """(language, text) of the only listing."""
    [found] = re.findall(r'<pre>(?:<code(?: class="language-([^"]*)")?>)?(.*?)(?:</code>)?</pre>', html, re.DOTALL)
    return found


LINES = "def f():\n    return 1"


@pytest.mark.parametrize(
    ("html", "language"),
    [
        # Pygments: span soup, a table with line numbers, numbers within lines
        (
            '<div class="highlight-python"><pre><span></span><span class="k">def</span> f():\n    return 1</pre></div>',
            "python",
        ),
        (
            (
                '<table class="highlighttable"><tr><td class="linenos"><div class="linenodiv"><pre>1\n2</pre></div></td>'  # noqa: E501 - the markup is as highlighters write it
                f'<td class="code"><div class="highlight"><pre><span></span>{LINES}\n</pre></div></td></tr></table>'
            ),
            "",
        ),
        (
            f'<pre><span class="linenos">1</span>{LINES.replace(chr(10), chr(10) + "<span class=linenos>2</span>")}</pre>',  # noqa: E501 - the markup is as highlighters write it
            "",
        ),
        # Rouge
        (
            (
                '<div class="language-python highlighter-rouge"><div class="highlight"><pre class="highlight"><code>'
                '<table class="rouge-table"><tbody><tr><td class="rouge-gutter gl"><pre class="lineno">1\n2\n</pre></td>'  # noqa: E501 - the markup is as highlighters write it
                f'<td class="rouge-code"><pre>{LINES}\n</pre></td></tr></tbody></table></code></pre></div></div>'
            ),
            "python",
        ),
        # Chroma
        (
            (
                '<div class="chroma">\n<table class="lntable"><tr><td class="lntd">\n<pre tabindex="0" class="chroma"><code>'  # noqa: E501 - the markup is as highlighters write it
                '<span class="lnt">1\n</span><span class="lnt">2\n</span></code></pre></td>\n<td class="lntd">\n<pre '
                'class="chroma"><code class="language-python" data-lang="python"><span class="line"><span class="cl">'
                'def f():\n</span></span><span class="line">    return 1\n</span></code></pre></td></tr></table>\n</div>'  # noqa: E501 - the markup is as highlighters write it
            ),
            "python",
        ),
        (
            '<pre><code data-lang="python"><span class="ln">1</span>def f():\n<span class="ln">2</span>    return 1</code></pre>',  # noqa: E501 - the markup is as highlighters write it
            "python",
        ),
        # Hexo and Octopress
        (
            (
                '<figure class="highlight python"><table><tr><td class="gutter"><pre><span class="line">1</span><br>'
                '<span class="line">2</span></pre></td><td class="code"><pre><span class="line">def f():</span><br>'
                '<span class="line">    return 1</span><br></pre></td></tr></table></figure>'
            ),
            "python",
        ),
        (
            (
                '<figure class="highlight python"><table><tr><td class="gutter"><pre><div class="line">1</div>'
                '<div class="line">2</div></pre></td><td class="code"><pre><div class="line">def f():</div>'
                '<div class="line">    return 1</div></pre></td></tr></table></figure>'
            ),
            "python",
        ),
        # highlight.js with line numbers
        (
            (
                '<pre><code class="hljs language-python"><table class="hljs-ln"><tr><td class="hljs-ln-numbers"><div '
                'class="hljs-ln-n" data-line-number="1"></div></td><td class="hljs-ln-code">def f():</td></tr><tr><td '
                'class="hljs-ln-numbers"><div class="hljs-ln-n"></div></td><td class="hljs-ln-code">    return 1</td></tr>'  # noqa: E501 - the markup is as highlighters write it
                "</table></code></pre>"
            ),
            "python",
        ),
        # Prism, which asks for numbers by a class of the pre
        (
            (
                f'<pre class="line-numbers language-python"><code class="language-python">{LINES}<span '
                'class="line-numbers-rows" aria-hidden="true"><span></span><span></span></span></code></pre>'
            ),
            "python",
        ),
        # Docusaurus, VuePress, Shiki
        (
            (
                '<pre class="prism-code language-python"><code><div class="token-line">def f():<br></div><div '
                'class="token-line">    return 1<br></div></code></pre>'
            ),
            "python",
        ),
        (
            (
                f'<div class="language-python line-numbers-mode"><pre class="shiki"><code>{LINES}</code></pre><div '
                'class="line-numbers" aria-hidden="true"><div class="line-number"></div></div></div>'
            ),
            "python",
        ),
        # SyntaxHighlighter
        (
            (
                '<div class="syntaxhighlighter  python"><table><tbody><tr><td class="gutter"><div class="line number1">1</div>'  # noqa: E501 - the markup is as highlighters write it
                '<div class="line number2">2</div></td><td class="code"><div class="container"><div class="line number1">'  # noqa: E501 - the markup is as highlighters write it
                '<code class="python keyword">def</code> <code class="python plain">f():</code></div><div class="line '
                'number2"><code class="python spaces">&nbsp;&nbsp;&nbsp;&nbsp;</code><code class="python keyword">return</code>'  # noqa: E501 - the markup is as highlighters write it
                ' <code class="python value">1</code></div></div></td></tr></tbody></table></div>'
            ),
            "python",
        ),
        # Crayon
        (
            (
                '<div class="crayon-syntax lang:python"><div class="crayon-toolbar">Python</div><table class="crayon-table"><tr>'  # noqa: E501 - the markup is as highlighters write it
                '<td class="crayon-nums"><div class="crayon-nums-content"><div class="crayon-num">1</div><div '
                'class="crayon-num">2</div></div></td><td class="crayon-code"><div class="crayon-pre"><div class="crayon-line">'  # noqa: E501 - the markup is as highlighters write it
                'def f():</div><div class="crayon-line">    return 1</div></div></td></tr></table></div>'
            ),
            "python",
        ),
        # EnlighterJS: as the author saved it, and as the script shows it
        (f'<pre class="EnlighterJSRAW" data-enlighter-language="python">{LINES}</pre>', "python"),
        (
            (
                '<div class="enlighter-default enlighter-v-standard"><div class="enlighter-toolbar"><div>Copy</div></div>'  # noqa: E501 - the markup is as highlighters write it
                '<div class="enlighter"><div><span class="enlighter-k1">def</span> f():</div><div>    return 1</div></div>'  # noqa: E501 - the markup is as highlighters write it
                f'<pre class="enlighter-raw">{LINES}</pre></div>'
            ),
            "",
        ),
        # Pandoc, Org, and a list for the lines
        (
            (
                '<div class="sourceCode" id="cb1"><pre class="sourceCode python"><code class="sourceCode python"><span '
                'id="cb1-1"><a href="#cb1-1" aria-hidden="true"></a>def f():</span>\n<span id="cb1-2"><a href="#cb1-2">'
                "</a>    return 1</span></code></pre></div>"
            ),
            "python",
        ),
        (f'<pre class="src src-python">{LINES}</pre>', "python"),
        (
            '<pre class="prettyprint lang-python"><ol class="linenums"><li>def f():</li><li>    return 1</li></ol></pre>',  # noqa: E501 - the markup is as highlighters write it
            "python",
        ),
        (f'<pre class="brush: python; gutter: false">{LINES}</pre>', "python"),
    ],
)
def test_a_listing_is_its_code_and_its_language(clean, html, language):
    found, text = listing(clean(html))

    assert re.sub("<[^>]*>", "", text).rstrip("\n") == LINES
    assert found == language


def test_what_the_author_put_into_code_stays(clean):
    html = (
        '<pre>a <b>b</b> <a href="https://b.example/" rel="noopener nofollow ugc">c</a> <em>d</em> <mark>e</mark></pre>'
    )

    assert clean(html) == html


def test_a_caption_stays_with_its_code(clean):
    html = clean(
        '<figure class="highlight js"><figcaption><span>app.js</span></figcaption><table><tr><td class="gutter"><pre>1'
        '</pre></td><td class="code"><pre>x</pre></td></tr></table></figure>'
    )

    assert html == '<figure><figcaption>app.js</figcaption><pre><code class="language-js">x</code></pre></figure>'


@pytest.mark.parametrize(
    "html",
    [
        "<table><tr><td>1</td><td>one</td></tr><tr><td>2</td><td>two</td></tr></table>",
        '<table><tr><td class="gutter">left</td><td>right</td></tr></table>',
        '<ul class="line-numbers"><li>a</li></ul>',
        '<p><span class="ln">name</span></p>',
    ],
)
def test_a_table_or_a_list_of_people_stays(clean, html):
    words = re.findall(r">([^<]+)<", html)

    assert re.findall(r">([^<]+)<", clean(html)) == words


def test_blank_lines_of_boxes_are_lines(clean):
    assert (
        listing(clean('<pre><div class="line">a</div><div class="line"></div><div class="line">b</div></pre>'))[1]
        == "a\n\nb\n"
    )


def test_code_is_never_run(clean):
    payload = '<pre class="language-js&quot; onload=&quot;x"><code data-lang="<img src=x onerror=alert(1)>">&lt;script&gt;</code></pre>'  # noqa: E501 - the markup is as highlighters write it

    assert clean(payload) in {
        "<pre><code>&lt;script&gt;</code></pre>",
        '<pre><code class="language-js">&lt;script&gt;</code></pre>',
    }


def test_numbers_that_went_are_named(around):
    assert clean_html('<pre><span class="lineno">1</span>x</pre>', around).removed == ("line numbers",)
