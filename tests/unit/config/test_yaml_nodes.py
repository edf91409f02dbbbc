from __future__ import annotations

import time
from contextlib import suppress

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from planet.config.problems import Problems
from planet.config.yaml_nodes import DEEPEST, MOST_ALIASED, Mapping, Scalar, Sequence, compose
from planet.errors import ConfigError

LOADERS = [yaml.SafeLoader, *([yaml.CSafeLoader] if yaml.__with_libyaml__ else [])]


def nodes(text: str, loader: type | None = None, first_line: int = 1):
    problems = Problems()
    node = compose(text, "config.yaml", problems, first_line=first_line, loader=loader)
    problems.stop_if_any()
    return node


def errors(text: str, loader: type | None = None) -> list[str]:
    with pytest.raises(ConfigError) as caught:
        nodes(text, loader)
    return [str(problem) for problem in caught.value.problems]


@pytest.mark.parametrize("loader", LOADERS)
def test_values_remember_line_and_column_counted_from_one(loader):
    node = nodes("title: Grüße 😀 an alle\nfeeds:\n  - {é: 'x', b: y}\n", loader)

    assert node == Mapping(
        1,
        1,
        (
            (Scalar(1, 1, "title", "text"), Scalar(1, 8, "Grüße 😀 an alle", "text")),
            (
                Scalar(2, 1, "feeds", "text"),
                Sequence(
                    3,
                    3,
                    (
                        Mapping(
                            3,
                            5,
                            (
                                (Scalar(3, 6, "é", "text"), Scalar(3, 9, "x", "text")),
                                (Scalar(3, 14, "b", "text"), Scalar(3, 17, "y", "text")),
                            ),
                        ),
                    ),
                ),
            ),
        ),
    )


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("word", "text"),
        ("'12'", "text"),
        ("12", "a whole number"),
        ("1.5", "a number"),
        ("no", "yes or no"),
        ("2024-05-01", "a date"),
        ("~", "nothing"),
        ("<<", "text"),
        ("=", "text"),
        ("!!str 12", "text"),
        ("!!int '12'", "a whole number"),
        ("! 12", "text"),
    ],
)
def test_a_plain_word_is_what_yaml_takes_it_for_and_keeps_its_spelling(text, kind):
    node = nodes(text)

    assert isinstance(node, Scalar)
    assert node.kind == kind
    assert node.text in text


@pytest.mark.parametrize("text", ["", "\n\n", "# only a comment\n", "---\n...\n"[:0]])
def test_an_empty_document_is_none(text):
    assert nodes(text) is None


def test_lines_count_from_where_the_text_starts_in_its_file():
    node = nodes("title: x\n", first_line=2)

    assert (node.line, node.column) == (2, 1)


@pytest.mark.parametrize("loader", LOADERS)
def test_a_key_written_twice_is_named_with_the_line_of_the_first(loader):
    found = errors("title: a\nurl: b\ntitle: c\n", loader)

    assert found == ['config.yaml:3:1: "title" is written twice\n  hint: it is already on line 1']


def test_every_key_written_twice_is_named_at_once():
    assert len(errors("a: 1\na: 2\nb: {c: 1, c: 2}\nb: 3\n")) == 3


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("a: !!python/object:os.system x", '"!!python/object:os.system"'),
        ("a: !!python/object/apply:os.system [x]", '"!!python/object/apply:os.system"'),
        ("a: !secret x", '"!secret"'),
        ("a: !!set {x}", '"!!set"'),
        ("a: !!binary eA==", '"!!binary"'),
        ("a: !!str [x]", '"!!str"'),
    ],
)
def test_a_tag_that_would_make_an_object_is_refused(text, tag):
    assert errors(text) == [f"config.yaml:1:4: the tag {tag} is not allowed\n  hint: leave the tag out"]


@pytest.mark.parametrize("loader", LOADERS)
def test_an_alias_stands_for_what_its_anchor_names(loader):
    node = nodes("a: &x [1, 2]\nb: *x\n", loader)

    assert node.entries[0][1] is node.entries[1][1]


def test_an_alias_bomb_is_refused_at_once():
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 10)]
    started = time.monotonic()

    found = errors("\n".join(lines))

    assert f"aliases stand for more than {MOST_ALIASED} values" in found[0]
    assert time.monotonic() - started < 1


def test_many_aliases_to_one_large_value_are_refused_too():
    text = "a: &a [" + "x, " * 5000 + "]\n" + "b: [*a, *a, *a]\n"

    assert "aliases stand for more than" in errors(text)[0]


@pytest.mark.parametrize(("text", "column"), [("a: &a [*a]", 8), ("a: *nothing", 4)])
def test_an_alias_to_itself_or_to_nothing_is_named(text, column):
    assert errors(text)[0].startswith(f'config.yaml:1:{column}: there is no anchor "&')


@pytest.mark.parametrize("loader", LOADERS)
@pytest.mark.parametrize("text", ["[" * 100_000, "a: " + "{a: " * 5000, "- " * 5000])
def test_deep_nesting_is_refused_before_it_costs_anything(text, loader):
    started = time.monotonic()

    found = errors(text, loader)

    assert f"more than {DEEPEST} levels of nesting" in found[0]
    assert time.monotonic() - started < 5


def test_a_second_document_is_refused_where_it_starts():
    found = errors("title: x\n---\ntitle: y\n")

    assert found == ['config.yaml:2:1: a second document starts here\n  hint: leave the line "---" out']


def test_one_document_may_have_its_marks():
    assert nodes("---\ntitle: x\n...\n") is not None


@pytest.mark.parametrize(
    ("text", "place"), [("title: a\x00b", "1:9"), ("a: b\nc: \x1b[31m", "2:4"), ("\x85\x7f", "1:2")]
)
def test_a_character_that_yaml_forbids_is_named_with_its_place(text, place):
    found = errors(text)

    assert found[0].startswith(f"config.yaml:{place}: the character U+00")
    assert found[0].endswith(" is not allowed in YAML\n  hint: delete it")


def test_a_key_must_be_a_word():
    assert errors("? [a, b]\n: c\n") == ["config.yaml:1:3: a key must be a word, not a list or a mapping"]


@pytest.mark.parametrize("loader", LOADERS)
@settings(max_examples=150, deadline=None)
@given(text=st.text(alphabet=st.sampled_from(list("ab:-[]{}&*!|>'\"#%@,?\\ \n\t~<é\u2028\x00Uu0f")), max_size=60))
def test_any_text_composes_or_is_refused(loader, text):
    with suppress(ConfigError):
        compose(text, "config.yaml", Problems(), loader=loader)


MISTAKES = (
    "title: a\n  url: b\n",
    "title: [a, b\nurl: c\n",
    "title: 'a\nurl: c\n",
    "title: a\n\turl: b\n",
    "feeds:\n- a\n b\n- c: d: e\n",
    "title: @a\n",
    "title: *nothing\n",
    "title: &a\n  <<: *a\n",
    "title: a\ntitle: b\ntitle: !!python/object:os.system c\n",
    "? [a]\n: b\n",
    "--- a\n--- b\n",
    "{a: b}}\n",
    "title: %a\n",
)


@pytest.mark.skipif(len(LOADERS) == 1, reason="PyYAML was built without libyaml")
@pytest.mark.parametrize("text", MISTAKES)
def test_the_quick_parser_finds_the_same_mistakes_at_the_same_place(text):
    assert errors(text, yaml.CSafeLoader) == errors(text, yaml.SafeLoader)
