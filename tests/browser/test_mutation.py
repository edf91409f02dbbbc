"""Chromium reads from our output the very tree that we wrote down: nothing changes its meaning on the way to a reader.

That is what mutation attacks live on. The tree is taken before it becomes text, with everything done to it; Chromium
reads the text twice, as part of a page and as `innerHTML`, and must see the same elements, attributes and text.
"""

from __future__ import annotations

import io
import random
import re
import warnings

import pytest
from browser.own_attacks import ATTACKS, ENDINGS

from planet.clean.bounds import OURS, STRANGERS
from planet.clean.html import clean_html, sanitize
from planet.clean.html_tree import MATHML, Element, join_text, parse
from planet.clean.repair import repair
from planet.clean.scrolling import box_wide_parts
from planet.clean.sieve import Sieve
from planet.clean.surroundings import Surroundings
from planet.clean.text import BIDI_OVERRIDES, ILLEGAL

pytestmark = pytest.mark.browser

OWN = "https://blog.example/post"
AROUND = Surroundings(name="0a", base=OWN, own=OWN, bases=(OWN,), label="Title")
FRAMES = (
    '<p title="{}">x',
    "<math><mtext>{}</mtext></math>",
    "<table><caption>{}</caption></table>",
    "<b><a href=x>{}",
    "<svg><desc>{}</desc></svg>",
    "<select>{}</select>",
    "<math><annotation-xml encoding='text/html'>{}",
    "<noscript>{}</noscript>",
    "<template>{}</template>",
    "<ul><li><p>{}</p></li></ul>",
)
NAMES = re.findall(
    r"\S+",
    """a b i code p div table tr td th caption col colgroup ul ol li dl dt dd math mi mo mtext mrow mglyph malignmark
    annotation-xml semantics svg style foreignObject title desc script template select option textarea button form h2
    pre listing details summary img br hr font nobr marquee object iframe noscript noembed ruby rb rt rtc rp span x-y
    frameset body html head main video source figure plaintext xmp""",
)
ATTRIBUTES = (
    "",
    "",
    " id=a",
    " href=#a",
    " href='//x.example'",
    " title='<b>\"&amp;lt;--&gt;'",
    " src=a.png",
    " encoding=text/html",
)
TEXTS = (
    " ",
    "\n",
    "x",
    "&lt;b&gt;",
    "&amp;lt;",
    "&nbsp;",
    "-->",
    "<!--",
    "]]>",
    "<![CDATA[",
    "\x00",
    "\u202e",
    "&#x80;",
)

READ = """htmls => {
  const dump = (node, depth) => {
    if (node.nodeType === 3) return depth + '"' + node.data + '"\\n';
    if (node.nodeType !== 1) return depth + '?' + node.nodeType + '\\n';
    const space = node.namespaceURI === 'http://www.w3.org/1999/xhtml' ? '' : node.namespaceURI + ' ';
    const attributes = [...node.attributes].map(one => ` ${one.name}="${one.value}"`).sort().join('');
    const within = [...node.childNodes].map(child => dump(child, depth + ' ')).join('');
    return depth + '<' + space + node.localName + attributes + '>\\n' + within;
  };
  const inside = node => [...node.childNodes].map(child => dump(child, '')).join('');
  return htmls.map(html => {
    const set = document.createElement('div');
    set.innerHTML = html;
    const page = new DOMParser().parseFromString(
      `<!doctype html><body><article><div id=here>${html}</div></article><footer id=end></footer>`, 'text/html');
    const ends = page.body.childNodes.length === 2 && page.body.lastElementChild.id === 'end' &&
      page.querySelector('article').childNodes.length === 1 && page.head.childNodes.length === 0;
    const again = document.createElement('div');
    again.innerHTML = set.innerHTML;
    return [inside(set), inside(page.getElementById('here')), inside(again), ends];
  });
}"""


def written_tree(html):
    """The tree that becomes text, before it does."""
    tree = parse(html, STRANGERS)
    repair(tree.root, AROUND)
    Sieve(AROUND).sift(tree.root)
    box_wide_parts(tree.root, AROUND.label)
    return tree.root


