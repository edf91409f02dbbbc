"""What a feed's server is told beside the usual, with `${NAME}` for what must not stand in the file.

No message shows a value: not the one in the environment, and not what is around it.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Mapping
from functools import partial

from planet.config.checks import read_scalar
from planet.config.sections import Section, Value
from planet.config.wording import quoted
from planet.config.yaml_nodes import Mapping as MappingNode
from planet.model.fetching import Header

MOST_HEADERS = 16
LONGEST_VALUE = 8192
_OURS = (
    "host accept-encoding connection content-length content-encoding expect if-match if-modified-since if-none-match "
    "if-range if-unmodified-since keep-alive proxy-authorization proxy-connection range referer te trailer "
    "transfer-encoding upgrade"
)
OURS = frozenset(_OURS.split())
"""Headers that belong to the exchange itself; another value would break it, or what we promise of it."""

_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]{1,64}")
_VARIABLE = re.compile(r"\$\{([^{}]*)\}")
_VARIABLE_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,99}")
_SENDABLE = re.compile(r"[\t\x20-\x7e\xa0-\xff]+")

Environment = Mapping[str, str]


def read_own_headers(section: Section, environment: Environment) -> tuple[Header, ...]:
    """The headers of one feed, the one that `auth` stands for among them."""
    headers: tuple[Header, ...] = section.read("headers", partial(_read_headers, environment=environment), ())
    auth = section.get("auth")
    login = _read_auth(auth, environment) if auth else None
    if auth and login and any(header.name.lower() == "authorization" for header in headers):
        auth.wrong('there is an "Authorization" among the headers too', "leave one of the two out")
    return (*headers, login) if login else headers


def _read_headers(value: Value, environment: Environment) -> tuple[Header, ...] | None:
    if not isinstance(value.node, MappingNode):
        value.unwanted("a mapping (Name: value)")
        return None
    if len(value.node.entries) > MOST_HEADERS:
        value.wrong(f"has {len(value.node.entries)} headers, more than {MOST_HEADERS}")
        return None
    headers: list[Header] = []
    for name, node in value.node.entries:
        item = value.child(node, value.key, f".{name.text}" if _NAME.fullmatch(name.text) else ".?")
        if not _NAME.fullmatch(name.text):
            item.wrong(f"{quoted(name.text)} is not the name of a header", "write it like X-Api-Key")
        elif name.text.lower() in OURS:
            item.wrong(f"{name.text} is set by Planet itself", "leave it out")
        elif (text := _filled_in(item, environment)) is not None:
            headers.append(Header(name=name.text, value=text))
    return tuple(headers)


def _read_auth(value: Value, environment: Environment) -> Header | None:
    """HTTP's Basic authentication (RFC 7617) of `user:password`."""
    scalar = read_scalar(value, "a user, a colon and a password")
    if scalar is None:
        return None
    if not _VARIABLE.search(scalar.text.partition(":")[2]):
        hint = "write it like ann:${ANNS_PASSWORD}, and put the password into the environment"
        value.wrong("a password must not stand in the file", hint)
        return None
    text = _filled_in(value, environment)
    if text is None:
        return None
    return Header(name="Authorization", value=f"Basic {b64encode(text.encode('utf-8')).decode('ascii')}")


def _filled_in(value: Value, environment: Environment) -> str | None:
    """The text with the environment's values in it, or None when that is a problem."""
    scalar = read_scalar(value)
    if scalar is None:
        return None
    names = _VARIABLE.findall(scalar.text)
    unfit = [name for name in names if not _VARIABLE_NAME.fullmatch(name)]
    missing = [name for name in names if not environment.get(name)]
    if unfit:
        value.wrong(f"{quoted(unfit[0])} is not the name of a variable", "write it like ${NAME}")
        return None
    if missing:
        hint = "set it where Planet runs; in GitHub Actions: a secret, handed over with env:"
        value.wrong(f"the environment has no variable {missing[0]}", hint)
        return None
    text = _VARIABLE.sub(lambda match: environment[match[1]], scalar.text).strip()
    if not _SENDABLE.fullmatch(text) or len(text) > LONGEST_VALUE:
        value.wrong("its value cannot be sent in a header", "it is empty, too long, or has line ends or odd characters")
        return None
    return text
