from __future__ import annotations

import pytest
import yaml

from planet.config.problems import Problems
from planet.config.syntax import in_plain_words
from planet.config.yaml_nodes import compose
from planet.errors import ConfigError

LOADERS = [yaml.SafeLoader, *([yaml.CSafeLoader] if yaml.__with_libyaml__ else [])]

MISTAKES = [
    ("title: a: b\n", "1:9", 'a ":" that does not fit here'),
    ("title:x\nurl: y\n", "2:4", 'a ":" that does not fit here'),
    ("title: x\nfeeds\n", "3:1", 'a line that is neither "key: value" nor "- item"'),
    ('title: "x\n', "2:1", "a quote that is opened and never closed"),
    ("title: x\n\tfeeds: y\n", "2:1", "a tab where spaces are wanted"),
    ("title: - x\n", "1:8", 'a "- " that does not fit here'),
    ("title: !a!b x\n", "1:8", 'a "!" that YAML takes for a tag'),
    ("title: @x\n", "1:8", 'a value cannot start with "@"'),
    ("title: `x`\n", "1:8", 'a value cannot start with "`"'),
    ("title: %x\n", "1:8", 'a value cannot start with "%"'),
    ("tags: [a, b\nurl: x\n", "2:4", 'a "[" that is never closed, or a comma that is missing'),
    ("a: {b: 1\n", "2:1", 'a "{" that is never closed, or a comma that is missing'),
    ("feeds:\n  - a\n url: x\n", "3:2", "a line that does not fit what is before it"),
    ("title: 'it's'\n", "1:12", "a line that does not fit what is before it"),
    ("title: x\n- a\n", "2:1", "a line that does not fit what is before it"),
    ("title: &\n", "1:9", 'a "&" or "*" without a name'),
    ("title: |x\n y\n", "1:9", 'text behind a "|" or ">"'),
    ("title: ]\n", "1:8", "something else where a value should be"),
    ("%YAML 2.0\n---\na: b\n", "1:1", "a %YAML line of another version"),
]


@pytest.mark.parametrize("loader", LOADERS)
@pytest.mark.parametrize(("text", "place", "words"), MISTAKES)
def test_a_mistake_in_yaml_is_named_in_plain_words_with_its_place_and_a_hint(text, place, words, loader):
    with pytest.raises(ConfigError) as caught:
        compose(text, "config.yaml", Problems(), loader=loader)

    [problem] = caught.value.problems
    assert str(problem).split("\n")[0] == f"config.yaml:{place}: {words}"
    assert problem.hint


def test_an_unknown_escape_is_explained():
    with pytest.raises(ConfigError) as caught:
        compose('title: "C:\\q"\n', "config.yaml", Problems())

    assert "an escape that YAML does not know" in str(caught.value)


def test_words_of_the_parser_that_we_do_not_know_are_passed_on():
    text, hint = in_plain_words("the moon is in the wrong house", "")

    assert text == "this is not YAML: the moon is in the wrong house"
    assert hint
