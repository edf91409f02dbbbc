"""Titles, summaries and contents."""

import base64

import pytest

from planet.model.atom import RawText

BASE = "https://blog.example/feeds/all.xml"


def kinds(text):
    return text and (text.kind, text.value)


@pytest.mark.parametrize(
    ("title", "kind", "value"),
    [
        ("Plain", "text", "Plain"),
        ("1 &lt; 2", "text", "1 < 2"),
        ("List&lt;T&gt; in Java", "text", "List<T> in Java"),
        ("&lt;b&gt;Bold&lt;/b&gt;", "html", "<b>Bold</b>"),
        ("&lt;script&gt;alert(1)&lt;/script&gt;", "html", "<script>alert(1)</script>"),
        ("A&lt;br&gt;B", "html", "A<br>B"),
        ("AT&amp;amp;T", "html", "AT&amp;T"),
        ("AT&amp;T", "text", "AT&T"),
        ("caf&amp;#233;", "html", "caf&#233;"),
        ("<![CDATA[<i>Hi</i> &nbsp;]]>", "html", "<i>Hi</i> &nbsp;"),
        ("  spaced  ", "text", "spaced"),
    ],
)
def test_an_rss_title_is_html_when_it_looks_like_it(item, title, kind, value):
    assert kinds(item(f"<title>{title}</title><guid>1</guid>").title) == (kind, value)


@pytest.mark.parametrize(
    ("title", "kind", "value"),
    [
        ("<title>AT&amp;amp;T</title>", "text", "AT&amp;T"),
        ('<title type="text">&lt;b></title>', "text", "<b>"),
        ('<title type="html">&lt;b>x&lt;/b></title>', "html", "<b>x</b>"),
        (
            '<title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">a <b>x</b></div></title>',
            "xhtml",
            "a <b>x</b>",
        ),
    ],
)
def test_an_atom_title_is_what_it_says(entry, title, kind, value):
    assert kinds(entry(f"{title}<id>1</id>").title) == (kind, value)


def test_a_media_title_does_not_replace_the_title(entry):
    found = entry(
        '<title type="html">&lt;b>A&lt;/b></title><id>1</id><media:group><media:title>B</media:title></media:group>'
    )

    assert kinds(found.title) == ("html", "<b>A</b>")


def test_a_description_alone_is_the_content(item):
    found = item("<description>&lt;p&gt;Hi&lt;/p&gt;</description>")

    assert found.summary is None
    assert found.content == RawText(value="<p>Hi</p>", kind="html", base=BASE)


def test_90_with_encoded_content_the_description_is_the_summary(item):
    found = item("<description>Short</description><content:encoded><![CDATA[<p>Long</p>]]></content:encoded>")

    assert (kinds(found.summary), kinds(found.content)) == (("html", "Short"), ("html", "<p>Long</p>"))


def test_90_a_description_that_says_the_same_is_no_summary(item):
    found = item("<description>&lt;p>Hi&lt;/p></description><content:encoded><![CDATA[<p>Hi</p>]]></content:encoded>")

    assert (found.summary, kinds(found.content)) == (None, ("html", "<p>Hi</p>"))


def test_90_the_fullest_text_is_the_content_in_rss(item):
    found = item("<description>A long description</description><content:encoded>Short</content:encoded>")

    assert kinds(found.content) == ("html", "A long description")


def test_the_words_of_a_podcast_keep_their_markup(item):
    found = item("<description>&lt;p>The notes&lt;/p></description><itunes:summary>The notes, told</itunes:summary>")

    assert kinds(found.content) == ("html", "<p>The notes</p>")


def test_atom_summary_and_content_are_what_they_say(entry):
    found = entry('<id>1</id><summary>Short &amp; plain</summary><content type="html">&lt;p>Long&lt;/p></content>')

    assert (kinds(found.summary), kinds(found.content)) == (("text", "Short & plain"), ("html", "<p>Long</p>"))


