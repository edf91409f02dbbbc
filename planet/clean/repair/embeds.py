"""What embeds another page becomes a link to it: a card for hosts that everybody knows, else a plain link.

<iframe src="https://www.youtube.com/embed/dQw4w9WgXcQ" title="My talk"></iframe>
→  <figure><a href="https://www.youtube.com/watch?v=dQw4w9WgXcQ">My talk</a><figcaption>YouTube</figcaption></figure>

<iframe src="https://video.example/1" title="My talk"></iframe>
→  <p><a href="https://video.example/1">My talk</a></p>

<object data="https://map.example/x"><img src="map.png"></object>
→  <p><a href="https://map.example/x">map.example</a></p>

<amp-youtube data-videoid="dQw4w9WgXcQ"></amp-youtube>
→  <figure><a href="https://www.youtube.com/watch?v=dQw4w9WgXcQ">youtube.com</a><figcaption>YouTube</figcaption></figure>

<script src="https://gist.github.com/octocat/0a1b2c.js"></script>
→  <figure><a href="https://gist.github.com/octocat/0a1b2c">gist.github.com</a>
<figcaption>GitHub Gist</figcaption></figure>
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import islice

from planet.clean.html_tree import Element, Node
from planet.clean.repair.embed_hosts import Known, known_embed
from planet.clean.repair.seen import Marks
from planet.clean.repair.walking import classes, has_class, made, replace
from planet.clean.surroundings import Surroundings
from planet.clean.text import plain
from planet.urls import host_of, safe_web_link

EMBEDS = frozenset({"iframe", "embed", "object", "frame", "amp-iframe", "amp-embed"})
# Elements of AMP and of light players that name what they show (amp.dev/documentation/components).
AMP = {
    "amp-facebook": ("data-href", "{}"),
    "amp-gist": ("data-gistid", "https://gist.github.com/{}"),
    "amp-reddit": ("data-src", "{}"),
    "amp-soundcloud": ("data-trackid", "https://api.soundcloud.com/tracks/{}"),
    "amp-tiktok": ("data-src", "https://www.tiktok.com/embed/{}"),
    "lite-vimeo": ("videoid", "https://player.vimeo.com/video/{}"),
    "lite-youtube": ("videoid", "https://www.youtube.com/embed/{}"),
    "amp-dailymotion": ("data-videoid", "https://www.dailymotion.com/embed/video/{}"),
    "amp-instagram": ("data-shortcode", "https://www.instagram.com/p/{}/"),
    "amp-twitter": ("data-tweetid", "https://twitter.com/i/status/{}"),
    "amp-vimeo": ("data-videoid", "https://player.vimeo.com/video/{}"),
    "amp-youtube": ("data-videoid", "https://www.youtube.com/embed/{}"),
}
# Where a paragraph may stand; elsewhere (in another paragraph, in a line of text) the link stands alone.
BLOCKS = frozenset(
    {"#fragment", "article", "blockquote", "center", "dd", "div", "figure", "li", "main", "section", "td"}
)
# Scripts that write what they embed into the place where they stand.
_WRITING = re.compile(r"(?:https?:)?//(?:gist\.github\.com|asciinema\.org/a|gitlab\.com)/", re.IGNORECASE)
_SPEAKER_DECK = "https://speakerdeck.com/player/{}"
# What only a script would fill: the attribute that names the page, by the class of the box.
_PERMALINKS = {
    "fb-post": "data-href",
    "fb-video": "data-href",
    "instagram-media": "data-instgrm-permalink",
    "text-post-media": "data-text-post-permalink",
    "tiktok-embed": "cite",
}
_BARE_ADDRESS = frozenset({"wp-block-embed__wrapper"})  # WordPress, where it could not fetch what it should embed
_NATIVE = {"amp-audio": "audio", "amp-video": "video"}
_TITLE_BYTES = 256
MOST_LOOKED_AT = 64  # elements in an embed: a handful of parameters and an older embed
_FILLED = frozenset({"blockquote", "div"})
_NAMES = EMBEDS | AMP.keys() | _NATIVE.keys() | {"script"}
MARKS = Marks(elements=_NAMES, classes=_BARE_ADDRESS | _PERMALINKS.keys())


def link_embeds(root: Element, around: Surroundings) -> Counter[str]:
    """Put a link in place of every embed that has an http(s) address; the policy drops the others."""
    removed: Counter[str] = Counter()

    def judge(element: Element, parent: Element) -> list[Node] | None:
        if element.name in _NATIVE:
            element.name = _NATIVE[element.name]
        if element.name in _FILLED:
            _fill(element, around)
            return None
        address = None if element.namespace else _address(element, around)
        if address is None:
            return None
        removed[f"{element.name} → link"] += 1
        return [_linked(element, address, parent, around)]

    replace(root, judge, _NAMES | _FILLED)
    return removed


def _fill(box: Element, around: Surroundings) -> None:
    """Put a link into what a script would have filled, where there is none."""
    names = classes(box)
    attribute = next((_PERMALINKS[name] for name in names if name in _PERMALINKS), None)
    if attribute is not None:
        written = box.attributes.get(attribute, "")
    elif not _BARE_ADDRESS.isdisjoint(names) and all(isinstance(child, str) for child in box.children):
        written = box.text()
    else:
        return
    address = safe_web_link(written.strip(), around.base) if len(written.split()) == 1 else None
    if address is None or any(element.name == "a" and "href" in element.attributes for element in box.elements()):
        return
    link = _linked(made("iframe"), address, box, around)
    box.children = [link] if not attribute else [*box.children, link]


def _linked(embed: Element, address: str, parent: Element, around: Surroundings) -> Element:
    known = known_embed(address)
    if known and not safe_web_link(known.page, around.base):
        known = None
    title = plain(embed.attributes.get("title") or embed.attributes.get("playlabel"), _TITLE_BYTES)
    href = known.page if known else address
    link = made("a", title or (host_of(href) or href).removeprefix("www."), href=href)
    if "id" in embed.attributes:
        link.attributes["id"] = embed.attributes["id"]  # a table of contents may lead to it
    if parent.name not in BLOCKS:
        return link
    return _card(link, known, parent) if known else made("p", link)


def _card(link: Element, known: Known, parent: Element) -> Element:
    if parent.name == "figure":
        return link
    return made("figure", link, made("figcaption", known.host))


def _address(element: Element, around: Surroundings) -> str | None:
    """The http(s) address of what is embedded; None when the element embeds nothing."""
    name = element.name
    if name in EMBEDS:
        return _first_address(element, around)
    if name == "script":
        return _written_by(element, around)
    if name in AMP:
        attribute, pattern = AMP[name]
        number = element.attributes.get(attribute, "").strip()
        return safe_web_link(pattern.format(number)) if number else None
    return None


def _written_by(script: Element, around: Surroundings) -> str | None:
    """What a script would write."""
    number = script.attributes.get("data-id", "").strip()
    if number and has_class(script, frozenset({"speakerdeck-embed"})):
        return safe_web_link(_SPEAKER_DECK.format(number))
    source = script.attributes.get("src", "").strip()
    return safe_web_link(source, around.base) if _WRITING.match(source) else None


def _first_address(embed: Element, around: Surroundings) -> str | None:
    """The first that the embed, or what stands in it for older browsers, names."""
    for element in (embed, *islice(embed.elements(), MOST_LOOKED_AT)):
        names = ("value",) if element.name == "param" else ("src", "data")
        if element.name == "param" and element.attributes.get("name", "").lower() not in {"movie", "src", "url"}:
            continue
        if element.name not in EMBEDS and element.name != "param":
            continue
        for name in names:
            address = element.attributes.get(name)
            if address and (link := safe_web_link(address, around.base)):
                return link
    return None
