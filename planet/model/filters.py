"""What the configuration says about which entries are shown, and where it says so."""

from __future__ import annotations

from typing import Literal

from planet.errors import Place
from planet.values import dataclass, field

ConditionKind = Literal[
    "words", "regex", "tags", "authors", "languages", "shorter_than", "longer_than", "older_than", "newer_than"
]
"""What a condition looks at: the names of the keys in the configuration."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """One line of the configuration that decides about entries: its path (`filter.exclude.words[0]`) and its words.

    `place` is where it stands; it is no part of what the clause says, and so neither of its `repr` nor of equality.
    """

    path: str
    text: str = ""
    place: Place | None = field(default=None, repr=False, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """What an entry must be like for a filter to fit: one of the `values`, or `amount` (words, or seconds of age).

    `clause` is the line that says so.
    """

    kind: ConditionKind
    clause: Clause
    values: tuple[str, ...] = ()
    amount: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """Which entries are shown: those that fit every condition of `include`, without those that fit any of `exclude`."""

    include: tuple[Condition, ...] = ()
    exclude: tuple[Condition, ...] = ()


NO_FILTER = Filter()
"""Lets everything through."""
