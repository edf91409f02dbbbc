"""Problems as lines for people: the place, the problem, the way out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from planet.errors import Problem
from planet.report.plain import plain

_LONG = 600


def problem_lines(problems: Iterable[Problem]) -> Iterator[str]:
    """Each problem on a line that starts with its place, and its hint on an indented line below."""
    for problem in problems:
        place = f"{plain(str(problem.place))}: " if problem.place else ""
        yield f"{place}{plain(problem.text, _LONG)}"
        if problem.hint is not None:
            yield f"  hint: {plain(problem.hint, _LONG)}"
