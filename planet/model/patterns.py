"""Regular expressions of the maintainer's, run by an engine whose time grows with the text alone (RE2).

Python's own can take longer than the universe exists for thirty letters, `(a+)+$` against `aaaa…b`. What RE2 cannot do
in linear time (look-around, references back) it does not do, and says so.
"""

from __future__ import annotations

from collections.abc import Callable

MAX_LENGTH = 500
MAX_STEPS = 4000
"""Of a compiled expression; honest ones have a few hundred. RE2 keeps up with so many in 20 µs for an opening; with
twice as many (`(?:.?){900}x$`) it can run out of memory for its short cut, and take 3 ms."""

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
        compiled = re2.compile(text, options)
    except re2.error as error:
        raise ValueError(_reason(error)) from error
    if compiled.programsize > MAX_STEPS:
        raise ValueError(f"it is too large: {compiled.programsize} steps when compiled, more than {MAX_STEPS}")
    search = compiled.search
    # Bytes: for a str the library counts characters for offsets that nobody asks for, which takes twice as long.
    return lambda where: search(where.encode("utf-8", "replace")) is not None


def _reason(error: Exception) -> str:
    reason = error.args[0] if error.args else ""
    return reason.decode("utf-8", "replace") if isinstance(reason, bytes) else str(reason)
