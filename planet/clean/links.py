"""Addresses in content: relative ones made absolute, hostile ones gone, and fragments that stay in the entry."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from planet.clean.policy import PAGE_POLICY
from planet.clean.surroundings import Surroundings, is_upgradable
from planet.model.cleaning import CleanJob
from planet.model.rewriting import moved_link
from planet.urls import as_browser_reads, host_of, safe_image, safe_link, safe_web_link, scheme_of

MAX_CANDIDATES = 32
_DESCRIPTOR = re.compile(r"\d{1,5}(?:\.\d{1,3})?[wx]")
# An address that ends in a comma has no descriptor; any other is followed by one, up to the next comma.
_CANDIDATE = re.compile(r"[\s,]*(?:([^\s,]\S*),(?=\s|\Z)|([^\s,]\S*)([^,]*))")


def entry_link(job: CleanJob) -> str | None:
    """The address of the entry's own page, absolute and http(s), or None."""
    return safe_web_link(moved_link(job.raw.link, job.links), job.feed_base) if job.raw.link else None


def base_of(job: CleanJob, stated: str | None) -> str | None:
    """What relative addresses are relative to: `stated` (xml:base), else the entry's link, else the feed's address."""
    if stated and (base := safe_web_link(stated, job.feed_base)):
        return base
    return entry_link(job) or (safe_web_link(job.feed_base) if job.feed_base else None)


def link(address: str, around: Surroundings) -> str | None:
    """An address for `href`, or None. A fragment that is ours already stays as it is."""
    if address.startswith("#" + around.id_prefix):
        return address
    return safe_link(address, around.base) or _within_site(address, around)


def image(address: str, around: Surroundings) -> str | None:
    """An address for `src` of an image, or None; http is asked for as https where our site is."""
    found = safe_image(address, around.base) or _within_site(address, around)
    return upgraded(found, around) if found else None


def media(address: str, around: Surroundings) -> str | None:
    """An address for sound and pictures that move, or None."""
    return safe_web_link(address, around.base)


def srcset(value: str, around: Surroundings) -> str | None:
    """The candidates that are safe, each judged alone; None when none is (HTML §4.8.4.2.1)."""
    kept: list[str] = []
    for match in _CANDIDATE.finditer(value):
        address, descriptor = (match[1] or match[2]).rstrip(","), (match[3] or "").strip()
        safe = safe_web_link(address, around.base)
        if safe is None or (descriptor and not _DESCRIPTOR.fullmatch(descriptor)):
            continue
        kept.append(f"{upgraded(safe, around)} {descriptor}".strip())
        if len(kept) == MAX_CANDIDATES:
            break
    return ", ".join(kept) or None


def upgraded(address: str, around: Surroundings) -> str:
    """The address over https where our own site is served so and a browser would insist (mixed content)."""
    if not around.https or scheme_of(address) != "http":
        return address
    try:
        has_port = urlsplit(address).port is not None
    except ValueError:
        return address
    host = host_of(address)
    if has_port or not host or not is_upgradable(host):
        return address
    return "https" + address[len("http") :]


def _within_site(address: str, around: Surroundings) -> str | None:
    """An address within our own site, in the maintainer's own pages only."""
    if around.policy is not PAGE_POLICY:
        return None
    address = as_browser_reads(address)
    return address if scheme_of(address) is None and not address.startswith(("//", "\\", "/\\")) else None
