"""Images show what they were meant to show: the real one, not the grey one that a script would have replaced.

<img src="data:image/gif;base64,R0lGOD==" data-src="https://blog.example/cat.jpg" alt="A cat">
→  <img src="https://blog.example/cat.jpg" alt="A cat">

<picture><source srcset="https://blog.example/a.avif 1x, https://blog.example/b.avif 2x"><img alt="A"></picture>
→  <img alt="A" src="https://blog.example/a.avif">

<p><img class="lazyload" src="blank.gif"><noscript><img src="https://blog.example/cat.jpg"></noscript></p>
→  <p><img src="https://blog.example/cat.jpg"></p>

<amp-img src="https://blog.example/cat.jpg" width="40" height="30"></amp-img>
→  <img src="https://blog.example/cat.jpg" width="40" height="30">
"""

from __future__ import annotations

import re
from collections import Counter

from planet.clean.bounds import STRANGERS
from planet.clean.html_tree import Element, Node, parse
from planet.clean.repair.seen import marks
from planet.clean.repair.walking import has_class, replace
from planet.clean.surroundings import Surroundings
from planet.urls import safe_web_link

# Where scripts for lazy loading find the address, by how many corpora and documentations name them.
LAZY_SOURCES = (
    "data-src",
    "data-lazy-src",
    "data-original",
    "data-actualsrc",
    "data-orig-src",
    "data-hi-res-src",
    "data-echo",
    "data-pin-media",
    "nitro-lazy-src",
)
# The same, but only where there is nothing or something grey to be seen: these names mean other things elsewhere.
LAST_SOURCES = (
    "data-lazy",
    "data-lazyload",
    "data-flickity-lazyload",
    "data-image",
    "data-img",
    "data-img-src",
    "data-original-src",
    "data-full-src",
    "data-large-src",
    "data-url",
)
# Attributes and classes of the blurred or grey image that Gatsby and Medium lay below the real one.
_BLURRED = frozenset({"data-placeholder-image"})
_BLURRED_CLASSES = frozenset({"progressivemedia-thumbnail"})
_WIDTH = "1080"  # for `{width}`, which a script would have replaced
LAZY_SETS = ("data-srcset", "data-lazy-srcset", "data-original-set", "nitro-lazy-srcset")
_AMP = frozenset({"amp-anim", "amp-img"})
_PLACEHOLDER = re.compile(
    r"(?:blank|spacer|placeholder|lazy[-_]?load|loading|transparent|1x1|pixel)[\w-]{0,32}\.(?:gif|png|svg|jpg)\b",
    re.IGNORECASE,
)
_FIRST_OF_SET = re.compile(r"[\s,]*([^\s,]\S*)")
MARKS = marks("amp-anim amp-img audio iframe img noscript picture source video")


def show_real_images(root: Element, around: Surroundings) -> Counter[str]:
    """Give images their real addresses, and take away the copies meant for browsers without scripts."""
    removed: Counter[str] = Counter()
    shown: set[str] = set()
    blurred: list[Element] = []
    copies = False
    for element in root.elements():
        if element.name in _AMP:
            element.name = "img"
        if element.name == "img":
            _find_address(element, around)
            if _is_blurred(element):
                blurred.append(element)
        elif element.name == "picture":
            _from_sources(element)
        elif element.name in {"video", "audio", "source", "iframe"}:
            _find_lazy(element, "src", ("data-src", "data-lazy-src", "data-litespeed-src"), around)
            _show_poster(element)
        copies = copies or element.name == "noscript"
    if copies:
        _note_shown(root, shown)
        _use_copies(root, shown, removed)
    if blurred:
        _take_out(root, blurred, removed)
    return removed


def _is_blurred(image: Element) -> bool:
    return not _BLURRED.isdisjoint(image.attributes) or has_class(image, _BLURRED_CLASSES)