def test_87_xhtml_content_loses_its_wrapper(entry):
    found = entry(
        '<id>1</id><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>a &lt; b</p><br/></div></content>'
    )

    assert found.content.kind == "xhtml"
    assert found.content.value.startswith("<p>a &lt; b</p>")


def test_87_prefixed_xhtml_loses_its_prefix(entry):
    found = entry(
        '<id>1</id><content type="xhtml"><xh:div xmlns:xh="http://www.w3.org/1999/xhtml"><xh:p>a</xh:p></xh:div></content>'
    )

    assert found.content.value == "<p>a</p>"


def test_a_video_description_keeps_its_lines(entry):
    found = entry("<id>1</id><media:group><media:description>One\nTwo</media:description></media:group>")

    assert kinds(found.summary) == ("text", "One\nTwo")


@pytest.mark.parametrize("media_type", ["image/svg+xml", "application/xml", "image/png"])
def test_86_88_a_text_of_another_type_is_left_out_and_reported(parse, atom, media_type):
    payload = base64.b64encode(b"<svg onload=alert(1)>").decode()

    feed = parse(atom(f'<entry><id>1</id><title>T</title><content type="{media_type}">{payload}</content></entry>'))

    assert feed.entries[0].content is None
    assert feed.warnings == (f"a text of type {media_type!r} is not shown",)


def test_85_plain_text_is_plain_text(entry):
    found = entry('<id>1</id><content type="text/plain">&lt;script>alert(1)&lt;/script></content>')

    assert kinds(found.content) == ("text", "<script>alert(1)</script>")


def test_88_content_elsewhere_is_a_link(entry):
    found = entry('<id>1</id><content type="text/html" src="/post.html"/>')

    assert found.content is None
    assert found.link == "https://blog.example/post.html"


def test_89_cdata_in_pieces_is_one_text(item):
    found = item("<description><![CDATA[a ]]]]><![CDATA[> b]]> &amp; c</description>")

    assert found.content.value == "a ]]> b & c"


@pytest.mark.parametrize(
    ("attributes", "inside", "base"),
    [
        ("", "", BASE),
        ('xml:base="https://a.example/x/"', "", "https://a.example/x/"),
        ('xml:base="/x/"', 'xml:base="y/"', "https://blog.example/x/y/"),
        ('xml:base="https://a.example/x/"', 'xml:base="../z"', "https://a.example/z"),
        ('xml:base="javascript:alert(1)//"', "", BASE),
        ("", 'xml:base="data:text/html,x"', BASE),
        ("", 'xml:base="file:///etc/"', BASE),
        ("", 'xml:base="http://[::1"', BASE),
    ],
)
def test_79_80_relative_links_know_their_base(entry, attributes, inside, base):
    found = entry(f'<id>1</id><content type="html" {inside}>&lt;a href="p">x&lt;/a></content>', attributes)

    assert found.content.base == base


def test_79_without_an_address_of_the_document_only_xml_base_counts(parse, atom):
    entries = '<entry><id>1</id><summary>x</summary></entry><entry xml:base="https://a.example/"><id>2</id><summary>y</summary></entry>'

    first, second = parse(atom(entries), url="feeds/local.xml").entries

    assert (first.summary.base, second.summary.base) == (None, "https://a.example/")


def test_texts_know_their_language(entry):
    found = entry('<id>1</id><title xml:lang="de">Hallo</title><summary>Hi</summary>', 'xml:lang="en_us"')

    assert (found.title.lang, found.summary.lang) == ("de", "en-US")


def test_a_giant_title_is_cut(parse, rss):
    feed = parse(rss(f"<item><title>{'x' * 100_000}</title></item>"))

    assert len(feed.entries[0].title.value) == 4096
    assert feed.warnings == ("a text of more than 4 KiB is cut",)


def test_giant_content_is_cut_before_a_tag(parse, rss):
    feed = parse(rss(f"<item><description>{'x' * (4 * 1024 * 1024 - 3)}&lt;p title='y'&gt;z</description></item>"))

    assert feed.entries[0].content.value == "x" * (4 * 1024 * 1024 - 3)
    assert feed.warnings == ("a text of more than 4096 KiB is cut",)
