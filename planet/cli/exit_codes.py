"""What the command tells the shell; documented in docs/json-report.md."""

from __future__ import annotations

from planet.errors import ConfigError, PlanetError, ThemeError

EXIT_FAILED = 1
EXIT_INVALID = 3
EXIT_ALL_FAILED = 4
EXIT_INTERRUPTED = 130


def exit_code(error: PlanetError) -> int:
    """3 for an invalid configuration or theme, else 1."""
    match error:
        case ConfigError() | ThemeError():
            return EXIT_INVALID
        case _:
            return EXIT_FAILED
