"""Documents that are feeds, and odd: by the number of their case, and a word where one case has several."""

from __future__ import annotations

import gzip

NAMESPACES = (
    'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:media="http://search.yahoo.com/mrss/" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"'
)
WHEN = "<pubDate>Fri, 20 Nov 2026 10:00:00 GMT</pubDate>"


def rss(items: str, channel: str = "", before: str = '<?xml version="1.0"?>', after: str = "") -> bytes:
    """RSS 2.0 around items."""
    return (
        f'{before}<rss version="2.0" {NAMESPACES}><channel><title>Blog</title><link>https://blog.example/</link>'
        f"{channel}{items}</channel></rss>{after}"
    ).encode()


def item(title: str = "Post", more: str = "", *, guid: str = "tag:g", date: str = WHEN) -> str:
    """An RSS item."""
    return f'<item><title>{title}</title><guid isPermaLink="false">{guid}</guid>{date}{more}</item>'


def atom(entries: str, root: str = "", head: str = "") -> bytes:
    """Atom 1.0 around entries."""
    return (
        f'<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" {root}><title>Blog</title>{head}'
        f"<id>tag:blog</id><updated>2026-11-20T10:00:00Z</updated>{entries}</feed>"
    ).encode()


def entry(title: str = "Post", more: str = "", root: str = "") -> str:
    """An Atom entry."""
    return (
        f"<entry {root}><title>{title}</title><id>tag:e</id><published>2026-11-20T10:00:00Z</published>"
        f"<updated>2026-11-20T10:00:00Z</updated>{more}</entry>"
    )


def text(html: str) -> str:
    """A description that holds markup."""
    return f"<description><![CDATA[{html}]]></description>"


def documents(canary: str) -> dict[str, bytes]:
    """Name → document; `canary` is an address that nobody may ask."""
    return {**_xml(canary), **_encodings(), **_entries(), **_dates(), **_links(), **_content()}


