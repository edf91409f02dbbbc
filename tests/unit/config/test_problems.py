from __future__ import annotations

import pytest

from planet.config.problems import MOST_PROBLEMS, Problems
from planet.errors import ConfigError, Place


def test_problems_come_in_the_order_of_files_then_lines_then_columns():
    problems = Problems()
    for file, line, column in [("b", 9, 2), ("b", 9, 1), ("a", 3, 1), ("b", 1, 5), ("b", None, None)]:
        problems.add("wrong", Place(file=file, line=line, column=column))

    with pytest.raises(ConfigError) as caught:
        problems.stop_if_any()

    assert [str(problem.place) for problem in caught.value.problems] == ["b", "b:1:5", "b:9:1", "b:9:2", "a:3:1"]


def test_without_a_problem_nothing_is_raised():
    problems = Problems()

    problems.stop_if_any()

    assert not problems


def test_too_many_problems_end_the_search_and_say_so():
    problems = Problems()
    for line in range(1, MOST_PROBLEMS):
        problems.add("wrong", Place(file="config.yaml", line=line))

    with pytest.raises(ConfigError) as caught:
        problems.add("wrong", Place(file="config.yaml", line=MOST_PROBLEMS))

    assert len(caught.value.problems) == MOST_PROBLEMS + 1
    with pytest.raises(ConfigError):
        problems.add("wrong", Place(file="config.yaml", line=1))
    assert str(caught.value.problems[-1]) == "config.yaml: there may be more, which is not listed"
