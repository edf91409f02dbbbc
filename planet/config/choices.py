"""Readers of choices: how much of an entry is shown, what is taken out of it, what gives it its place."""

from __future__ import annotations

from typing import Literal, TypeVar, get_args

from planet.config.checks import read_scalar, read_text, read_whole
from planet.config.sections import Value
from planet.config.wording import did_you_mean, nearest, quoted
from planet.model.cleaning import Shown
from planet.model.settings import Backlog, Order

_SHOWN: tuple[Shown, ...] = get_args(Shown)
_ORDERS: tuple[Order, ...] = get_args(Order)
_ALL: Literal["all"] = "all"
Word = TypeVar("Word", bound=str)


def read_shown(value: Value) -> Shown | None:
    """How much of an entry is shown."""
    return _one_of(value, _SHOWN)


def read_order(value: Value) -> Order | None:
    """What gives an entry its place."""
    return _one_of(value, _ORDERS)


def read_backlog(value: Value) -> Backlog | None:
    """How many entries of the backlog stand whole: a number, or all of them."""
    wanted = f"a whole number or {_ALL}"
    scalar = read_scalar(value, wanted)
    if scalar is None:
        return None
    if scalar.text == _ALL:
        return _ALL
    if scalar.kind == "a whole number" or scalar.text.isdecimal():
        return read_whole(value)
    value.unwanted(wanted, did_you_mean(nearest(scalar.text, (_ALL,))))
    return None


def _one_of(value: Value, words: tuple[Word, ...]) -> Word | None:
    text = read_text(value)
    if text is None:
        return None
    for word in words:
        if word == text:
            return word
    said = f"{', '.join(words[:-1])} or {words[-1]}"
    value.wrong(f"{quoted(text)} is not {said}", did_you_mean(nearest(text, words)))
    return None


def read_selectors(value: Value) -> tuple[str, ...] | None:
    """CSS selectors of the kinds that we know, each once."""
    from planet.model.selectors import MAX_SELECTORS, parse_selector  # noqa: PLC0415 - start-up: few feeds need it

    found: dict[str, None] = {}
    for item in value.items():
        text = read_text(item)
        if text is None:
            continue
        try:
            parse_selector(text)
        except ValueError:
            item.wrong(
                f"{quoted(text)} is no selector that planet understands",
                'names, classes, ids and attributes, such as ".promo", "div#ads", "footer > p" or "[role=note]"',
            )
            continue
        found[text] = None
    if len(found) > MAX_SELECTORS:
        value.wrong(f"has {len(found)} selectors, more than {MAX_SELECTORS}")
    return tuple(found)[:MAX_SELECTORS]