def _xml(canary: str) -> dict[str, bytes]:
    laughs = "".join(f"<!ENTITY l{n} '{f'&l{n - 1};' * 10}'>" for n in range(1, 12))
    entities = f"<?xml version='1.0'?><!DOCTYPE rss [<!ENTITY l0 'haha'>{laughs}<!ENTITY nice 'expanded'>]>"
    external = (
        f"<?xml version='1.0'?><!DOCTYPE rss SYSTEM '{canary}' [<!ENTITY % p SYSTEM '{canary}'>%p;"
        f"<!ENTITY f SYSTEM 'file:///etc/passwd'><!ENTITY h SYSTEM '{canary}'>]>"
    )
    quadratic = f"<?xml version='1.0'?><!DOCTYPE rss [<!ENTITY q '{'q' * 50_000}'>]>"
    attributes = " ".join(f'a{n}="x"' for n in range(100_000))
    return {
        "010": gzip.compress(rss(item("Unpacked")), mtime=0),
        "041": rss(item("Whole")).split(b"</channel>")[0] + b"<item><title>Torn post</title><descr",
        "042-blank": rss(item(), before="\n\n  <?xml version='1.0'?>"),
        "042-bom": b"\xef\xbb\xbf\xef\xbb\xbf" + rss(item()),
        "042-php": rss(
            item(), before="<br />\n<b>Warning</b>: mysql_connect() in <b>/x.php</b><br />\n<?xml version='1.0'?>"
        ),
        "043-script": rss(item(), after="<script>alert('xssmark')</script><!-- cached -->"),
        "043-two": rss(item("One")) + rss(item("Two", guid="tag:h")),
        "044": rss(item("a&#0;b&#xD800;c\x00d\x0be&#xFFFE;f", text("x&#1;y"))),
        "045": rss(item("Fish & chips&nbsp;now", text("caf&eacute; & more"))),
        "046": rss(item("Laughs &l11; &nice;"), before=entities),
        "047": rss(item("Quadratic", f"<description>{'&q;' * 20_000}</description>"), before=quadratic),
        "048": rss(item("Outside &f;&h;"), before=external),
        "049": rss(
            item("Included", '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/passwd"/>'),
            before=f"<?xml version='1.0'?><?xml-stylesheet type='text/xsl' href='{canary}'?>",
        ),
        "050": rss(f"<item {attributes}><title>Many attributes</title><guid>tag:g</guid>{WHEN}</item>"),
        "051-escaped": rss(item("Deep", text("<div>" * 50_000 + "bottom"))),
        "051-xml": atom(
            entry("Deep", "<content type='xhtml'>" + "<b>" * 20_000 + "x" + "</b>" * 20_000 + "</content>")
        ),
        "057-prefix": rss(item("Undeclared", "<foo:bar>x</foo:bar>")),
        "057-wrong": atom(entry("Wrong address")).replace(b"2005/Atom", b"2005/atom/"),
        "057-atom03": b"<feed version='0.3' xmlns='http://purl.org/atom/ns#'><title>B</title>"
        b"<entry><title>Old Atom</title>"
        b"<id>tag:x</id><issued>2026-11-20T10:00:00Z</issued></entry></feed>",
        "057-rss11": b"<Channel xmlns='http://purl.org/net/rss1.1#' xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'"
        b" rdf:about='x'><title>B</title><items>"
        b"<item rdf:about='https://b.example/1'><title>RSS 1.1</title></item></items>"
        b"</Channel>",
        "057-renamed": b"<a:feed xmlns:a='http://www.w3.org/2005/Atom'><a:title>B</a:title><a:entry><a:id>tag:1</a:id>"
        b"<a:title>Renamed</a:title><a:updated>2026-11-20T10:00:00Z</a:updated></a:entry></a:feed>",
        "058": b"<RSS VERSION='2.0'><CHANNEL><TITLE>B</TITLE><ITEM><TITLE>Shouted</TITLE><GUID>tag:1</GUID></ITEM>"
        b"</CHANNEL></RSS>",
        "059": rss(
            "<item><title>First</title><title>Second</title><link>https://b.example/1</link>"
            "<link>https://b.example/2</link><guid>tag:1</guid>"
            f"{WHEN}<pubDate>Sat, 21 Nov 2026 10:00:00 GMT</pubDate></item>"
        ),
    }


def _encodings() -> dict[str, bytes]:
    russian = rss(item("Привет, мир, это длинный заголовок записи", text("Текст записи на русском языке.")))
    japanese = rss(item("日本語の題名", text("こんにちは世界"))).decode()
    labelled: dict[str, bytes] = {
        f"055-{name}": japanese.replace('"1.0"', f'"1.0" encoding="{name}"').encode(name)
        for name in ("utf-16", "utf-32", "shift_jis", "euc_jp", "iso2022_jp")
    }
    return {
        "053": russian.decode().replace('"1.0"', '"1.0" encoding="utf-8"').encode("cp1251"),
        "054-unknown": rss(item("Größe")).replace(b'"1.0"', b'"1.0" encoding="foo-bar"', 1),
        "054-empty": rss(item("Größe")).replace(b'"1.0"', b'"1.0" encoding=""', 1),
        **labelled,
        "055-utf-16-no-bom": japanese.encode("utf-16-le"),
        "055-bom-and-other": b"\xef\xbb\xbf" + japanese.replace('"1.0"', '"1.0" encoding="iso-8859-1"').encode(),
    }


def _entries() -> dict[str, bytes]:
    return {
        "060": rss(
            f"<item><title>By its link</title><link>https://b.example/1</link>{WHEN}</item>"
            f"<item><title>By its text</title>{text('Only words')}</item><item>{text('Nothing but words')}</item>"
        ),
        "061": rss(item("No link")),
        "061-permalink": rss(f"<item><title>Linked</title><guid>https://b.example/guid</guid>{WHEN}</item>"),
        "062": rss(f"<item><guid>tag:1</guid>{WHEN}{text('<p>The first words of it')}</item>"),
        "064": rss(item("", '<enclosure url="https://b.example/a.mp3" type="audio/mpeg" length="5"/>')),
        "065": rss(f"<item>{text('Description only')}</item>"),
        "066": rss(item("Twin", text("The elder")) + item("Twin", text("The younger"))),
        "067-a": rss(item("Of a", guid="1")),
        "067-b": rss(item("Of b", guid="1")),
        "088": atom(
            entry(
                "Elsewhere",
                '<content type="text/html" src="https://b.example/x.html"/><link href="https://b.example/1"/>',
            )
            + entry("Packed", '<content type="application/octet-stream">AAEC</content>').replace("tag:e", "tag:f")
        ),
        "090": rss(
            item(
                "Full",
                "<description>Only a summary</description>"
                "<content:encoded><![CDATA[<p>The full text of it</p>]]></content:encoded>",
            )
        ),
    }


