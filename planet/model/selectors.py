r"""The CSS selectors that `remove:` understands: a small, plain part of Selectors Level 4.

    aside   .promo   #ads   div.promo.wide   [role=note]   a[href^="https://shop."]   footer > p   .post .related

No pseudo-classes and no siblings: what is taken out should be plain to see.
"""

from __future__ import annotations

import re
from typing import Literal

from planet.values import dataclass

MAX_SELECTORS = 32
MAX_LENGTH = 200
MAX_STEPS = 8

_NAME = r"[A-Za-z_-][\w-]*"
_PART = re.compile(
    rf"""\#(?P<id>{_NAME}) | \.(?P<word>{_NAME})
       | \[\s*(?P<attribute>{_NAME})\s*
            (?:(?P<how>[~^$*]?=)\s*(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<bare>[\w./:-]+))\s*)?\]
    """,
    re.VERBOSE,
)
_ELEMENT = re.compile(rf"\*|{_NAME}")
_COMBINATOR = re.compile(r"\s*(>)\s*|\s+")

How = Literal["", "=", "~=", "^=", "$=", "*="]


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """What an attribute must be: `how` it relates to `value` as CSS writes it, "" for being there at all."""

    attribute: str
    how: str = ""
    value: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One element of the path: its name (None for any), its tests, and whether its parent is the step before it."""

    name: str | None
    tests: tuple[Condition, ...]
    is_child: bool = False


Selector = tuple[Step, ...]


def parse_selector(text: str) -> Selector:
    """The path that a selector describes, outermost step first. Raises ValueError where it is none of ours."""
    text = text.strip()
    if not text or len(text) > MAX_LENGTH:
        raise ValueError(text)
    steps: list[Step] = []
    position, is_child = 0, False
    while position < len(text):
        step, position = _step(text, position, is_child=is_child)
        steps.append(step)
        if position == len(text):
            break
        match = _COMBINATOR.match(text, position)
        if match is None or match.end() == len(text) or len(steps) == MAX_STEPS:
            raise ValueError(text)
        position, is_child = match.end(), match[1] is not None
    return tuple(steps)


def _step(text: str, position: int, *, is_child: bool) -> tuple[Step, int]:
    element = _ELEMENT.match(text, position)
    start = position
    if element:
        position = element.end()
    tests: list[Condition] = []
    while part := _PART.match(text, position):
        tests.append(_test(part))
        position = part.end()
    if position == start:
        raise ValueError(text)
    name = element[0].lower() if element and element[0] != "*" else None
    return Step(name=name, tests=tuple(tests), is_child=is_child), position


def _test(part: re.Match[str]) -> Condition:
    if part["id"]:
        return Condition(attribute="id", how="=", value=part["id"])
    if part["word"]:
        return Condition(attribute="class", how="~=", value=part["word"])
    value = next((part[group] for group in ("double", "single", "bare") if part[group] is not None), "")
    return Condition(attribute=part["attribute"].lower(), how=part["how"] or "", value=value)
