"""What the children do in the tests of the sandbox: a module of its own, because children import it by name."""

import os
import re
import signal
import sys
import time
from contextlib import suppress
from pathlib import Path

from planet.errors import Kind, ParseError


def double(value):
    return value * 2


def obey(value):
    """Do what the value says, however bad."""
    return _DEEDS[value]() if value in _DEEDS else value


def spin_for_ever():
    while True:
        pass


def match_for_ever():
    """Never comes back to Python, so that no signal handler and no thread of Python's ever runs."""
    return re.search(r"(a+)+b", "a" * 80)


def eat_memory():
    return len([bytes(10_000_000) + b"x" for _ in range(1000)])


def refuse():
    raise ParseError(Kind.MALFORMED, "it is broken", hint="mend it")


def stumble():
    return {}["nothing here"]


def nap():
    time.sleep(0.3)
    return "rested"


def forget_to_close():
    return lambda: None


def pid():
    return os.getpid()


def look_around(_value):
    """Which of some modules are here, and whether ssl could be."""
    with suppress(ImportError):
        import ssl  # noqa: F401 - whether it can be is the question
    return [name for name in ("click", "planet.cli", "re", "ssl", "socket") if sys.modules.get(name)]


def imported(name):
    """Whether a module is here."""
    return name in sys.modules


def tell(_value):
    return os.getpid()


def nap_and_tell(_value):
    nap()
    return os.getpid()


def litter(_value):
    """Leave a megabyte of garbage that only a search finds, and tell how large this process is."""
    for _ in range(100):
        ring = [bytes(10_000)]
        ring.append(ring)
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def open_files(_value):
    names = [str(entry.readlink()) for entry in Path("/proc/self/fd").iterdir() if entry.is_symlink()]
    return [name for name in names if name.startswith("/")]


def write_pid_and_spin(folder):
    (Path(folder) / f"child-{os.getpid()}").touch()
    spin_for_ever()


_DEEDS = {
    "spin": spin_for_ever,
    "match": match_for_ever,
    "eat": eat_memory,
    "refuse": refuse,
    "stumble": stumble,
    "nap": nap,
    "lambda": forget_to_close,
    "pid": pid,
    "barred": lambda: signal.pthread_sigmask(signal.SIG_BLOCK, []),
    "leave": lambda: os._exit(3),
    "die": lambda: os.kill(os.getpid(), signal.SIGSEGV),
}
