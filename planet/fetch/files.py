"""A feed that is a file on disk."""

from __future__ import annotations

import errno
import os
import stat
from hashlib import sha256
from pathlib import Path

from planet.errors import FetchError, Kind
from planet.model.fetching import Fetched, FetchFailed, FetchRequest, FetchResult, NotModified, Traffic, Validators

_WORDS = {
    errno.ENOENT: "no such file",
    errno.ENOTDIR: "no such file",
    errno.EACCES: "no permission to read",
    errno.EPERM: "no permission to read",
    errno.EISDIR: "is a folder, not a file",
    errno.ELOOP: "a symbolic link that leads in a circle",
}


def read_file(request: FetchRequest, max_bytes: int) -> FetchResult:
    """Read the file of a feed (`request.file` is set); the same bytes as last time count as not modified.

    A file's time says nothing: a checkout makes every file new.
    """
    assert request.file is not None  # noqa: S101 - the caller chose requests with a file
    try:
        body = _read(request.file, request.feed_url, max_bytes)
    except FetchError as error:
        return FetchFailed(feed_url=request.feed_url, kind=error.kind, problem=error.problem, hint=error.hint)
    validators = Validators(body_sha256=sha256(body).hexdigest())
    traffic = Traffic(received_bytes=len(body))
    if validators.body_sha256 == request.validators.body_sha256:
        return NotModified(feed_url=request.feed_url, status=200, validators=validators, traffic=traffic)
    return Fetched(feed_url=request.feed_url, final_url="", body=body, validators=validators, traffic=traffic)


def _without_waiting(path: str, flags: int) -> int:
    """Opening a pipe that nobody writes to would wait for ever."""
    return os.open(path, flags | os.O_NONBLOCK)


def _read(path: Path, name: str, max_bytes: int) -> bytes:
    """Raises FetchError (FILE, TOO_BIG, EMPTY); `name` is the path as the maintainer wrote it."""
    try:
        with open(path, "rb", opener=_without_waiting) as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                raise FetchError(Kind.FILE, f"not an ordinary file: {name}")
            body = file.read(max_bytes + 1)
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        reason = _WORDS.get(getattr(error, "errno", None) or 0, "cannot be read")
        raise FetchError(Kind.FILE, f"{reason}: {name}") from error
    if len(body) > max_bytes:
        raise FetchError(Kind.TOO_BIG, f"the file is larger than {max_bytes / 1024 / 1024:.3g} MiB: {name}")
    if not body or body.isspace():
        raise FetchError(Kind.EMPTY, f"the file is empty: {name}", hint="Write a feed into the file, or remove it.")
    return body
