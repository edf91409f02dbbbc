"""gzip with nothing in its header that a machine or a moment could change (RFC 1952), and bounded on the way back.

The packed bytes still depend on the zlib that made them, so what is compared is the text inside.
"""

from __future__ import annotations

import zlib

from planet.errors import Kind, ParseError

LEVEL = 6
MAGIC = b"\x1f\x8b"
_HEAD = MAGIC + b"\x08\x00" + b"\x00\x00\x00\x00" + b"\x00\xff"
"""Deflate, no flags, no time, and an operating system that is not said."""

_STEP = 1024 * 1024


def packed(text: bytes) -> bytes:
    """The text as a gzip file."""
    deflate = zlib.compressobj(LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    return b"".join((_HEAD, deflate.compress(text), deflate.flush(), _tail(text)))


def holds(lying: bytes, text: bytes) -> bool:
    """Whether this is a gzip file of that text; most that are not are told by their last 8 bytes."""
    if not lying.startswith(_HEAD) or not lying.endswith(_tail(text)):
        return False
    inflate = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        return inflate.decompress(lying[len(_HEAD) : -8], len(text) + 1) == text and inflate.eof
    except zlib.error:
        return False


def unpacked(data: bytes, most: int) -> bytes:
    """The text of a gzip file of one part, or the data when it is none.

    Raises ParseError: it has more than `most` bytes, is damaged, or breaks off.
    """
    if not data.startswith(MAGIC):
        return data
    inflate = zlib.decompressobj(zlib.MAX_WBITS | 16)
    text = bytearray()
    try:
        while not inflate.eof:
            piece = inflate.decompress(data, _STEP)
            data = inflate.unconsumed_tail
            text += piece
            if len(text) > most:
                raise ParseError(Kind.TOO_BIG, f"it unpacks to more than {most // 2**20} MiB")
            if not piece and not data and not inflate.eof:
                raise ParseError(Kind.MALFORMED, "it breaks off")
    except zlib.error as error:
        raise ParseError(Kind.MALFORMED, "it is damaged") from error
    return bytes(text)


def _tail(text: bytes) -> bytes:
    return zlib.crc32(text).to_bytes(4, "little") + (len(text) & 0xFFFFFFFF).to_bytes(4, "little")
