"""Typed readers: each turns one value into what the program uses, or says what is wrong with it and returns None."""

from __future__ import annotations

import re
from datetime import timedelta

from planet.config.keys import Key, written
from planet.config.sections import Value
from planet.config.web_addresses import Wrong, web_address
from planet.config.wording import did_you_mean, nearest, quoted
from planet.config.yaml_nodes import Scalar
from planet.config.zones import zone_names
from planet.model.late import late

LONGEST_LINE = 500
LONGEST_ADDRESS = 2048
LONGEST_TEXT = 100_000
LONGEST_TAG = 35
"""What RFC 5646 §4.4.1 asks everybody to have room for."""
_SCRIPT, _REGION = 4, 2
_TRUE, _FALSE = frozenset({"true", "yes", "on"}), frozenset({"false", "no", "off"})
_WHOLE = re.compile(r"[+-]?(?:0|[1-9][0-9_]{0,15})")
_DURATION = re.compile(r"([0-9]{1,9})([smhd])")
_LOOSE_DURATION = re.compile(r"\s*([0-9]{1,9})\s*([smhd])[a-z]*\s*", re.IGNORECASE)
_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
_SIZE = re.compile(r"([0-9]{1,12})(?: ?(KiB|MiB|GiB))?")
_LOOSE_SIZE = re.compile(r"\s*([0-9]{1,12})\s*([kmg])i?b?\s*", re.IGNORECASE)
_BYTES = {None: 1, "KiB": 1024, "MiB": 1024**2, "GiB": 1024**3}
# RFC 5646 §2.1 without grandfathered tags, private use alone, and languages of 4 to 8 letters (none is registered).
_LANGUAGE = late(
    r"[a-z]{2,3}(-[a-z]{3}){0,3}(-[a-z]{4})?(-(?:[a-z]{2}|[0-9]{3}))?(-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*"
    r"(-[0-9a-wyz](-[a-z0-9]{2,8})+)*(-x(-[a-z0-9]{1,8})+)?",
    re.IGNORECASE,
)
_THEME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_EMAIL = re.compile(r"[^\s@<>()\"\x00-\x20]+@[^\s@<>()\"\x00-\x20]+")
# Bidirectional overrides, invisible marks, and what XML 1.0 cannot carry; never joiners, which Persian and emoji need.
_UNFIT = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2060-\u2069\ud800-\udfff\ufeff\ufffe\uffff]"
)


def read_scalar(value: Value, wanted: str = "a text") -> Scalar | None:
    """The word or text of the value as written."""
    if isinstance(value.node, Scalar):
        return value.node
    value.unwanted(wanted)
    return None


def read_text(value: Value) -> str | None:
    """One line of text without controls. A number, a date or a `no` is taken as it was written (YAML's traps)."""
    scalar = read_scalar(value)
    if scalar is None:
        return None
    return _bounded(value, " ".join(_UNFIT.sub("", scalar.text).split()), LONGEST_LINE)


def read_identity(value: Value) -> str | None:
    """An entry's address or id as its feed writes it."""
    scalar = read_scalar(value)
    if scalar is None:
        return None
    return _bounded(value, _UNFIT.sub("", scalar.text).strip(), LONGEST_ADDRESS)


def read_markdown(value: Value) -> str | None:
    """Text of many lines, without controls."""
    scalar = read_scalar(value)
    if scalar is None:
        return None
    return _bounded(value, _UNFIT.sub("", scalar.text).strip(), LONGEST_TEXT)


def _bounded(value: Value, text: str, longest: int) -> str | None:
    if text and len(text) <= longest:
        return text
    value.wrong(f"has {len(text)} characters, more than {longest}" if text else "is empty")
    return None


def read_texts(value: Value) -> tuple[str, ...] | None:
    """A list of texts; one that is written twice is kept once."""
    texts = [read_text(item) for item in value.items()]
    return tuple(dict.fromkeys(text for text in texts if text is not None))


def read_whole(value: Value) -> int | None:
    """A whole number within the key's range."""
    scalar = read_scalar(value, "a whole number")
    if scalar is None:
        return None
    if scalar.kind != "a whole number" or not _WHOLE.fullmatch(scalar.text):
        value.unwanted("a whole number", _without_quotes(scalar, _WHOLE))
        return None
    return _in_range(value, int(scalar.text))


def read_yes_no(value: Value) -> bool | None:
    """True or false; YAML 1.1 also knows yes, no, on and off."""
    scalar = read_scalar(value, "true or false")
    if scalar is None:
        return None
    if scalar.kind != "yes or no" or scalar.text.lower() not in _TRUE | _FALSE:  # `!!bool 7` is no truth
        value.unwanted("true or false", _without_quotes(scalar, re.compile("true|false")))
        return None
    return scalar.text.lower() in _TRUE


def _without_quotes(scalar: Scalar, right: re.Pattern[str]) -> str | None:
    return f"write {scalar.text} without quotes" if right.fullmatch(scalar.text) else None


