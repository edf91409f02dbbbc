"""Dataclasses that are quick to define: to whoever uses them and to the type checker, those of the standard library.

The standard one compiles six functions for each class, 0.6 ms; we have some hundred and seventy, and every start of
Planet and of each of its child processes waits for those that it needs. Here `__init__` alone is compiled; what
compares, hashes, shows and pickles a value is one function for all classes. That a frozen value stays as it is, is for
the type checker to see to, which reads all of the package; a running build does not look (docs/decisions/0019).
"""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING

__all__ = ["dataclass"]

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from dataclasses import dataclass

    Values = Callable[[object], tuple[object, ...]]
else:
    import dataclasses

    def dataclass(*, frozen: bool = False, slots: bool = False, kw_only: bool = False, eq: bool = True) -> Callable:
        """As `dataclasses.dataclass`, for the parameters that we use."""

        def define(kind: type) -> type:
            made = dataclasses.dataclass(slots=slots, kw_only=kw_only, repr=False, eq=False)(kind)
            fields = dataclasses.fields(made)
            made.__repr__ = _showing([one.name for one in fields if one.repr])
            if eq:
                values = _reading([one.name for one in fields if one.compare])
                made.__eq__ = _comparing(values)
                made.__hash__ = (lambda self: hash(values(self))) if frozen else None
            if slots:
                names = [one.name for one in fields]
                state = _reading(names)
                made.__getstate__ = lambda self: state(self)  # noqa: PLW0108 - `attrgetter` does not become a method
                made.__setstate__ = _restoring(names)
            return made

        return define


def _reading(names: Sequence[str]) -> Values:
    """Gives the values of these fields."""
    if len(names) > 1:
        return attrgetter(*names)
    return lambda self: tuple(getattr(self, name) for name in names)


def _showing(names: Sequence[str]) -> Callable[[object], str]:
    def show(self: object) -> str:
        shown = ", ".join(f"{name}={getattr(self, name)!r}" for name in names)
        return f"{self.__class__.__qualname__}({shown})"

    return show


def _comparing(values: Values) -> Callable[[object, object], bool]:
    def equals(self: object, other: object) -> bool:
        # `NotImplemented` asks the other side, as Python's own comparisons do.
        return values(self) == values(other) if other.__class__ is self.__class__ else NotImplemented

    return equals


def _restoring(names: Sequence[str]) -> Callable[[object, Sequence[object]], None]:
    def restore(self: object, state: Sequence[object]) -> None:
        for name, value in zip(names, state, strict=True):
            setattr(self, name, value)

    return restore
