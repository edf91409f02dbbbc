"""Readers of filters, of what holds for tags, and of how the links of known offenders are put right."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial

from planet.config.checks import read_duration, read_language, read_scalar, read_text, read_whole
from planet.config.key import written
from planet.config.sections import Section, Value
from planet.config.wording import quoted
from planet.config.yaml_nodes import Mapping as MappingNode
from planet.config.yaml_nodes import Scalar
from planet.model.filters import Clause, Condition, ConditionKind, Filter
from planet.model.settings import TagRules

MOST_VALUES = 1000
"""Of one condition: a build looks for each of them in each entry."""

MOST_LINKS = 20
_WORD = re.compile(r"[\w-]{1,50}")
_AMOUNTS: tuple[ConditionKind, ...] = ("shorter_than", "longer_than", "older_than", "newer_than")


def read_filter(value: Value) -> Filter | None:
    """What a filter lets in and takes out. Each value that takes out is a condition of its own, to be named alone."""
    section = Section(value)
    return Filter(
        include=section.read("include", partial(_read_conditions, apart=False), ()),
        exclude=section.read("exclude", partial(_read_conditions, apart=True), ()),
    )


def read_tag_rules(value: Value) -> tuple[TagRules, ...] | None:
    """What holds for each tag, in the order written; a tag that is there in two cases is a mistake."""
    rules: dict[str, TagRules] = {}
    for name, item in _pairs(value, "tag: {filter: …}"):
        tag = " ".join(name.split())
        if not tag or tag.casefold() in rules:
            item.wrong(f"{quoted(name)} is there already" if tag else "a tag has no name")
            continue
        found = Section(item).read("filter", read_filter, Filter())
        rules[tag.casefold()] = TagRules(tag=tag, filter=found)
    return tuple(rules.values())


def read_links(value: Value) -> tuple[tuple[str, str], ...] | None:
    """What addresses begin with, and what with instead."""
    links: list[tuple[str, str]] = []
    for before, item in _pairs(value, "http://old.example/: https://new.example/"):
        scalar = read_scalar(item, "a web address")
        if scalar is None:
            continue
        for text in (before, scalar.text):
            if not text.startswith(("http://", "https://")):
                item.wrong(f"{quoted(text)} does not start with http:// or https://", "write both addresses whole")
                break
        else:
            links.append((before, scalar.text))
    if len(links) > MOST_LINKS:
        value.wrong(f"has {len(links)} addresses, more than {MOST_LINKS}")
    return tuple(links[:MOST_LINKS])


def read_prefixes(value: Value) -> tuple[str, ...] | None:
    """One text, or a list of texts."""
    if isinstance(value.node, Scalar):
        text = read_text(value)
        return (text,) if text else None
    return tuple(filter(None, map(read_text, value.items())))


def _pairs(value: Value, wanted: str) -> Iterator[tuple[str, Value]]:
    """The names of a mapping whose keys are the maintainer's own, each with its value."""
    if not isinstance(value.node, MappingNode):
        value.unwanted(f"a mapping ({wanted})")
        return
    for name, node in value.node.entries:
        step = f".{name.text}" if _WORD.fullmatch(name.text) else f"[{quoted(name.text)}]"
        item = value.child(node, value.key, step)
        if item.is_nothing:
            item.wrong("there is nothing behind it", f"write it like {wanted}")
        else:
            yield name.text, item


def _read_conditions(value: Value, *, apart: bool) -> tuple[Condition, ...] | None:
    section = Section(value)
    found: list[Condition] = []
    for kind, reader in _LISTS.items():
        written_here = section.get(kind)
        if written_here is not None:
            found += _read_list(written_here, kind, reader, apart=apart)
    for kind in _AMOUNTS:
        amount = section.get(kind)
        if amount is not None:
            found += _read_amount(amount, kind)
    return tuple(found)


def _read_list(
    value: Value, kind: ConditionKind, reader: Callable[[Value], str | None], *, apart: bool
) -> list[Condition]:
    items = [(item, text) for item in value.items() if (text := reader(item)) is not None]
    if len(items) > MOST_VALUES:
        value.wrong(f"has {len(items)} values, more than {MOST_VALUES}")
        return []
    if apart:
        return [Condition(kind=kind, values=(text,), clause=_clause(item, text)) for item, text in items]
    texts = tuple(dict.fromkeys(text for _, text in items))
    return [Condition(kind=kind, values=texts, clause=_clause(value, ", ".join(texts)))] if texts else []


def _read_amount(value: Value, kind: ConditionKind) -> list[Condition]:
    if kind in {"shorter_than", "longer_than"}:
        words = read_whole(value)
        amount = words
    else:
        duration = read_duration(value)
        amount = None if duration is None else int(duration.total_seconds())
    if amount is None:
        return []
    return [Condition(kind=kind, amount=amount, clause=_clause(value, written(value.key, amount)))]


def _clause(value: Value, text: str) -> Clause:
    return Clause(path=value.path, text=text, place=value.place)


def _read_regex(value: Value) -> str | None:
    from planet.model.patterns import compile_pattern  # noqa: PLC0415 - start-up: few filters have an expression

    scalar = read_scalar(value, "a regular expression")
    if scalar is None:
        return None
    if not scalar.text:
        value.wrong("is empty, and would be found everywhere")
        return None
    try:
        compile_pattern(scalar.text)
    except ValueError as error:
        hint = "the engine is RE2: look-around and references back are not possible in linear time"
        value.wrong(f"is not a regular expression that Planet can run: {error}", hint)
        return None
    return scalar.text


_LISTS: dict[ConditionKind, Callable[[Value], str | None]] = {
    "words": read_text,
    "regex": _read_regex,
    "tags": read_text,
    "authors": read_text,
    "languages": read_language,
}
