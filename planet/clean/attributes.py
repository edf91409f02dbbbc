"""Attributes in their one canonical form: what a stranger wrote in, what the policy's patterns accept out."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from planet.clean import links
from planet.clean.language import language_tag
from planet.clean.surroundings import Surroundings
from planet.clean.text import BIDI_CONTROLS, ILLEGAL

LONGEST_TEXT = 1000
_PIXELS = re.compile(r"\s*(\d{1,5})(?:\.\d+)?(?:px)?\s*")
_CODE_CLASS = re.compile(r"(?:language|lang|highlight-source|brush:)[-:]?([A-Za-z0-9+#._-]{1,32})")

Canonical = Callable[[str, Surroundings], str | None]


def text(value: str, _around: Surroundings) -> str | None:
    """Text for people: one line, nothing invisible that does harm, not endless."""
    return " ".join(BIDI_CONTROLS.sub("", ILLEGAL.sub("", value)).split())[:LONGEST_TEXT]


def pixels(value: str, _around: Surroundings) -> str | None:
    """A length in CSS pixels, without its unit; None for percentages and nonsense."""
    match = _PIXELS.fullmatch(value)
    return match[1] if match else None


def word(value: str, _around: Surroundings) -> str | None:
    """One of a few words."""
    return value.strip().lower()


def trimmed(value: str, _around: Surroundings) -> str | None:
    """The value without the space around it."""
    return value.strip()


def nothing(_value: str, _around: Surroundings) -> str | None:
    """The value of an attribute whose presence says it all."""
    return ""


def tag(value: str, _around: Surroundings) -> str | None:
    """A language tag."""
    return language_tag(value)


def code_class(value: str, _around: Surroundings) -> str | None:
    """The class that names the language of code, the only class that stays."""
    for name in value.split()[:16]:
        match = _CODE_CLASS.fullmatch(name)
        if match:
            return f"language-{match[1]}"
    return None


CANONICAL: Mapping[str, Canonical] = {
    "abbr": text,
    "alt": text,
    "alttext": text,
    "cite": links.media,
    "class": code_class,
    "colspan": trimmed,
    "data-align": word,
    "datetime": trimmed,
    "dir": word,
    "display": word,
    "headers": trimmed,
    "height": pixels,
    "href": links.link,
    "hreflang": tag,
    "id": trimmed,
    "lang": tag,
    "open": nothing,
    "poster": links.media,
    "reversed": nothing,
    "rowspan": trimmed,
    "scope": word,
    "sizes": trimmed,
    "span": trimmed,
    "src": links.media,
    "srcset": links.srcset,
    "start": trimmed,
    "title": text,
    "type": trimmed,
    "value": trimmed,
    "width": pixels,
}
"""How each attribute of HTML is read. Attributes that only we write are not here, so strangers' ones vanish."""


def canonical(name: str, attributes: Mapping[str, str], around: Surroundings) -> dict[str, str]:
    """The attributes of an HTML element that the policy permits, canonical, in an order that is always the same."""
    if not attributes:
        return {}
    if "xml:lang" in attributes and "lang" not in attributes:
        attributes = {**attributes, "lang": attributes["xml:lang"]}
    permitted: dict[str, str] = {}
    for attribute in around.policy.elements[name]:
        if attribute not in attributes or attribute not in CANONICAL:
            continue
        read = links.image if name == "img" and attribute == "src" else CANONICAL[attribute]
        value = read(attributes[attribute], around)
        if value is not None and around.policy.permits(name, attribute, value):
            permitted[attribute] = value
    return permitted


def canonical_math(name: str, attributes: Mapping[str, str], around: Surroundings) -> dict[str, str]:
    """The attributes of a MathML element that the policy permits, trimmed."""
    permitted: dict[str, str] = {}
    for attribute in around.policy.elements[name]:
        if attribute in attributes:
            value = " ".join(attributes[attribute].split())
            if around.policy.permits(name, attribute, value):
                permitted[attribute] = value
    return permitted
