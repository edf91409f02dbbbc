"""Images that nobody is meant to see, only to be counted by, go.

<p>a<img src="https://t.example/p.gif" width="1" height="1"></p>
→  <p>a</p>

<img src="https://feeds.feedburner.com/~r/blog/~4/x" alt="">
<img src="https://t.example/o.gif" style="width:0;height:0">
→

<a href="https://t.example/1"><img src="https://pixel.wp.com/b.gif?x" width="1"></a>
→

<img src="https://blog.example/line.png" width="600" height="1">
→  <img src="https://blog.example/line.png" width="600" height="1">
"""

from __future__ import annotations

import re
from collections import Counter

from planet.clean.html_tree import Element, Node
from planet.clean.repair.seen import marks
from planet.clean.repair.walking import is_blank, replace
from planet.clean.surroundings import Surroundings

# Who counts readers of feeds, each found in feeds of the corpus or documented by its maker.
COUNTERS = re.compile(
    r"""(?:https?:)?//(?:
      feeds\.feedburner\.com/~(?:r|ff) | feedproxy\.google\.com/~(?:r|ff) | [\w.-]*feedsportal\.com/c/
    | feeds\.wordpress\.com/1\.0/ | pixel\.wp\.com/ | stats\.wordpress\.com/b\.gif | pixel\.quantserve\.com/
    | [\w.-]*\.scorecardresearch\.com/ | track\.hubspot\.com/__pt | (?:www\.)?google-analytics\.com/
    | [\w.-]*\.doubleclick\.net/ | cpx\.golem\.de/ | (?:www\.)?facebook\.com/tr\b | medium\.com/_/stat
    | blogger\.googleusercontent\.com/tracker/ | [\w.-]*\.blogger\.com/tracker/ | api\.follow\.it/track
    | [\w-]*\.met\.vgwort\.de/ | counter\.theconversation\. | [\w.-]*pheedo\.com/ | (?:www\.)?assoc-amazon\.[a-z.]+/e/ir
    | rss\.buysellads\.com/
    )""",
    re.VERBOSE | re.IGNORECASE,
)
_TINY = re.compile(r"\s*0*[01](?:\.\d+)?(?:px)?\s*")
_TINY_STYLE = re.compile(r"(?:^|[;\s])(width|height)\s*:\s*[01](?:px)?\s*(?:!important\s*)?(?=;|$)", re.IGNORECASE)
MARKS = marks("amp-anim amp-img img video")


def forget_trackers(root: Element, _around: Surroundings) -> Counter[str]:
    """Take out every 1×1 image and every image of a known counter, and the link that holds nothing else."""
    removed: Counter[str] = Counter()

    def judge(element: Element, _parent: Element) -> list[Node] | None:
        if element.name == "img" and _is_tracker(element):
            removed["tracking image"] += 1
            return []
        if element.name == "a" and element.children and _holds_only_a_tracker(element):
            removed["tracking image"] += 1
            return []
        return None

    replace(root, judge, frozenset({"a", "img"}))
    return removed


def _holds_only_a_tracker(link: Element) -> bool:
    only = [child for child in link.children if not is_blank(child)]
    return len(only) == 1 and isinstance(only[0], Element) and only[0].name == "img" and _is_tracker(only[0])


def _is_tracker(image: Element) -> bool:
    attributes = image.attributes
    if COUNTERS.match(attributes.get("src", "").strip()):
        return True
    width, height = attributes.get("width", ""), attributes.get("height", "")
    if _TINY.fullmatch(width) and _TINY.fullmatch(height):
        return True
    if "style" not in attributes:
        return False
    tiny = {match[1].lower() for match in _TINY_STYLE.finditer(attributes["style"][:1000])}
    return tiny == {"width", "height"}
