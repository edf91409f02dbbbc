"""What the maintainer chose for a feed: `remove:` takes out what its selectors find, `images: false` every image.

With `remove: [".promo", "footer > p"]`:

    <p>text</p><div class="promo">Buy!</div><footer><p>Buy!</p></footer>
    →  <p>text</p>
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping

from planet.clean.html_tree import Element, Node
from planet.clean.repair.walking import replace
from planet.clean.surroundings import Surroundings
from planet.model.selectors import Condition, Selector, Step, parse_selector

_IMAGES = frozenset({"img", "picture", "amp-anim", "amp-img", "svg"})


def apply_choices(root: Element, around: Surroundings) -> Counter[str]:
    """Take out what the feed's `remove` and `images` say."""
    removed: Counter[str] = Counter()
    if around.remove:
        selectors = [parse_selector(text) for text in around.remove]
        _remove(root, [], selectors, removed)
    if not around.images:
        _remove_images(root, removed)
    return removed


def _remove(parent: Element, path: list[Element], selectors: list[Selector], removed: Counter[str]) -> None:
    """Depth is bounded by the parser, so this may call itself."""
    kept: list[Node] = []
    for child in parent.children:
        if isinstance(child, str):
            kept.append(child)
        elif any(_is_found(child, path, selector) for selector in selectors):
            removed["remove:"] += 1
        else:
            path.append(child)
            _remove(child, path, selectors, removed)
            path.pop()
            kept.append(child)
    parent.children = kept


def _is_found(element: Element, path: list[Element], selector: Selector) -> bool:
    """Whether the last step fits the element, and those before it fit what stands around it.

    Of the places where a step could fit the nearest is taken, and steps that are children go with the one they hang
    on: enough for what people write, and never more than one look at each ancestor for each step.
    """
    if not _fits(element, selector[-1]):
        return False
    level = len(path)
    for step, below in zip(reversed(selector[:-1]), reversed(selector[1:]), strict=True):
        if below.is_child:
            level -= 1
            if level < 0 or not _fits(path[level], step):
                return False
            continue
        level -= 1
        while level >= 0 and not _fits(path[level], step):
            level -= 1
        if level < 0:
            return False
    return True


def _fits(element: Element, step: Step) -> bool:
    if step.name is not None and element.name != step.name:
        return False
    return all(_passes(element.attributes.get(test.attribute), test) for test in step.tests)


def _passes(value: str | None, test: Condition) -> bool:
    if value is None:
        return False
    if not test.value:  # `[hidden]` is there, `[class=""]` is empty, and no part of a text is nothing
        return test.how == "" or (test.how == "=" and not value)
    return _RELATIONS[test.how](value, test.value)


_RELATIONS: Mapping[str, Callable[[str, str], bool]] = {
    "=": str.__eq__,
    "~=": lambda value, word: word in value.split(),
    "^=": str.startswith,
    "$=": str.endswith,
    "*=": str.__contains__,
}


def _remove_images(root: Element, removed: Counter[str]) -> None:
    def judge(_element: Element, _parent: Element) -> list[Node]:
        removed["img"] += 1
        return []

    replace(root, judge, _IMAGES)