def read_duration(value: Value) -> timedelta | None:
    """`30s`, `30m`, `12h`, `7d` or 0, within the key's range."""
    scalar = read_scalar(value, "a duration")
    if scalar is None:
        return None
    match = _DURATION.fullmatch(scalar.text)
    if match is None and scalar.text != "0":
        value.wrong(f"{quoted(scalar.text)} is not a duration", _duration_hint(scalar.text))
        return None
    seconds = _in_range(value, int(match[1]) * _SECONDS[match[2]] if match else 0)
    return None if seconds is None else timedelta(seconds=seconds)


def _duration_hint(text: str) -> str:
    if match := _LOOSE_DURATION.fullmatch(text):
        return f'did you mean "{match[1]}{match[2].lower()}"?'
    if text.isascii() and text.isdigit():
        return f'a unit is missing; did you mean "{text}s"?'
    return "write it like 30s, 30m, 12h, 7d or 0"


def read_size(value: Value) -> int | None:
    """Bytes: `10 MiB`, `512 KiB` or `1000`, within the key's range."""
    scalar = read_scalar(value, "a size")
    if scalar is None:
        return None
    match = _SIZE.fullmatch(scalar.text)
    if match is None:
        loose = _LOOSE_SIZE.fullmatch(scalar.text)
        meant = did_you_mean(f"{loose[1]} {loose[2].upper()}iB") if loose else None
        value.wrong(f"{quoted(scalar.text)} is not a size", meant or "write it like 10 MiB, 512 KiB or 1000 (bytes)")
        return None
    return _in_range(value, int(match[1]) * _BYTES[match[2]])


def _in_range(value: Value, amount: int) -> int | None:
    key: Key = value.key
    if key.least <= amount <= key.most:
        return amount
    value.wrong(f"{written(key, amount)} is out of range ({written(key, key.least)} to {written(key, key.most)})")
    return None


def read_language(value: Value) -> str | None:
    """A language tag (BCP 47) in the usual case: `en`, `pt-BR`, `zh-Hans`."""
    scalar = read_scalar(value, "a language tag")
    if scalar is None:
        return None
    if not _LANGUAGE().fullmatch(scalar.text) or len(scalar.text) > LONGEST_TAG:
        dashed = scalar.text.split(".")[0].replace("_", "-")
        meant = did_you_mean(_usual_case(dashed)) if _LANGUAGE().fullmatch(dashed) else None
        value.wrong(f"{quoted(scalar.text)} is not a language tag", meant or "write it like en, de, pt-BR or zh-Hans")
        return None
    return _usual_case(scalar.text)


def _usual_case(tag: str) -> str:
    """The case of RFC 5646 §2.1.1: regions in capitals, scripts with one, all else small, nothing after a singleton."""
    first, *rest = tag.lower().split("-")
    for place, part in enumerate(rest):
        if len(part) == 1:
            break
        if len(part) == _SCRIPT and part.isalpha():
            rest[place] = part.title()
        elif len(part) == _REGION:
            rest[place] = part.upper()
    return "-".join((first, *rest))


def read_zone(value: Value) -> str | None:
    """A name of the IANA time zone database, as every machine knows it."""
    scalar = read_scalar(value, "a time zone")
    if scalar is None or scalar.text == "UTC":
        return scalar.text if scalar else None
    names = zone_names()
    if scalar.text in names:
        return scalar.text
    value.wrong(f"{quoted(scalar.text)} is not a time zone", _zone_hint(scalar.text, names))
    return None


def _zone_hint(text: str, names: frozenset[str]) -> str:
    asked = "_".join(text.split()).lower()
    ordered = sorted(names)
    city = next((name for name in ordered if name.lower() == asked or name.lower().endswith(f"/{asked}")), None)
    return did_you_mean(city or nearest(asked, ordered)) or "write a name like Europe/Berlin or UTC"


def read_web_address(value: Value) -> str | None:
    """An http or https address, its host in small letters and ASCII."""
    scalar = read_scalar(value, "a web address")
    if scalar is None:
        return None
    address = web_address(scalar.text)
    if isinstance(address, Wrong):
        value.wrong(address.text, address.hint)
        return None
    return address


def read_email(value: Value) -> str | None:
    """Something with one @ in it; whether it exists only a letter can show."""
    scalar = read_scalar(value, "an e-mail address")
    if scalar is None:
        return None
    if not _EMAIL.fullmatch(scalar.text) or _UNFIT.search(scalar.text):
        value.wrong(f"{quoted(scalar.text)} is not an e-mail address", "write it like planet@example.org")
        return None
    return scalar.text


def read_theme(value: Value) -> str | None:
    """The name of a theme; whether there is such a theme, rendering says."""
    scalar = read_scalar(value, "the name of a theme")
    if scalar is None:
        return None
    if not _THEME.fullmatch(scalar.text):
        value.wrong(f"{quoted(scalar.text)} is not the name of a theme", "use small letters, digits and hyphens")
        return None
    return scalar.text
