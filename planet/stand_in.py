"""Modules that a child process does without, and something small that stands in for those that libraries insist on.

They take longer to import than all that a child does with its first document, and would let it talk to the network. A
library of another version may ask one of them for more than we know of: then all are given back (`take_back`), which
costs some milliseconds, and nothing breaks.
"""

from __future__ import annotations

import sys
from types import ModuleType

_absent: dict[str, ModuleType | None] = {}


def stand_in(name: str, **names: object) -> None:
    """Have a module with these names and no others stand in for one that is not loaded yet."""
    if name in sys.modules:
        return
    module = ModuleType(name, "Something small in its place: see planet.stand_in.")
    vars(module).update(names)
    _absent[name] = sys.modules[name] = module
    package, _, last = name.rpartition(".")
    if package in sys.modules:
        setattr(sys.modules[package], last, module)


def leave_out(name: str) -> None:
    """Have nobody find a module that is not loaded yet: for one that libraries can do without."""
    if name not in sys.modules:
        _absent[name] = None
        sys.modules[name] = None  # type: ignore[assignment]  # documented, but not in the type


def take_back() -> bool:
    """Have the modules themselves found again; whether there were any that were not."""
    gone = [name for name, module in _absent.items() if sys.modules.get(name, ...) is module]
    for name in gone:
        del sys.modules[name]
        package, _, last = name.rpartition(".")
        if package in sys.modules:
            vars(sys.modules[package]).pop(last, None)
    _absent.clear()
    return bool(gone)
