"""What comes among the values for children, but needs none."""

from __future__ import annotations

from typing import Generic, TypeVar

from planet.values import dataclass

S = TypeVar("S")


@dataclass(frozen=True, slots=True)
class Past(Generic[S]):
    """A value that goes past the children: it comes out as it is, and as soon as it has come in."""

    value: S
