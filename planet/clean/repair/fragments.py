"""Links within an entry work on a page that shows many: footnotes and their way back.

In an entry named 0a, whose own address is https://blog.example/post:

    <a href="#fn1">1</a> <li id="fn1">Note</li>
    →  <a href="#e-0a-fn1">1</a> <li id="e-0a-fn1">Note</li>

    <a href="https://blog.example/post#fn1">1</a> <li id="fn1">Note</li>
    →  <a href="#e-0a-fn1">1</a> <li id="e-0a-fn1">Note</li>

    <a href="#comments">Comments</a>
    →  <a href="https://blog.example/post#comments">Comments</a>
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator
from urllib.parse import unquote

from planet.clean.html_tree import Element
from planet.clean.repair.seen import Marks
from planet.clean.surroundings import Surroundings
from planet.urls import as_browser_reads, join

LONGEST_ID = 96
_NAMING = frozenset({"headers", "href", "id", "name"})
_GITHUB = "user-content-"
_INDEX = re.compile(r"/index\.(?:html?|php)\Z")
_COUNTING = re.compile(r"(?:utm_\w+|fbclid|ref|source)=", re.IGNORECASE)
_UNFIT = re.compile(r"[^\w.:~-]")
MARKS = Marks(attributes=_NAMING)


def point_within_entry(root: Element, around: Surroundings) -> Counter[str]:
    """Give targets ids of this entry's own, point fragments to them, and forget ids that nothing points to."""
    concerned = [element for element in root.elements() if not _NAMING.isdisjoint(element.attributes)]
    targets = _targets(concerned)
    wanted: set[str] = set()
    for element in concerned:
        _point(element, targets, wanted, around)
    for element in concerned:
        own_id = next((name for name in _names(element) if name in wanted and targets[name] is element), None)
        element.attributes.pop("id", None)
        element.attributes.pop("name", None)
        if own_id is not None:
            element.attributes["id"] = own_id_of(own_id, around)
    return Counter()


def own_id_of(name: str, around: Surroundings) -> str:
    """The id on our pages of what is called `name` in the entry; two names give two ids."""
    fit = _UNFIT.sub(lambda match: f"_{ord(match[0]):x}", name)
    if len(fit) > LONGEST_ID:
        fit = f"{fit[:64]}-{hashlib.sha256(name.encode('utf-8', 'replace')).hexdigest()[:16]}"
    return around.id_prefix + fit


def is_own(address: str, around: Surroundings) -> bool:
    """Whether an address, relative or not, is that of this very entry."""
    joined = join(around.base, address)
    return joined is not None and _bare(joined) in {_bare(base) for base in around.bases}


def _targets(concerned: list[Element]) -> dict[str, Element]:
    """Who answers to which name: ids first, then names of anchors, each time the first (HTML §7.4.6.4)."""
    targets: dict[str, Element] = {}
    anchors: dict[str, Element] = {}
    for element in concerned:
        if element.namespace is None and element.attributes.get("id", "").strip():
            targets.setdefault(element.attributes["id"].strip(), element)
        if element.name == "a" and element.attributes.get("name", "").strip():
            anchors.setdefault(element.attributes["name"].strip(), element)
    return anchors | targets


def _names(element: Element) -> Iterator[str]:
    for attribute in ("id", "name"):
        name = element.attributes.get(attribute, "").strip()
        if name:
            yield name


def _point(element: Element, targets: dict[str, Element], wanted: set[str], around: Surroundings) -> None:
    headers = element.attributes.get("headers")
    if headers and element.name in {"td", "th"}:
        found = [name for name in headers.split()[:16] if name in targets]
        wanted.update(found)
        element.attributes["headers"] = " ".join(own_id_of(name, around) for name in found)
    href = element.attributes.get("href")
    if not href or element.name != "a" or "#" not in href:
        return
    address, _, fragment = as_browser_reads(href).partition("#")
    if address and not is_own(address, around):
        return
    name = _target_of(fragment, targets)
    if name in targets:
        wanted.add(name)
        element.attributes["href"] = "#" + own_id_of(name, around)
    elif not address and around.own is not None:
        element.attributes["href"] = f"{around.own.partition('#')[0]}#{fragment}".rstrip("#")
    elif not address:
        del element.attributes["href"]


def _target_of(fragment: str, targets: dict[str, Element]) -> str:
    """The name that a fragment means: as it is, without its percent signs, or as GitHub renames what it shows."""
    for name in (fragment, unquote(fragment), _GITHUB + fragment):
        if name in targets:
            return name
    return unquote(fragment)


def _bare(address: str) -> str:
    """What two ways of writing one page's address have in common; what only counts readers is no part of it."""
    place, _, query = address.partition("#")[0].partition("://")[2].removeprefix("www.").partition("?")
    asked = "&".join(part for part in query.split("&") if part and not _COUNTING.match(part))
    return f"{_INDEX.sub('', place).rstrip('/')}?{asked}"
