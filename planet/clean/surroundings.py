"""What the HTML of one entry is cleaned against: whose it is, where its links lead from, and which policy holds."""

from __future__ import annotations

import ipaddress

from planet.clean.policy import ENTRY_POLICY, ID_PREFIX, Policy
from planet.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """The fixed facts around one piece of HTML.

    `name` names the entry on our pages: its ids start with `e-<name>-`. `base` is the http(s) address that relative
    links are relative to, `own` the entry's own address; None where there is none. `bases` are addresses that mean
    "this very text" when a fragment follows them. `label` names boxes that scroll. `https`: our site is served so.
    `images`, `remove` (CSS selectors) and `tidy` are what the maintainer chose for the feed.
    """

    name: str
    base: str | None = None
    own: str | None = None
    bases: tuple[str, ...] = ()
    label: str = ""
    https: bool = True
    policy: Policy = ENTRY_POLICY
    images: bool = True
    remove: tuple[str, ...] = ()
    tidy: bool = True

    @property
    def id_prefix(self) -> str:
        """What every id in this text starts with."""
        return f"{ID_PREFIX}{self.name}-"


def is_upgradable(host: str) -> bool:
    """Whether a plain http address of this host may be asked for over https, as browsers do: names yes, numbers no.

    (Mixed Content Level 2, W3C; this very machine is trusted over http.)
    """
    if host == "localhost" or host.endswith(".localhost"):
        return False
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return True
    return False
