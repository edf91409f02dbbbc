"""Which legacy encoding bytes are in when no label helps: decided only by what the text would look like."""

from __future__ import annotations

import codecs
import re

from planet.model.late import late

_SAMPLE_BYTES = 65536
_HIGH_RUN = late(rb"[\x80-\xff]+")
_KANA = late(r"[\u3041-\u30ff]")
_COMMON_HANGUL = late("[가고그기나는다대도들로를리사서시아어에여오은을의이인일자전정제지하한해]")
_EAST_ASIAN = late(r"[\u3000-\u30ff\u4e00-\u9fff\uac00-\ud7a3\uff01-\uff5e]")
_COMMON_HAN = late("[的一是不了在有人我他这這个個们們中来來上大为為和国國地到以说說时時]")
_CYRILLIC_LOWER = late("[а-яёіїєґў]")
_CYRILLIC = late("[А-яЁёІіЇїЄєҐґЎў]")
_NON_ASCII = late(r"[^\x00-\x7f]")


def guess(body: bytes) -> str:
    """The name of a codec; "cp1252" where nothing is certain."""
    sample = body[:_SAMPLE_BYTES]
    runs = _HIGH_RUN().findall(sample)
    # In Western text accented letters stand alone between ASCII ones; in other scripts they stand together.
    if not runs or sum(map(len, runs)) < 2.5 * len(runs):
        return "cp1252"
    return _east_asian(sample) or _cyrillic(sample) or "cp1252"


def _east_asian(sample: bytes) -> str | None:
    """Every pair of high bytes is some character in most of these: which of them makes common ones?"""
    candidates = (
        ("euc_jp", _KANA(), 0.2),
        ("cp932", _KANA(), 0.2),
        ("cp949", _COMMON_HANGUL(), 0.15),
        ("gb18030", _COMMON_HAN(), 0.05),
        ("cp950", _COMMON_HAN(), 0.05),
    )
    best = (1.0, "")
    for name, common, least in candidates:
        text = _strictly(sample, name)
        if text and _share(_EAST_ASIAN(), text) > 0.9:  # noqa: PLR2004 - a share of text
            best = max(best, (_share(common, text) / least, name))
    return best[1] or None


def _cyrillic(sample: bytes) -> str | None:
    """KOI8-R read as Windows-1251, and the other way round, turns lower case into upper case."""
    for name in ("cp1251", "koi8-r", "cp866", "iso8859-5"):
        text = sample.decode(name, "replace")
        lower, all_of_it = _share(_CYRILLIC_LOWER(), text), _share(_CYRILLIC(), text)
        if all_of_it > 0.85 and lower > 0.7 * all_of_it:  # noqa: PLR2004 - shares of text
            return name
    return None


def _strictly(sample: bytes, name: str) -> str | None:
    """The text when all bytes fit; the sample's end may cut a character in two."""
    try:
        return codecs.getincrementaldecoder(name)().decode(sample)
    except UnicodeDecodeError:
        return None


def _share(wanted: re.Pattern[str], text: str) -> float:
    """What share of the non-ASCII characters are of the wanted kind."""
    foreign = len(_NON_ASCII().findall(text))
    return len(wanted.findall(text)) / foreign if foreign else 0.0