def _dates() -> dict[str, bytes]:
    written = {
        "071-word": "yesterday",
        "071-russian": "Пн, 20 ноября 2026 10:00",
        "072": "Fri, 20 Nov 2026 03:04:05",
        "073": "2026-13-45T99:99:99Z",
        "074": "1767225600",
        "075-far": "Fri, 20 Nov 2999 10:00:00 GMT",
        "075-tomorrow": "Tue, 24 Nov 2026 12:00:00 GMT",
        "076-epoch": "Thu, 01 Jan 1970 00:00:00 GMT",
        "076-zero": "0001-01-01T00:00:00Z",
        "077-two-digits": "Fri, 20 Nov 26 10:00:00 GMT",
        "077-edt": "Fri, 20 Nov 2026 10:00:00 EDT",
        "077-zone": "Fri, 20 Nov 2026 10:00:00 +2500",
        "077-24": "Fri, 20 Nov 2026 24:00:00 GMT",
        "077-leap": "Fri, 20 Nov 2026 10:00:60 GMT",
        "077-weekday": "Mon, 20 Nov 2026 10:00:00 GMT",
        "077-rfc3339": "2026-11-20T10:00:00+02:00",
        "063": "",
    }
    found: dict[str, bytes] = {
        name: rss(item(f"Dated {name}", date=f"<pubDate>{date}</pubDate>" if date else ""))
        for name, date in written.items()
    }
    found["077-atom-822"] = atom(entry()).replace(b"2026-11-20T10:00:00Z", b"Fri, 20 Nov 2026 10:00:00 GMT")
    return found


def _links() -> dict[str, bytes]:
    relative = "<img src='i.png'/><a href='../up'>x</a>"
    nasty = (
        "javascript:alert('xssmark')",
        "JaVaScRiPt&#58;alert('xssmark')",
        "java\tscript:alert('xssmark')",
        "vbscript:xssmark",
        "data:text/html,xssmark",
    )
    hostile = "".join(
        f"<item><title>Hostile {number}</title><link>{address}</link><guid>{address}</guid>{WHEN}"
        f"<enclosure url=\"{address}\" type='a/b' length='1'/><comments>{address}</comments>"
        f'<source url="{address}">s</source><author>a@b.example ({address})</author>'
        + text(f'<a href="{address}">go</a><img src="{address}">')
        + "</item>"
        for number, address in enumerate(nasty)
    )
    odd = "".join(
        f"<item><title>Odd {number}</title><link>{address}</link>"
        f"<guid isPermaLink='false'>tag:{number}</guid>{WHEN}</item>"
        for number, address in enumerate(
            (
                "//host.example/x",
                "?q=1",
                "#frag",
                "https://bücher.example/ü",
                "https://b.example/a b",
                "http://[::1",
                f"https://b.example/{'x' * 10_000}",
            )
        )
    )
    return {
        "079-none": rss(item("No base", text(relative))),
        "079-link": rss(item("Its link", f"<link>https://b.example/dir/post</link>{text(relative)}")),
        "079-nested": atom(
            entry(
                "Nested",
                f"<content type='html' xml:base='deeper/'>{relative.replace('<', '&lt;')}</content>",
                'xml:base="sub/"',
            ),
            'xml:base="https://base.example/root/"',
        ),
        "080-script": atom(
            entry("Script", "<content type='html'>&lt;a href='x'>go&lt;/a></content>"),
            "xml:base=\"javascript:alert('xssmark')//\"",
        ),
        "080-data": atom(
            entry("Data", "<content type='html'>&lt;a href='x'>go&lt;/a></content>"),
            'xml:base="data:text/html,xssmark"',
        ),
        "081": rss(odd),
        "082": rss(hostile),
    }


