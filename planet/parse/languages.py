"""Which language a text is in: what was declared, made a tag of BCP 47; else its script, where that decides."""

from __future__ import annotations

import re

from planet.model.late import late
from planet.parse.utf8 import late_in_utf8

_TAG = re.compile(r"([A-Za-z]{2,3})(?:-([A-Za-z]{4}))?(?:-([A-Za-z]{2}|\d{3}))?((?:-[A-Za-z0-9]{5,8}){0,3})")
_NAMES = {
    "english": "en",
    "german": "de",
    "deutsch": "de",
    "french": "fr",
    "français": "fr",
    "spanish": "es",
    "russian": "ru",
    "русский": "ru",
    "japanese": "ja",
    "chinese": "zh",
    "italian": "it",
    "portuguese": "pt",
    "polish": "pl",
    "dutch": "nl",
}
_SAMPLE = 1000
_FEWEST_LETTERS = 20
_NOT_LATIN = late_in_utf8("\u0370\u1dff", "\u3041\ud7a3")
_LETTER = late(r"[^\W\d_]")
_SCRIPTS = (
    ("ja", late_in_utf8("\u3041\u30ff"), 0.2),
    ("ko", late_in_utf8("\uac00\ud7a3"), 0.6),
    ("zh", late_in_utf8("\u3400\u9fff"), 0.8),
    ("ar", late_in_utf8("\u0620\u064a", "\u0671\u06d3"), 0.8),
    ("he", late_in_utf8("\u05d0\u05ea"), 0.8),
    ("el", late_in_utf8("\u0370\u03ff", "\u1f00\u1fff"), 0.8),
    ("th", late_in_utf8("\u0e01\u0e2e", "\u0e40\u0e45"), 0.8),
    ("cyrillic", late_in_utf8("\u0400\u04ff"), 0.8),
)
_NOT_ARABIC = late("[پچژگکیٹڈڑےںۀەێۆ]")
_ONLY_RUSSIAN = late("[ыэё]", re.IGNORECASE)
_ONLY_UKRAINIAN = late("[їєґ]", re.IGNORECASE)
_NOT_RUSSIAN = late("[іїєґўјљњћђџѓќѕәғқңөұүһӣӯҷҳ]", re.IGNORECASE)
_NOT_UKRAINIAN = late("[ыэёъў]", re.IGNORECASE)


def language_tag(declared: str | None) -> str | None:
    """The declared language as a tag of BCP 47 in its usual case ("en_us" → "en-US"); None for anything else."""
    text = (declared or "").strip().replace("_", "-")[:40]
    found = _TAG.fullmatch(text)
    if not found:
        return _NAMES.get(text.casefold())
    language, script, region, variants = found.groups()
    if language.lower() in {"und", "mul", "zxx", "mis"}:
        return None
    parts = (language.lower(), script and script.title(), region and region.upper())
    return "-".join(part for part in parts if part) + variants.lower()


def guess_language(text: str) -> str | None:
    """The language that the script of a plain text leaves no doubt of, else None; never one in Latin letters."""
    sample = text[:_SAMPLE]
    if sample.isascii():
        return None
    in_utf8 = sample.encode("utf-8", "replace")
    if not _NOT_LATIN().search(in_utf8):
        return None
    letters = len(_LETTER().findall(sample))
    if letters < _FEWEST_LETTERS:
        return None
    for language, script, share in _SCRIPTS:
        if len(script().findall(in_utf8)) >= share * letters:
            return _of_many(language, sample)
    return None


def _of_many(language: str, sample: str) -> str | None:
    """Scripts of several languages, told apart by letters that only one of them has."""
    if language == "ar":
        return None if _NOT_ARABIC().search(sample) else "ar"
    if language != "cyrillic":
        return language
    if _ONLY_RUSSIAN().search(sample) and not _NOT_RUSSIAN().search(sample):
        return "ru"
    return "uk" if _ONLY_UKRAINIAN().search(sample) and not _NOT_UKRAINIAN().search(sample) else None