def dump(element, depth=""):
    lines = []
    for child in join_text([_written(child) for child in element.children]):
        if isinstance(child, str):
            lines.append(f'{depth}"{child}"\n')
            continue
        space = "" if child.namespace is None else f"{MATHML} "
        attributes = "".join(sorted(f' {name}="{_written(value)}"' for name, value in child.attributes.items()))
        lines.append(f"{depth}<{space}{child.name}{attributes}>\n{dump(child, depth + ' ')}")
    return "".join(lines)


def _written(node):
    """Text without the characters that are written nowhere."""
    return node if isinstance(node, Element) else BIDI_OVERRIDES.sub("", ILLEGAL.sub("", node))


def differences(browser, htmls):
    """The pieces of HTML of which Chromium sees another tree than we wrote, with both."""
    cleaned = {html: clean_html(html, AROUND) for html in dict.fromkeys(htmls)}
    page = browser.new_page()
    read = page.evaluate(READ, [one.html for one in cleaned.values()])
    page.close()
    found = []
    for (html, one), (as_inner, as_page, again, ends) in zip(cleaned.items(), read, strict=True):
        # Where it was cleaned more than once or cut, the tree of what is shown is not the first one.
        is_first = one.agreed and one.problem is None
        ours = dump(written_tree(html) if is_first else parse(one.html, OURS).root)
        if not (ends and ours == as_inner == as_page == again):
            found.append((html, one.html, ours, as_inner, as_page))
    return found, cleaned


@pytest.fixture(scope="module")
def corpus_texts(shared):
    """Every tenth text of the corpus of feeds."""
    feedparser = pytest.importorskip("feedparser")
    texts = []
    for path in sorted((shared / "corpus" / "feeds").iterdir()):
        if path.suffix in {".tsv", ".json"}:
            continue
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            parsed = feedparser.parse(io.BytesIO(path.read_bytes()), sanitize_html=False, resolve_relative_uris=False)
        for entry in parsed.entries[::10]:
            contents = [one.get("value") or "" for one in entry.get("content") or ()]
            texts.append(max([*contents, entry.get("summary") or ""], key=len))
    return texts


def soup(seed, count):
    """Tags and pieces of text thrown together, `count` times; the same for the same seed."""
    dice = random.Random(seed)

    def piece():
        if dice.random() < 0.2:
            return dice.choice(TEXTS)
        return f"<{dice.choice(('', '', '/'))}{dice.choice(NAMES)}{dice.choice(ATTRIBUTES)}>"

    return ["".join(piece() for _ in range(dice.randint(2, 25))) for _ in range(count)]


def test_the_comparison_sees_a_mutation(browser):
    page = browser.new_page()

    [[once, _, again, _], [_, _, _, ends]] = page.evaluate(READ, ["<form><div></form><form>x", "</div></article>x"])

    assert once != again
    assert not ends
    page.close()


def test_of_every_payload(browser, payloads):
    found, cleaned = differences(browser, payloads)

    assert found == []
    assert [html for html, one in cleaned.items() if sanitize(one.html, AROUND) != one.html] == []


def test_of_our_own_attacks_inside_one_another(browser):
    attacks = [*ENDINGS, *ATTACKS]
    found, _ = differences(browser, [*attacks, *(frame.replace("{}", one) for one in attacks for frame in FRAMES)])

    assert found == []


def test_of_tag_soup(browser):
    found, _ = differences(browser, soup("mutation", 1500))

    assert found == []


def test_of_what_people_write(browser, corpus_texts):
    found, _ = differences(browser, corpus_texts)

    assert len(corpus_texts) > 800
    assert found == []


@pytest.mark.long
def test_of_every_payload_inside_others(browser, payloads):
    for frame in FRAMES:
        found, _ = differences(browser, [frame.replace("{}", payload) for payload in payloads])

        assert found == []


@pytest.mark.long
@pytest.mark.parametrize("seed", range(20))
def test_of_much_tag_soup(browser, seed):
    found, cleaned = differences(browser, soup(seed, 2000))

    assert found == []
    assert [html for html, one in cleaned.items() if sanitize(one.html, AROUND) != one.html] == []
