import time

import pytest

from planet.model.patterns import MAX_LENGTH, compile_pattern


def test_an_expression_is_found_anywhere_in_the_text():
    assert compile_pattern(r"py(thon)?\b")("All about Python and py.")
    assert not compile_pattern("^python")("All about python")


def test_capitals_count_unless_the_expression_says_otherwise():
    assert not compile_pattern("python")("PYTHON")
    assert compile_pattern("(?i)python")("PYTHON")


def test_letters_of_every_script_are_letters():
    assert compile_pattern("(?i)прив.т")("ПРИВЕТ")
    assert compile_pattern(r"^.$")("é")


@pytest.mark.parametrize("bad", ["(", "[a", r"\1", "(?=x)", "a{1001}", "((a{100}){100}){100}", r"\pL{999}", "*"])
def test_what_is_no_expression_or_cannot_be_bounded_is_refused_with_a_reason(bad):
    with pytest.raises(ValueError, match=r"\w+"):
        compile_pattern(bad)


def test_an_expression_has_a_longest_length():
    with pytest.raises(ValueError, match="501 characters"):
        compile_pattern("a" * (MAX_LENGTH + 1))


@pytest.mark.parametrize("pattern", ["(a+)+$", "(a|aa)+$", "(.*)*b$", "(a?){200}" + "a{200}", "(?:a*)*(?:a*)*c"])
def test_an_expression_that_keeps_others_busy_for_ever_takes_no_time(pattern):
    found = compile_pattern(pattern)

    started = time.perf_counter()
    found("a" * 10_000 + "!")

    assert time.perf_counter() - started < 1.0


@pytest.mark.parametrize("pattern", ["(?:.?){900}x$", "(x?){1000}(y?){1000}$", "[^q]{900}"])
def test_an_expression_that_grows_too_large_is_refused(pattern):
    with pytest.raises(ValueError, match=r"too large: [0-9]+ steps"):
        compile_pattern(pattern)


def test_the_largest_expression_keeps_up_with_many_entries():
    found = compile_pattern("(?:.?){440}x$")
    opening = "the quick brown fox jumps over a lazy dog and " * 4

    started = time.process_time()
    for _ in range(1000):
        found(opening)

    assert time.process_time() - started < 1.0


def test_half_a_character_in_the_text_does_no_harm():
    assert compile_pattern("after")("\ud800 after")
