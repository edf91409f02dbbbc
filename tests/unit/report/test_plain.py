from __future__ import annotations

import sys
import unicodedata

from planet.report.plain import plain


def test_no_character_that_could_steer_a_terminal_is_left():
    steering = {"Cc", "Cf", "Cs", "Zl", "Zp"}
    hostile = [chr(code) for code in range(sys.maxunicode + 1) if unicodedata.category(chr(code)) in steering]

    assert {plain(f"a{character}b") for character in hostile} == {"a b"}


def test_a_long_text_of_letters_is_cut_like_any_other():
    assert plain("é" * 20, limit=10) == "é" * 9 + "…"
    assert plain("é\x1b" * 20, limit=10) == "é é é é é…"
