import re
from typing import get_args

import pytest

from planet.config.filter_keys import CONDITIONS
from planet.errors import Place
from planet.model.filters import Clause, ConditionKind
from planet.model.verdicts import Verdict, VerdictRule
from planet.report.verdicts import clause_place, clause_text, reason, remedy

PLACE = Place(file="config.yaml", line=7, column=3)


def verdict(rule, path="hide[0]", text="x", detail=""):
    return Verdict(rule=rule, clause=Clause(path=path, text=text, place=PLACE), twin="0" * 16, detail=detail)


@pytest.mark.parametrize("rule", get_args(VerdictRule))
def test_every_rule_has_its_words(rule):
    assert reason(verdict(rule, "filter.exclude.words[0]"))


@pytest.mark.parametrize("rule", ["excluded", "not-included"])
@pytest.mark.parametrize("kind", get_args(ConditionKind))
def test_every_condition_has_its_words(rule, kind):
    said = reason(verdict(rule, f"feeds[3].filter.exclude.{kind}[0]", text="TEXT", detail="DETAIL"))

    assert "TEXT" in said or "DETAIL" in said
    assert not re.search("[{}]", said)


def test_the_conditions_of_the_configuration_are_those_that_we_have_words_for():
    assert tuple(key.name for key in CONDITIONS) == get_args(ConditionKind)


def test_what_an_entry_does_not_say_is_told_so():
    assert "its language is not known" in reason(verdict("not-included", "filter.include.languages"))
    assert "it is by nobody" in reason(verdict("not-included", "filter.include.authors"))


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("hidden-entry", "remove config.yaml:7:3: hide[0]: x"),
        ("too-many", "raise or remove config.yaml:7:3: hide[0]: x"),
        ("not-included", "widen or remove config.yaml:7:3: hide[0]: x"),
    ],
)
def test_the_line_to_change_is_named_with_its_place(rule, said):
    assert remedy(verdict(rule)) == said


def test_a_twin_needs_no_change():
    assert remedy(Verdict(rule="twin", twin="0" * 16)) is None


def test_a_stranger_cannot_command_a_terminal():
    said = reason(verdict("hidden-author", detail="\x1b[2J\u202eEve"))

    assert "\x1b" not in said
    assert "\u202e" not in said
    assert "\x1b" not in clause_place(Clause(path="hide[0]", text="\x1b[2J"))


def test_a_line_without_words_is_its_path():
    assert clause_text(Clause(path="feeds[0].filter")) == "feeds[0].filter"
