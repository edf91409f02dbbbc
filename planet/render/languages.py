"""The planet's language: the words of the interface (words/*.yaml, theme.yaml) and the locale that dates follow."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import tzinfo
from pathlib import Path
from typing import cast
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import yaml
from babel import Locale, UnknownLocaleError
from babel.numbers import format_decimal
from markupsafe import Markup, escape

from planet.errors import Place, ThemeError
from planet.model.atom import Direction
from planet.render.theme import Theme
from planet.values import dataclass

Word = str | Mapping[str, str]
"""One text, or one for each plural form (zero, one, two, few, many, other: CLDR)."""

_WORDS = Path(__file__).parent / "words"
_TAG = re.compile(r"([A-Za-z]{2,3})(-[A-Za-z0-9]{1,8})*")
_PLAIN_ENGLISH = "en_GB"
"""What "en" alone means for dates: "Monday, 23 November", 24 hours; "en-US" gets what it asks for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """How the interface speaks. `tag` is BCP 47; `native` tells whether the words are in it (else they are English)."""

    tag: str
    dir: Direction
    native: bool
    locale: Locale
    zone: tzinfo
    words: Mapping[str, Word]


def speak(tag: str, timezone: str, theme: Theme) -> Language:
    """The language `tag` in that time zone; an unknown one is English, an unknown zone UTC (config has checked both).

    Raises ThemeError when the theme's words are not what they should be.
    """
    locale = _locale(tag)
    shipped = {name: _shipped_words(name) for name in dict.fromkeys(("en", locale.language, tag))}
    overrides = _theme_words(theme, shipped["en"])
    words: dict[str, Word] = {}
    for name, own in shipped.items():
        words.update(own)
        words.update(overrides.get(name, {}))
    native = any(shipped.get(name) or overrides.get(name) for name in (locale.language, tag))
    return Language(
        tag=tag if known_language(tag) else "en",
        dir="rtl" if locale.text_direction == "rtl" else "ltr",
        native=native,
        locale=locale,
        zone=_zone(timezone),
        words=words,
    )


def known_language(tag: str | None) -> str | None:
    """The tag when it is well formed (RFC 5646 §2.1) and its language is one that CLDR knows, else None."""
    match = _TAG.fullmatch(tag or "")
    names = Locale("en").languages
    return tag if match and match[1].lower() in names else None


def say(language: Language, key: str, n: int | None = None, **values: object) -> Markup:
    """The word `key`, its plural form chosen by `n`, with the values (escaped unless they are Markup) put in.

    Raises KeyError for a word that does not exist.
    """
    word = language.words[key]
    if not isinstance(word, str):
        form = language.locale.plural_form(n or 0)
        word = word.get(form) or word["other"]
    numbers = {} if n is None else {"n": format_decimal(n, locale=language.locale)}
    return escape(word).format(**numbers, **values)


def _locale(tag: str) -> Locale:
    if tag.lower() == "en":
        return Locale.parse(_PLAIN_ENGLISH)
    try:
        return Locale.parse(tag, sep="-")
    except (ValueError, UnknownLocaleError):
        primary = tag.partition("-")[0]
    try:
        return Locale.parse(primary, sep="-")
    except (ValueError, UnknownLocaleError):
        return Locale.parse(_PLAIN_ENGLISH)


def _zone(name: str) -> tzinfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ZoneInfo("UTC")


def _shipped_words(tag: str) -> dict[str, Word]:
    file = _WORDS / f"{tag}.yaml"
    if not _TAG.fullmatch(tag) or not file.is_file():
        return {}
    return cast("dict[str, Word]", _read(file))


def _read(file: Path) -> object:
    """What a file of YAML says. Its C library, where PyYAML has it, takes a tenth of the time."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    said: object = yaml.load(file.read_text(encoding="utf-8"), Loader=loader)  # noqa: S506 - both are the safe one
    return said


def _theme_words(theme: Theme, known: Mapping[str, Word]) -> dict[str, dict[str, Word]]:
    """What theme.yaml says under `words`: language → key → word."""
    file = theme.folder / "theme.yaml"
    try:
        settings = _read(file) or {}
    except (OSError, ValueError, yaml.YAMLError) as error:
        raise ThemeError("theme.yaml cannot be read", place=_place(file, error)) from error
    words = settings.get("words", {}) if isinstance(settings, dict) else None
    if not isinstance(words, dict):
        raise ThemeError("theme.yaml is not a mapping with `words`", place=_place(file))
    for tag, own in words.items():
        wrong = (
            "words" if not isinstance(own, dict) else next((key for key in own if not _is_word(known, key, own)), None)
        )
        if wrong is not None:
            raise ThemeError(f"words.{tag}.{wrong} is not a word of the interface", place=_place(file), hint=_HINT)
    return {str(tag): own for tag, own in words.items()}


_HINT = "docs/themes.md lists the words; a value is text, or one text for each plural form"


def _is_word(known: Mapping[str, Word], key: object, own: Mapping[object, object]) -> bool:
    value = own[key]
    texts = list(value.values()) if isinstance(value, dict) else [value]
    plural_is_whole = not isinstance(value, dict) or "other" in value
    return key in known and plural_is_whole and all(isinstance(text, str) for text in texts)


def _place(file: Path, error: Exception | None = None) -> Place:
    mark = getattr(error, "problem_mark", None)
    return Place(file=str(file), line=mark.line + 1 if mark else None, column=mark.column + 1 if mark else None)