def _content() -> dict[str, bytes]:
    script = "<script>xssmark()</script>"
    escaped = script.replace("<", "&lt;").replace(">", "&gt;")
    return {
        "083": rss(item("AT&amp;amp;T &amp;lt;b>")),
        "084": rss(item(f"Title {escaped}")),
        "085": atom(
            entry("Plain", f"<content type='text/plain'>{escaped}</content>", "")
            + entry("Text", f"<content type='text'>{escaped}</content>").replace("tag:e", "tag:f")
        ),
        "086": atom(
            entry(
                "Svg",
                "<summary type='image/svg+xml'><svg xmlns='http://www.w3.org/2000/svg' onload='xssmark()'/></summary>",
            )
        ),
        "087": atom(
            entry(
                "Xhtml",
                "<content type='xhtml'><xh:div xmlns:xh='http://www.w3.org/1999/xhtml'><xh:p>Prefixed</xh:p>"
                "<script xmlns='http://www.w3.org/1999/xhtml'>xssmark()</script></xh:div></content>",
            )
        ),
        "089": rss(
            item(
                "<![CDATA[Split ]]]]><![CDATA[> here]]>",
                "<description><![CDATA[a ]]]]><![CDATA[> b &amp; c]]></description>",
            )
        ),
        "091": rss(
            item("Unclosed", text("<div><b>bold</div></body></html></article></section></main><!-- never closed"))
            + item("Plaintext", text("<p>before<plaintext>after</article>"), guid="tag:h")
            + item("Textarea", text("<textarea></article>"), guid="tag:i")
        ),
        "092": rss(
            item(
                "Wide \u202egnp.exe Z" + "\u0301" * 200,
                text(
                    "<p style='position:fixed;top:0'>x</p><table width=5000><tr><td>y</table>"
                    "<img width=99999 src='https://b.example/i.png'>" + "w" * 10_000
                ),
            )
        ),
        "093": rss(
            item("Names", text('<p id="main">x</p><a name=top>y</a><form name=getElementById><input name=id></form>'))
        ),
        "094": rss(
            item(
                "Trackers",
                text(
                    '<img width=1 height=1 src="https://t.example/p.gif"><iframe src="https://v.example/"></iframe>'
                    '<video autoplay src="https://v.example/a.mp4"></video><object data="https://v.example/"></object>'
                    '<img src="https://b.example/cat.png" alt="A cat">'
                ),
            )
        ),
        "095": rss(
            item(
                "Platypus",
                text(
                    '<span style="any: expression(xssmark())">a</span>'
                    "<p style='&#97;&#110;&#121;: expression(xssmark())'>b</p>"
                ),
            )
        ),
        "096": rss(
            item(
                "Mutation",
                text(
                    "<math><mtext><table><mglyph><style><!--</style>"
                    '<img title="--&gt;&lt;img src=1 onerror=xssmark()&gt;">'
                    '<noscript><p title="</noscript><img src=x onerror=xssmark()>">'
                    '<svg></p><style><a id="</style><img src=1 '
                    'onerror=xssmark()>">'
                ),
            )
        ),
        "097": rss(
            item("Markup", f"<dc:creator>{escaped}</dc:creator><category>{escaped}</category>"),
            f"<generator>{escaped}</generator><copyright>{escaped}</copyright>",
        ),
        "098": rss(item("{{7*7}} {% raw %} ${x} #{y}", text("{{ config }} {% include 'x' %}"))),
        "099": rss(item("../../../etc/passwd", guid="../../x\\..\\y")),
        "100": rss(item("مرحبا بالعالم", text("<p>نص عربي</p>"), guid="tag:ar"), "<language>ar</language>"),
        "107": rss(item("Renamed"), "<description>a\nb</description>"),
    }
