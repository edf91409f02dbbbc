"""Files and pictures of an entry: RSS and Atom enclosures, Media RSS, iTunes."""

from __future__ import annotations

import re

from planet import urls
from planet.model.atom import Enclosure
from planet.parse.characters import one_line
from planet.parse.feedparser_types import Node, node_of, nodes_of, text_of

ADDRESS_LIMIT = 8192
_MOST = 32
_MAX_BYTES = 2**53
_MAX_SECONDS = 7 * 86400
_TYPES = {
    "mp3": "audio/mpeg",
    "m4a": "audio/mp4",
    "ogg": "audio/ogg",
    "oga": "audio/ogg",
    "opus": "audio/ogg",
    "flac": "audio/flac",
    "wav": "audio/wav",
    "mp4": "video/mp4",
    "m4v": "video/mp4",
    "webm": "video/webm",
    "ogv": "video/ogg",
    "mov": "video/quicktime",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "png": "image/png",
    "gif": "image/gif",
    "webp": "image/webp",
    "avif": "image/avif",
}
_EXTENSION = re.compile(r"\.([a-z0-9]{3,4})(?:[?#]|\Z)", re.IGNORECASE)


def enclosures_of(node: Node, base: str | None) -> tuple[Enclosure, ...]:
    """Every file once, at most 32: enclosures first, then the audio and video of Media RSS."""
    duration = seconds_of(text_of(node, "itunes_duration"))
    found: dict[str, Enclosure] = {}
    for link in nodes_of(node, "links"):
        if text_of(link, "rel") == "enclosure":
            _add(found, enclosure(link, base, duration))
    for item in nodes_of(node, "media_content"):
        if _media_sort(item) in {"audio", "video"}:
            _add(found, enclosure(item, base, duration))
    return tuple(found.values())[:_MOST]


def image_of(node: Node, base: str | None) -> str | None:
    """The picture that stands for an entry, absolute where it can be made so: thumbnail, then image, then iTunes."""
    candidates = [
        *(_address(each, base) for each in nodes_of(node, "media_thumbnail")),
        *(_address(each, base) for each in nodes_of(node, "media_content") if _media_sort(each) == "image"),
        _address(node_of(node, "image"), base),
        *(
            _address(each, base)
            for each in nodes_of(node, "links")
            if text_of(each, "rel") == "enclosure" and text_of(each, "type").startswith("image/")
        ),
    ]
    return next((address for address in candidates if address), None)


def enclosure(node: Node, base: str | None, duration_s: int | None = None) -> Enclosure | None:
    """One file from an element's attributes; its own duration before the entry's. None without an address."""
    href = _address(node, base)
    if href is None:
        return None
    return Enclosure(
        href=href,
        type=media_type(text_of(node, "type"), href),
        length_bytes=whole_number(text_of(node, "length") or text_of(node, "filesize"), _MAX_BYTES),
        duration_s=seconds_of(text_of(node, "duration")) or duration_s,
        title=one_line(text_of(node, "title"), 200) or None,
    )


def media_type(declared: str, href: str) -> str | None:
    """The media type in lower case; by the address's extension where none is declared; None when neither tells."""
    declared = one_line(declared, 100).lower().partition(";")[0].strip()
    if re.fullmatch(r"[a-z0-9][\w.+-]*/[a-z0-9][\w.+-]*", declared, re.ASCII):
        return declared
    extension = _EXTENSION.search(href[-200:])
    return _TYPES.get(extension[1].lower()) if extension else None


def seconds_of(text: str) -> int | None:
    """A duration ("3723", "62:03", "1:02:03") in seconds; None for nonsense and for more than a week."""
    found = re.fullmatch(r"(?:(?:(\d{1,3}):)?(\d{1,4}):)?(\d{1,7})(?:\.\d{1,9})?", text[:20], re.ASCII)
    if not found:
        return None
    hours, minutes, seconds = (int(part or 0) for part in found.groups())
    total = hours * 3600 + minutes * 60 + seconds
    return total if 0 < total <= _MAX_SECONDS else None


def whole_number(text: str, largest: int) -> int | None:
    """A whole number from 1 to `largest`, or None."""
    text = text[:20].replace(",", "")
    number = int(text) if text.isdecimal() else 0
    return number if 0 < number <= largest else None


def absolute(address: str, base: str | None) -> str | None:
    """The address, absolute where it can be made so, else as it came; None when it is empty or absurdly long."""
    address = one_line(address, ADDRESS_LIMIT + 1) if address else ""
    if not address or len(address) > ADDRESS_LIMIT:
        return None
    return address if urls.scheme_of(address) else urls.join(base, address) or address


def _add(found: dict[str, Enclosure], new: Enclosure | None) -> None:
    if new is not None:
        found.setdefault(new.href, new)


def _address(node: Node, base: str | None) -> str | None:
    return absolute(text_of(node, "href") or text_of(node, "url"), base)


def _media_sort(node: Node) -> str:
    """Whether it is "audio", "video", "image" or something else that we do not show (a Flash player)."""
    kind = media_type(text_of(node, "type"), text_of(node, "href") or text_of(node, "url")) or ""
    return kind.partition("/")[0] or text_of(node, "medium").lower()
