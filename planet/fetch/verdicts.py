"""What an answer means for its feed. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from http import HTTPStatus
from itertools import pairwise

from planet.errors import HINTS, FetchError, Kind
from planet.fetch.addresses import Target
from planet.fetch.body import Body
from planet.fetch.caching import Head, max_age, retry_after
from planet.fetch.request import as_sent, is_conditional
from planet.model.fetching import Fetched, FetchFailed, FetchRequest, FetchResult, NotModified, Validators

LOGIN_HINT = "The feed is behind a login: give it `auth` in the configuration, or ask its owner for a public address."
REFUSED_HINT = "The server does not let Planet in; ask the site's owner to allow feed readers."
FAULT_HINT = "The server has a fault of its own; Planet asks again later."
CHALLENGE_HINT = "The site asks visitors to prove that they are human; ask its owner to let feed readers through."
ODD_SUCCESS_HINT = "The server answers without a whole document; if it goes on for days, tell its owner."
UNASKED_304_HINT = "The server believes that Planet has the document already; tell its owner."
_KINDS: dict[int, Kind] = {HTTPStatus.GONE: Kind.GONE, HTTPStatus.TOO_MANY_REQUESTS: Kind.RATE_LIMIT}
_HINTS: dict[int, str] = {
    HTTPStatus.UNAUTHORIZED: LOGIN_HINT,
    HTTPStatus.FORBIDDEN: REFUSED_HINT,
    HTTPStatus.NOT_MODIFIED: UNASKED_304_HINT,
}
_PERMANENT = frozenset({HTTPStatus.MOVED_PERMANENTLY, HTTPStatus.PERMANENT_REDIRECT})
_FIRST_REDIRECT, _FIRST_FAULT = 300, 500
_LONGEST_TYPE = 200


def document(
    request: FetchRequest, trail: tuple[Target, ...], hops: Sequence[int], head: Head, body: Body
) -> FetchResult:
    """A 200 answer: a document, or the one we know. `hops` are the statuses of the redirects on the way.

    The validators are the new ones, also when the body is the same; a server that sends none gets none back.
    Raises FetchError (ENCODING, EMPTY) where the body is none.
    """
    whole = body.whole()
    validators = Validators(
        etag=_validator(head.get(b"etag")),
        last_modified=_validator(head.get(b"last-modified")),
        body_sha256=sha256(whole).hexdigest(),
    )
    if validators.body_sha256 == request.validators.body_sha256:
        return NotModified(
            feed_url=request.feed_url,
            status=200,
            validators=validators,
            moved_to=_moved_to(trail, hops),
            max_age=max_age(head),
        )
    return Fetched(
        feed_url=request.feed_url,
        final_url=str(trail[-1]),
        body=whole,
        packed=body.packed,
        content_type=head.get(b"content-type", b"")[:_LONGEST_TYPE].decode("latin-1") or None,
        validators=validators,
        moved_to=_moved_to(trail, hops),
        max_age=max_age(head),
    )


def without_document(
    request: FetchRequest, trail: tuple[Target, ...], hops: Sequence[int], status: int, head: Head
) -> FetchResult:
    """Any other answer that is not a redirect."""
    if status == HTTPStatus.NOT_MODIFIED and is_conditional(request.validators):
        return NotModified(
            feed_url=request.feed_url,
            validators=_overlaid(request.validators, head),
            moved_to=_moved_to(trail, hops),
            max_age=max_age(head),
        )
    wait = retry_after(head)
    kind = _KINDS.get(status, Kind.STATUS)
    kind = Kind.RATE_LIMIT if status == HTTPStatus.SERVICE_UNAVAILABLE and wait else kind
    challenged = head.get(b"cf-mitigated", b"").lower() == b"challenge"
    return FetchFailed(
        feed_url=request.feed_url,
        kind=kind,
        problem=_status_line(status) + (" (a check for robots)" if challenged else ""),
        hint=CHALLENGE_HINT if challenged else _hint(kind, status),
        status=status,
        retry_after=wait,
    )


def failure(request: FetchRequest, error: FetchError) -> FetchFailed:
    """An exchange that gave no answer."""
    return FetchFailed(feed_url=request.feed_url, kind=error.kind, problem=error.problem, hint=error.hint)


def _status_line(status: int) -> str:
    """The status in our words: the server's own reason phrase is a stranger's text."""
    if status == HTTPStatus.NOT_MODIFIED:
        return "304 Not Modified, but the feed was never read before"
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return f"unknown status {status}"


def _hint(kind: Kind, status: int) -> str:
    named = _HINTS.get(status)
    if named:
        return named
    if status < _FIRST_REDIRECT:
        return ODD_SUCCESS_HINT
    return FAULT_HINT if status >= _FIRST_FAULT and kind is Kind.STATUS else HINTS[kind]


def _moved_to(trail: tuple[Target, ...], hops: Sequence[int]) -> str | None:
    """Where the feed lives now: only when every redirect was permanent, and none led away from https."""
    if not hops or not _PERMANENT.issuperset(hops):
        return None
    insecure = any(one.scheme == "https" and next_one.scheme == "http" for one, next_one in pairwise(trail))
    return None if insecure else str(trail[-1])


def _overlaid(before: Validators, head: Head) -> Validators:
    """A 304 may bring new validators for the document we have (RFC 9110 §15.4.5)."""
    return Validators(
        etag=_validator(head.get(b"etag")) or before.etag,
        last_modified=_validator(head.get(b"last-modified")) or before.last_modified,
        body_sha256=before.body_sha256,
    )


def _validator(raw: bytes | None) -> str | None:
    """A validator to keep: opaque, and only when we can send it back byte for byte."""
    text = (raw or b"").decode("latin-1")
    return text if as_sent(text) else None
