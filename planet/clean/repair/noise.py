"""What machines add to posts goes: share buttons, "appeared first on", empty paragraphs, ladders of `<br>`.

Each kind is a rule in this file, known by an explicit list; `tidy: false` for a feed turns all of them off.

<p>text</p><p> </p><p>&nbsp;</p><p>more</p>
→  <p>text</p><p>more</p>

<p>a<br><br><br><br>b</p>
→  <p>a<br><br>b</p>

<p>text</p><div class="sharedaddy"><a href="https://share.example/">Share</a></div>
→  <p>text</p>

<p>text</p><p>The post <a href="https://blog.example/p">P</a> appeared first on <a href="https://blog.example/">B</a>.</p>
→  <p>text</p>
"""

from __future__ import annotations

import re
from collections import Counter

from planet.clean.html_tree import Element, Node
from planet.clean.repair.seen import Marks
from planet.clean.repair.walking import has_class, is_blank, replace
from planet.clean.surroundings import Surroundings

# Classes of buttons that a browser without their scripts shows as dead links, each by the tool that writes it.
SHARE_BUTTONS = frozenset(
    {
        "a2a_kit",  # AddToAny
        "addthis_toolbox",  # AddThis
        "addtoany_share_save_container",  # AddToAny
        "feedflare",  # FeedBurner
        "fb-like",  # Facebook
        "sd-sharing-enabled",  # Jetpack
        "sharedaddy",  # Jetpack
        "shareaholic-canvas",  # Shareaholic
        "ssba-wrap",  # Simple Share Buttons
        "twitter-share-button",  # Twitter
    }
)
_SHARE_LINK = re.compile(r"https?://feeds\.(?:wordpress\.com/1\.0/go|feedburner\.com/~ff/)")

# What WordPress puts under every post of a feed, in the languages that it speaks most.
_APPEARED = re.compile(
    r"""The\ post\ .{1,500}\ (?:appeared\ first|first\ appeared)\ on\ .{1,200}\.?
      | (?:Der\ Beitrag|Dieser\ Beitrag)\ .{1,500}\ (?:erschien\ zuerst\ auf|ist\ zuerst\ auf)\ .{1,200}\.?
      | (?:L’article|L'article|Cet\ article)\ .{1,500}\ est\ apparu\ en\ premier\ sur\ .{1,200}\.?
      | La\ entrada\ .{1,500}\ (?:se\ publicó\ primero\ en|aparece\ primero\ en|apareció\ primero\ en)\ .{1,200}\.?
      | O\ post\ .{1,500}\ apareceu\ primeiro\ em\ .{1,200}\.?
      | (?:L’articolo|L'articolo)\ .{1,500}\ (?:proviene\ da|sembra\ essere\ il\ primo\ su)\ .{1,200}\.?
      | (?:Запись|Сообщение)\ .{1,500}\ (?:впервые\ появил\w{2,3}|появились\ сначала)\ (?:на|в)\ .{1,200}\.?
      | (?:Het\ bericht|Het\ artikel)\ .{1,500}\ verscheen\ eerst\ op\ .{1,200}\.?
      | Artykuł\ .{1,500}\ pochodzi\ z\ serwisu\ .{1,200}\.?
      | 投稿\ ?.{1,500}\ ?は\ ?.{1,200}\ ?に最初に表示されました。""",
    re.VERBOSE,
)
_LONGEST_TAIL = 900
_LONGEST_LADDER = 2  # one ends the line, one more leaves a line free
_SHOWN = frozenset(
    {"audio", "canvas", "embed", "hr", "iframe", "img", "input", "math", "object", "source", "svg", "video"}
)
MARKS = Marks(elements=frozenset({"a", "br", "p"}), classes=SHARE_BUTTONS)


def forget_noise(root: Element, around: Surroundings) -> Counter[str]:
    """Take out what each of the rules here knows, unless the feed is to be left as it is."""
    removed: Counter[str] = Counter()
    if not around.tidy:
        return removed

    steps: Counter[int] = Counter()
    ladders: dict[int, Element] = {}

    def judge(element: Element, parent: Element) -> list[Node] | None:
        name = element.name
        if name == "br":
            steps[id(parent)] += 1
            if steps[id(parent)] > _LONGEST_LADDER:
                ladders[id(parent)] = parent
        elif name == "p" and _is_empty(element):
            removed["empty paragraph"] += 1
            return []
        if element.attributes and _is_share_button(element):
            removed["share buttons"] += 1
            return []
        return None

    replace(root, judge)
    _cut_tail(root, removed)
    for parent in ladders.values():
        _cut_ladders(parent, removed)
    return removed


def _is_share_button(element: Element) -> bool:
    if element.name == "a":
        return _SHARE_LINK.match(element.attributes.get("href", "")) is not None
    return "class" in element.attributes and has_class(element, SHARE_BUTTONS)


def _is_empty(paragraph: Element) -> bool:
    """Whether nothing of it is seen, and nothing points to it."""
    stack = [paragraph]
    while stack:
        element = stack.pop()
        if element.name in _SHOWN or not element.attributes.keys().isdisjoint({"id", "name"}):
            return False
        for child in element.children:
            if not isinstance(child, str):
                stack.append(child)
            elif child.strip():
                return False
    return True


def _cut_tail(root: Element, removed: Counter[str]) -> None:
    """The last paragraph goes when it says only where the post appeared first, with a link, under some text."""
    parent, last = root, _last(root)
    is_alone = root.children[:1] == [last]
    while last is not None and last.name in {"article", "div", "section"}:
        parent, last = last, _last(last)
        is_alone = is_alone and parent.children[:1] == [last]
    if last is None or last.name != "p" or is_alone or not _has_link(last):
        return
    text = " ".join(last.text()[: _LONGEST_TAIL + 1].split())
    if len(text) <= _LONGEST_TAIL and _APPEARED.fullmatch(text):
        parent.children = [child for child in parent.children if child is not last]
        removed["appeared first on"] += 1


def _has_link(paragraph: Element) -> bool:
    return any(element.name == "a" and "href" in element.attributes for element in paragraph.elements())


def _last(parent: Element) -> Element | None:
    for child in reversed(parent.children):
        if not is_blank(child):
            return child if isinstance(child, Element) else None
    return None


def _cut_ladders(parent: Element, removed: Counter[str]) -> None:
    """At most two `br` in a row."""
    kept: list[Node] = []
    steps = 0
    for child in parent.children:
        if isinstance(child, Element) and child.name == "br":
            steps += 1
            if steps > _LONGEST_LADDER:
                removed["br"] += 1
                continue
        elif not is_blank(child):
            steps = 0
        kept.append(child)
    parent.children = kept
