"""Authors as they may be shown: a plain name, an address that is one, an e-mail that looks like one."""

from __future__ import annotations

import re
from collections.abc import Iterable

from planet.clean.text import NAME_BYTES, plain
from planet.model.atom import Person
from planet.urls import host_of, safe_web_link

MAX_PEOPLE = 32
_EMAIL = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,8}")


def people(raw: Iterable[Person], base: str | None) -> tuple[Person, ...]:
    """Everybody who has a name or can be given one, each once, in the feed's order."""
    found: dict[Person, None] = {}
    for person in raw:
        clean = _person(person, base)
        if clean is not None:
            found[clean] = None
        if len(found) == MAX_PEOPLE:
            break
    return tuple(found)


def _person(raw: Person, base: str | None) -> Person | None:
    uri = safe_web_link(raw.uri, base) if raw.uri else None
    email = (raw.email or "").strip()
    email = email if _EMAIL.fullmatch(email) else ""
    name = plain(raw.name, NAME_BYTES) or email.partition("@")[0] or (host_of(uri) if uri else None)
    return Person(name=name, uri=uri, email=email or None) if name else None
