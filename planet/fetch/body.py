"""A body, unpacked while it streams and never larger than allowed (RFC 9110 §8.4). Pure.

httpx unpacks a body on its own and without bounds: 3.6 KB of gzip in gzip can reach 2 GB.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

from planet.errors import FetchError, Kind
from planet.fetch.addresses import shown

RATIO_COUNTS_FROM = 1024 * 1024
"""So many bytes may come out of any compression: a short feed of one repeated line is no attack."""

LARGE = 1024 * 1024
"""Bytes; of a thousand real feeds, few are larger."""

MOST_MEMBERS = 1000
"""A gzip body may have parts (RFC 1952 §2.2); a body of nothing but empty parts would keep a core busy."""

_WORTH_KEEPING = 0.5
"""As a part of the document; what was packed worse we pack better, at no great cost."""

_STEP = 32 * 1024
"""As much as zlib writes into one buffer: what is larger is put together once more at each step."""

_GZIP = re.compile(rb"\x1f\x8b\x08")
_BOMB_HINT = "It may be an attack; look at the document before you keep the feed."


class Body:
    """Takes the raw bytes of an answer as they come, gives the document."""

    def __init__(self, coding: str | None, *, max_bytes: int, max_ratio: int) -> None:
        """`coding` is the Content-Encoding header. Raises FetchError (ENCODING) for what we cannot unpack."""
        self._inflater = _inflater_for(coding, max_ratio)
        self._sniffs = self._inflater is None
        self._max_bytes = max_bytes
        self._max_ratio = max_ratio
        self._pieces: list[bytes] = []
        self._packed: bytearray | None = bytearray()
        self._size = self._came = 0

    def take(self, raw: bytes) -> None:
        """Add what came. Raises FetchError (TOO_BIG, ENCODING) as soon as a limit is passed."""
        if self._sniffs and not self._came and _GZIP.match(raw):
            # Some servers send feed.xml.gz and do not say so; it is unpacked once, within the same bounds.
            self._inflater = Inflater(zlib.MAX_WBITS | 16, self._max_ratio)
        self._came += len(raw)
        if self._came > self._max_bytes:
            raise self._too_big()
        if self._inflater is None:
            self._pieces.append(raw)
            self._size = self._came
            return
        for piece in self._inflater.pieces(raw):
            self._pieces.append(piece)
            self._size += len(piece)
            if self._size > self._max_bytes:
                raise self._too_big()
        self._keep(raw)

    @property
    def is_large(self) -> bool:
        """Whether so much came already that few such documents may be held at a time."""
        return self._size > LARGE

    @property
    def packed(self) -> bytes | None:
        """The whole document as it came, where that is one piece of gzip and worth keeping; else None."""
        packed = self._packed
        if not packed or self._inflater is None or not self._inflater.is_one_piece:
            return None
        return bytes(packed) if len(packed) <= self._size * _WORTH_KEEPING else None

    def whole(self) -> bytes:
        """The document. Raises FetchError when the packed body is cut short (ENCODING) or nothing came (EMPTY)."""
        if self._inflater:
            self._inflater.finish()
        document = b"".join(self._pieces)
        if not document or document.isspace():
            raise FetchError(Kind.EMPTY, "the document is empty")
        return document

    def _keep(self, raw: bytes) -> None:
        """Not what is large, so that no document is held twice that few are held of."""
        if self._packed is not None:
            self._packed += raw
            if self.is_large or len(self._packed) > LARGE:
                self._packed = None

    def _too_big(self) -> FetchError:
        return FetchError(Kind.TOO_BIG, f"the document is larger than {_megabytes(self._max_bytes)}")


class Inflater:
    """zlib in small steps, so that no input makes much output at once.

    `is_one_piece` tells whether all that came is one gzip member, or the beginning of one.
    """

    def __init__(self, wbits: int, max_ratio: int) -> None:
        self._wbits = wbits
        self._max_ratio = max_ratio
        self._zlib = zlib.decompressobj(wbits)
        self._members = 1
        self.is_one_piece = True
        self._in = self._out = 0

    def pieces(self, raw: bytes) -> Iterator[bytes]:
        """What `raw` unpacks to, piece by piece. Raises FetchError (ENCODING; TOO_BIG beyond `max_ratio`)."""
        self._in += len(raw)
        while raw:
            if self._zlib.eof:
                self.is_one_piece = False
                if not self._starts_another(raw):
                    break
            piece, raw = self._step(raw)
            self._out += len(piece)
            if self._out > max(RATIO_COUNTS_FROM, self._in * self._max_ratio):
                problem = f"the document unpacks to more than {self._max_ratio} times its size"
                raise FetchError(Kind.TOO_BIG, problem, hint=_BOMB_HINT)
            yield piece

    def finish(self) -> None:
        """Check that the packed body is whole. Raises FetchError (ENCODING)."""
        if self._in and not self._zlib.eof:
            raise FetchError(Kind.ENCODING, "the compressed document is cut short")

    def _step(self, raw: bytes) -> tuple[bytes, bytes]:
        try:
            piece = self._zlib.decompress(raw, _STEP)
        except zlib.error:
            raise FetchError(Kind.ENCODING, "the server says gzip, but what it sends is not") from None
        return piece, self._zlib.unused_data if self._zlib.eof else self._zlib.unconsumed_tail

    def _starts_another(self, raw: bytes) -> bool:
        """Whether `raw`, behind the end of one gzip member, is another one; anything else there is padding."""
        if not _GZIP.match(raw):
            return False
        self._members += 1
        if self._members > MOST_MEMBERS:
            raise FetchError(Kind.ENCODING, "the compressed document has too many parts")
        self._zlib = zlib.decompressobj(self._wbits)
        return True


def _inflater_for(coding: str | None, max_ratio: int) -> Inflater | None:
    codings = [part.strip().lower() for part in (coding or "").split(",")]
    codings = [part for part in codings if part not in {"", "identity"}]
    if not codings:
        return None
    if codings in (["gzip"], ["x-gzip"]):
        return Inflater(zlib.MAX_WBITS | 16, max_ratio)
    raise FetchError(Kind.ENCODING, f"the document is packed as “{shown(', '.join(codings))}”, which was not asked for")


def _megabytes(size: int) -> str:
    return f"{size / 1024 / 1024:.3g} MiB"
