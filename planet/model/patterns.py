"""Regular expressions of the maintainer's, run by an engine whose time grows with the text alone (RE2).

Python's own can take longer than the universe exists for thirty letters, `(a+)+$` against `aaaa…b`. What RE2 cannot do
in linear time (look-around, references back) it does not do, and says so.
"""

from __future__ import annotations

from collections.abc import Callable

MAX_LENGTH = 500
_MEMORY = 2 * 1024 * 1024
"""What one expression may take, compiled; honest ones take a few kilobytes."""


def compile_pattern(text: str) -> Callable[[str], bool]:
    """A function that tells whether the expression is found anywhere in a text. Raises ValueError, which says why.

    Capitals count, unless the expression starts with `(?i)`.
    """
    import re2  # noqa: PLC0415 - start-up: few configurations have an expression

    if len(text) > MAX_LENGTH:
        raise ValueError(f"it has {len(text)} characters, more than {MAX_LENGTH}")
    options = re2.Options()
    options.log_errors = False
    options.never_capture = True
    options.max_mem = _MEMORY
    try:
        search = re2.compile(text, options).search
    except re2.error as error:
        raise ValueError(_reason(error)) from error
    # Bytes: for a str the library counts characters for offsets that nobody asks for, which takes twice as long.
    return lambda where: search(where.encode("utf-8", "replace")) is not None


def _reason(error: Exception) -> str:
    reason = error.args[0] if error.args else ""
    return reason.decode("utf-8", "replace") if isinstance(reason, bytes) else str(reason)
