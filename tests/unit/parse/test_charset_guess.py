"""Guessing a legacy encoding."""

import pytest

from planet.parse.charset_guess import guess


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Привет, как дела? Сегодня хорошая погода.", "cp1251"),
        ("Привет, как дела? Сегодня хорошая погода.", "koi8-r"),
        ("Привет, как дела? Сегодня хорошая погода.", "cp866"),
        ("これは日本語の文章です。ひらがなとカタカナ", "euc_jp"),
        ("これは日本語の文章です。ひらがなとカタカナ", "cp932"),
        ("안녕하세요 반갑습니다 오늘은 날씨가 좋네요", "cp949"),
        ("Über Öl und Äpfel", "cp1252"),
    ],
)
def test_a_text_is_known_by_what_it_would_look_like(text, name):
    assert guess(text.encode(name)) == name


def test_ascii_and_nothing_are_western():
    assert guess(b"") == guess(b"plain") == "cp1252"


def test_random_bytes_are_western():
    noise = bytes((index * 7919) % 256 for index in range(5000))

    assert guess(noise) == "cp1252"


def test_a_sample_that_ends_inside_a_character_is_no_hindrance():
    text = "これは日本語の文章です。" * 4000

    assert guess(b"a" + text.encode("euc_jp")) == "euc_jp"
