"""What is wrong with the configuration, gathered so that a person sees all of it at once."""

from __future__ import annotations

from typing import NoReturn

from planet.errors import ConfigError, Place, Problem

MOST_PROBLEMS = 100
"""Nobody mends more in one go, and each costs a search for the nearest right word."""


class Problems:
    """Every problem found so far, in the order of files first seen, then of lines."""

    def __init__(self) -> None:
        self._found: list[Problem] = []

    def __bool__(self) -> bool:
        return bool(self._found)

    def add(self, text: str, place: Place, hint: str | None = None) -> None:
        """Remember one problem. Raises ConfigError with all of them when there are too many to be worth more work."""
        if len(self._found) < MOST_PROBLEMS:
            self._found.append(Problem(text=text, place=place, hint=hint))
        if len(self._found) == MOST_PROBLEMS:
            self.stop()

    def stop(self) -> NoReturn:
        """Raise ConfigError with everything found; there must be something."""
        files = list(dict.fromkeys(_file(problem) for problem in self._found))
        found = sorted(self._found, key=lambda problem: _order(problem, files))
        more = Problem(text="there may be more, which is not listed", place=Place(file=files[-1]))
        raise ConfigError((*found, more) if len(found) == MOST_PROBLEMS else tuple(found))

    def stop_if_any(self) -> None:
        """Raise ConfigError when anything was found."""
        if self._found:
            self.stop()


def _file(problem: Problem) -> str:
    return problem.place.file if problem.place else ""


def _order(problem: Problem, files: list[str]) -> tuple[int, int, int]:
    place = problem.place or Place(file="")
    return files.index(_file(problem)), place.line or 0, place.column or 0
