"""Conditions of filters made ready for many entries: each becomes a function of what is known of one entry. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from planet.compose.looks import Look, folded, plain_phrase
from planet.model.filters import Condition
from planet.model.late import late

Test = Callable[[Look], bool]

_UNSPACED = late(
    r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3041-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
)
"""Scripts that put no space between words: there, a phrase may begin and end anywhere."""


def make_test(condition: Condition) -> Test:
    """Whether an entry fits the condition: one of its values, or its amount."""
    match condition.kind:
        case "words":
            return _phrase_test(condition.values)
        case "regex":
            return _pattern_test(condition.values)
        case "tags":
            tags = folded(condition.values)
            return lambda look: not tags.isdisjoint(look.tags)
        case "authors":
            names = folded(condition.values)
            return lambda look: not names.isdisjoint(look.authors)
        case "languages":
            return _language_test(condition.values)
        case _:
            return _amount_test(condition)


def _amount_test(condition: Condition) -> Test:
    amount = condition.amount
    match condition.kind:
        case "shorter_than":
            return lambda look: look.entry.words < amount
        case "longer_than":
            return lambda look: look.entry.words > amount
        case "older_than":
            return lambda look: look.age_s > amount
        case _:
            return lambda look: look.age_s <= amount


def _phrase_test(phrases: Sequence[str]) -> Test:
    plain = tuple(map(plain_phrase, phrases))
    return lambda look: any(phrase in look.text and _stands_alone(phrase, look.text) for phrase in plain)


def _stands_alone(phrase: str, text: str) -> bool:
    """Whether the phrase is somewhere in the text without being a part of longer words."""
    at = text.find(phrase)
    while at >= 0:
        end = at + len(phrase)
        if not _joined(text[at - 1 : at], phrase[0]) and not _joined(phrase[-1], text[end : end + 1]):
            return True
        at = text.find(phrase, at + 1)
    return False


def _joined(before: str, after: str) -> bool:
    """Whether two neighbours are letters of one word."""
    return before.isalnum() and after.isalnum() and not (_UNSPACED().match(before) or _UNSPACED().match(after))


def _pattern_test(patterns: Sequence[str]) -> Test:
    from planet.model.patterns import compile_pattern  # noqa: PLC0415 - start-up: few filters have an expression

    searches = tuple(map(compile_pattern, patterns))
    return lambda look: any(found(look.entry.title) or found(look.opening) for found in searches)


def _language_test(tags: Sequence[str]) -> Test:
    plain = tuple(tag.casefold() for tag in tags)
    return lambda look: any(look.language == tag or look.language.startswith(f"{tag}-") for tag in plain)
