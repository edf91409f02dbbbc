"""What one value may cost a child."""

from __future__ import annotations

from planet.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ChildLimits:
    """What one value may cost.

    `wall_s` is in seconds. `memory_bytes` bounds the whole child's data (None: no bound; held to on Linux only, other
    systems accept such a limit and ignore it). `workers` is how many children at most (None: the cores, at most 4).
    """

    wall_s: float = 10.0
    memory_bytes: int | None = 512 * 1024 * 1024
    workers: int | None = None
