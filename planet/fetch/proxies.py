"""The way out that the environment names, for those who say `trust_env: true`.

A proxy looks names up by itself, so a name cannot be checked by its addresses there; the names that are private
wherever they lead, and addresses written out, are refused all the same. netrc is never read: a feed has its `auth`.
"""

from __future__ import annotations

from planet.errors import FetchError, Kind
from planet.fetch.addresses import Target, is_private_name, is_public, literal_address, private, read_target


def proxy_for(target: Target) -> Target | None:
    """The proxy through which a target is reached; None for the straight way.

    `HTTP_PROXY`, `HTTPS_PROXY`, `ALL_PROXY` and `NO_PROXY` count, in small letters too. Raises FetchError (ADDRESS) for
    a proxy that is none; what is written there is not repeated, as it may hold a password.
    """
    from urllib.request import getproxies_environment, proxy_bypass  # noqa: PLC0415 - start-up: few trust theirs

    named = getproxies_environment()
    address = named.get(target.scheme) or named.get("all")
    if not address or proxy_bypass(f"{target.host}:{target.port}"):
        return None
    try:
        proxy = read_target(address if "://" in address else f"http://{address}")
    except FetchError:
        raise _no_proxy() from None
    if "@" in address:
        raise _no_proxy()
    return proxy


def refuse_private(target: Target) -> None:
    """Raises FetchError (ADDRESS) for what is private whoever looks it up."""
    literal = literal_address(target.host)
    if is_private_name(target.host) or (literal is not None and not is_public(literal)):
        raise private(target.host)


def _no_proxy() -> FetchError:
    hint = "Write it like http://proxy.example:3128, without user and password, or set fetch.trust_env: false."
    return FetchError(Kind.ADDRESS, "the environment names a proxy that cannot be used", hint=hint)
