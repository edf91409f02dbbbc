"""Every question of questions.yaml is asked of a real planet, and its answer is read."""

from pathlib import Path

import pytest
import yaml

QUESTIONS = yaml.safe_load((Path(__file__).parent / "questions.yaml").read_text("utf-8"))


@pytest.mark.parametrize("asked", QUESTIONS, ids=[one["question"] for one in QUESTIONS])
def test_a_question_is_answered(planet, asked):
    said = planet.say("explain", asked["ask"], expect=1 if asked.get("unknown") else 0)

    said = said.replace(str(planet.folder) + "/", "")
    assert [sentence for sentence in asked["answer"] if sentence not in said] == [], said


def test_there_are_thirty_questions_and_each_is_asked_once():
    assert len(QUESTIONS) >= 30
    assert len({one["question"] for one in QUESTIONS}) == len(QUESTIONS)