def _find_address(image: Element, around: Surroundings) -> None:
    _find_lazy(image, "src", LAZY_SOURCES, around)
    for name in LAZY_SETS:
        if candidates := image.attributes.get(name):
            image.attributes["srcset"] = candidates
            break
    if _is_grey(image):
        _find_lazy(image, "src", LAST_SOURCES, around)
    if _is_grey(image):
        first = _FIRST_OF_SET.match(image.attributes.get("srcset", ""))
        if first and not is_placeholder(first[1]):
            image.attributes["src"] = first[1].rstrip(",")


def _find_lazy(element: Element, name: str, lazy: tuple[str, ...], around: Surroundings) -> None:
    """The address that a script would have used, where it is one (`data-src` holds other things too)."""
    if len(element.attributes) == 0:
        return
    for attribute in lazy:
        address = element.attributes.get(attribute, "").strip().replace("{width}", _WIDTH)
        if address and not is_placeholder(address) and safe_web_link(address, around.base):
            element.attributes[name] = address
            return


def _is_grey(image: Element) -> bool:
    source = image.attributes.get("src", "").strip()
    return not source or is_placeholder(source)


def _show_poster(video: Element) -> None:
    """A video without anything to play is the image that it shows before it is played."""
    attributes = video.attributes
    if video.name != "video" or "src" in attributes or "poster" not in attributes:
        return
    if not any(child.name == "source" for child in video.elements()):
        video.name = "img"
        attributes["src"] = attributes["poster"]
        video.children = []


def is_placeholder(address: str) -> bool:
    """Whether there is only something grey at an image's address."""
    return address.startswith(("data:", "about:")) or _PLACEHOLDER.search(address[-256:]) is not None


def _from_sources(picture: Element) -> None:
    """An image without an address gets the first that its `source`s have; they themselves go."""
    images: list[Element] = []
    addresses: list[str] = []
    for element in picture.elements():
        if element.name == "img":
            images.append(element)
        elif element.name == "source":
            candidates = element.attributes.get("srcset") or element.attributes.get("data-srcset") or ""
            if first := _FIRST_OF_SET.match(candidates):
                addresses.append(first[1].rstrip(","))
    if images and addresses and not any(images[0].attributes.get(name) for name in ("src", "srcset", *LAZY_SOURCES)):
        images[0].attributes["src"] = addresses[0]
    picture.children = [child for child in picture.children if isinstance(child, str) or child.name != "source"]


def _note_shown(root: Element, shown: set[str]) -> None:
    stack = [root]
    while stack:
        for child in stack.pop().children:
            if isinstance(child, Element) and child.name != "noscript":
                stack.append(child)
                if child.name == "img":
                    shown.add(child.attributes.get("src", "").strip())


def _use_copies(root: Element, shown: set[str], removed: Counter[str]) -> None:
    """Open every `noscript`: nobody runs scripts here. A copy of an image that is shown already goes."""
    grey: list[Element] = []
    looked_at: set[int] = set()

    def judge(element: Element, parent: Element) -> list[Node]:
        _read_again(element)
        images = [child for child in element.elements() if child.name == "img"]
        if images and all(image.attributes.get("src", "").strip() in shown for image in images):
            removed["noscript copy"] += 1
            return []
        if images and id(parent) not in looked_at:
            looked_at.add(id(parent))
            grey.extend(
                child
                for child in parent.children
                if isinstance(child, Element) and child.name == "img" and is_placeholder(_source_of(child))
            )
        return element.children

    replace(root, judge, frozenset({"noscript"}))
    _take_out(root, grey, removed)


def _read_again(noscript: Element) -> None:
    """A copy that was escaped once more is read as the HTML that it is."""
    written = noscript.text().strip()
    if written.startswith(("<img", "<iframe", "<picture")) and all(isinstance(c, str) for c in noscript.children):
        noscript.children = parse(written, STRANGERS).root.children


def _take_out(root: Element, grey: list[Element], removed: Counter[str]) -> None:
    if not grey:
        return
    gone = {id(element) for element in grey}

    def judge(element: Element, _parent: Element) -> list[Node] | None:
        if id(element) not in gone:
            return None
        removed["placeholder"] += 1
        return []

    replace(root, judge, frozenset({"img"}))


def _source_of(image: Element) -> str:
    return image.attributes.get("src", "").strip() or "data:"
