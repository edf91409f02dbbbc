"""A connection, encrypted: TLS over whatever wire leads there, be it a tunnel inside another one."""

from __future__ import annotations

import asyncio
import ssl

from planet.errors import FetchError, Kind
from planet.fetch.wire import AT_ONCE, Wire

MOST_UNSAID = 256 * 1024
"""Bytes that may come in a row and say nothing: new keys, or a new handshake, can be sent for ever."""


class SecureWire:
    """What is said over `wire`, readable by `name` alone."""

    def __init__(self, wire: Wire, trusted: ssl.SSLContext, name: str) -> None:
        self._wire = wire
        self._unsaid = 0
        self._came, self._goes = ssl.MemoryBIO(), ssl.MemoryBIO()
        self._tls = trusted.wrap_bio(self._came, self._goes, server_hostname=name)

    async def shake_hands(self, seconds: float) -> None:
        """Agree on keys; the certificate is always checked. Raises FetchError as `secured` does."""
        try:
            async with asyncio.timeout(seconds):
                while not self._is_agreed():
                    self._take(await self._wire.read(None))
        except (OSError, TimeoutError) as error:
            raise _problem(error) from error

    async def read(self, seconds: float | None) -> bytes:
        """See Wire. Raises FetchError also for what the other side did not write (TLS), and for keys without end."""
        while (data := self._unpacked()) is None:
            self._take(await self._wire.read(seconds))
        return data

    def at_hand(self) -> bytes | None:
        """See Wire. A server may send keys for a later visit, which say nothing."""
        raw = self._wire.at_hand()
        try:
            if raw is not None:
                self._take(raw)
                if len(raw) >= AT_ONCE:
                    return raw  # far more than any keys
            return self._unpacked()
        except FetchError:
            return b""

    def write(self, data: bytes) -> None:
        """See Wire."""
        try:
            self._tls.write(data)
        except ssl.SSLError:
            self.abort()
        self._send()

    def abort(self) -> None:
        """See Wire."""
        self._wire.abort()

    def _is_agreed(self) -> bool:
        try:
            self._tls.do_handshake()
        except ssl.SSLWantReadError:
            return False
        finally:
            self._send()  # also what is wrong with a certificate
        return True

    def _unpacked(self) -> bytes | None:
        """The next piece in clear; empty at the end, None when more must come first.

        Many servers end without saying so in TLS. Whether something is missing then, the length of a body tells, or
        its last chunk; a body that has neither is taken as it came, as browsers do.
        """
        try:
            data = self._tls.read(AT_ONCE)
        except ssl.SSLWantReadError:
            return None
        except ssl.SSLEOFError:
            return b""
        except ssl.SSLError as error:
            raise _problem(error) from error
        finally:
            self._send()
        self._unsaid = 0
        return data

    def _take(self, raw: bytes) -> None:
        self._unsaid += len(raw)
        if self._unsaid > MOST_UNSAID:
            raise FetchError(Kind.PROTOCOL, "the server sends keys without end")
        if raw:
            self._came.write(raw)
        else:
            self._came.write_eof()

    def _send(self) -> None:
        if data := self._goes.read():
            self._wire.write(data)


async def secured(wire: Wire, trusted: ssl.SSLContext, name: str, seconds: float) -> SecureWire:
    """Go on encrypted over a wire, which is not closed when that fails.

    Raises FetchError (TLS, TIMEOUT, CONNECTION, PROTOCOL).
    """
    try:
        secure = SecureWire(wire, trusted, name)
    except ValueError as error:  # `a..b`: a name server may know it, but no certificate can
        raise FetchError(Kind.TLS, "no certificate can be for such a name") from error
    await secure.shake_hands(seconds)
    return secure


def _problem(error: OSError | TimeoutError) -> FetchError:
    if isinstance(error, ssl.SSLCertVerificationError):
        return FetchError(Kind.TLS, f"the certificate is not valid: {error.verify_message}")
    if isinstance(error, ssl.SSLError) and not isinstance(error, ssl.SSLEOFError):
        reason = (error.reason or "unknown reason").lower().replace("_", " ")
        return FetchError(Kind.TLS, f"no secure connection: {reason}", hint="Tell the site's owner.")
    if isinstance(error, TimeoutError):
        return FetchError(Kind.TIMEOUT, "no secure connection in time")
    return FetchError(Kind.CONNECTION, "the connection closed before it was secure")
