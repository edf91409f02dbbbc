"""Characters that may stand in text."""

import pytest

from planet.parse.characters import legal, one_line


def test_line_ends_become_one_kind():
    assert legal("a\r\nb\rc\nd") == "a\nb\nc\nd"


@pytest.mark.parametrize("code", [0, 0x0B, 0x1B, 0x7F, 0x85, 0x9B, 0xD800, 0xDFFF, 0xFDD0, 0xFFFE, 0xFFFF])
def test_controls_surrogates_and_noncharacters_go(code):
    assert legal(f"a{chr(code)}b") == "ab"


@pytest.mark.parametrize("good", ["\t", "\n", "é", "\u200d", "\ufffd", "\U0001f600", "\U0010ffff", "\xa0"])
def test_everything_else_stays(good):
    assert legal(f"a{good}b") == f"a{good}b"


def test_one_line_has_single_spaces_and_an_end():
    assert one_line("  a\n\tb   c  ", 100) == "a b c"
    assert one_line("abc def", 4) == "abc"
    assert one_line("x" * 10_000_000, 5) == "xxxxx"
