"""Which language and which direction a text has: from what its markup and its feed say, else from its script."""

from __future__ import annotations

import re

from planet.model.atom import Direction

_RTL_LANGUAGES = re.compile("ar|arc|ckb|dv|fa|he|iw|khw|ks|lrc|mzn|nqo|pnb|ps|sd|syr|ug|ur|yi")
_RTL_SCRIPTS = frozenset({"adlm", "arab", "hebr", "nkoo", "syrc", "thaa"})
_SCRIPT_LENGTH = 4
_TAG = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,4}")
_RTL = re.compile(
    "[\u0590-\u05ff\u0600-\u06ff\u0700-\u07ff\u0800-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
_LETTER = re.compile(r"[^\W\d_]")


def language_tag(*candidates: str | None) -> str | None:
    """The first that has the form of a language tag (BCP 47), with hyphens; None when none has.

    "und" and "mul" say nothing, and two letters with an underscore (`en_US`) are what many feeds write.
    """
    for candidate in candidates:
        tag = (candidate or "").strip().replace("_", "-")
        if _TAG.fullmatch(tag) and tag.lower() not in {"und", "mul", "zxx"}:
            return tag
    return None


def direction(lang: str | None, text: str) -> Direction | None:
    """The direction of a text: its letters decide where it has any, then its language; None when nothing tells.

    Letters before language, because feeds that say `en` by default are common and right-to-left text is not: half of
    the letters must be of a right-to-left script, so that a Hebrew post full of English names is still one.
    """
    letters = len(_LETTER.findall(text))
    if letters:
        share = len(_RTL.findall(text)) / letters
        return "rtl" if share >= (0.3 if is_rtl(lang) else 0.5) else "ltr"
    if lang is None:
        return None
    return "rtl" if is_rtl(lang) else "ltr"


def is_rtl(lang: str | None) -> bool:
    """Whether a language is written from right to left by default."""
    tag = (lang or "").lower()
    language, *rest = tag.split("-")
    script = next((part for part in rest if len(part) == _SCRIPT_LENGTH), None)
    return script in _RTL_SCRIPTS if script else _RTL_LANGUAGES.fullmatch(language) is not None
