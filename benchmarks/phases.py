"""In which phase the main thread of a build is, and for how long: what watched.py runs.

Nothing of the product is changed: what a room hands out at its front door (`planet.store`, `planet.render`, …) is
wrapped when the room is loaded, and a phase is a room. So what moves behind a door, or from one caller to another, is
found again. A room that nobody calls any more ends this with a line.
"""

import _frozen_importlib
import json
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import is_dataclass
from pathlib import Path
from types import FunctionType, MethodType, ModuleType

ROOMS = {
    "config": "config",
    "fetch": "other",
    "parse": "documents",
    "sandbox": "children",
    "unread": "reading",
    "store": "reading",
    "compose": "compose",
    "continuation": "compose",
    "clean": "clean",
    "render": "render",
    "publish": "publish",
    "report": "report",
    "backup": "publish",
}
"""Room → phase. What is waited for in the sandbox depends on what children do there: see `TimedFunction`."""
SAVING = ("save", "put", "keep", "drop", "forget", "give", "follow")
"""How names of the store's methods begin that write."""
EXPECTED = frozenset({"config", "answers", "reading", "saving", "compose", "render", "publish"})
"""Phases that a first build cannot do without."""
INET = 2


class Watch:
    """The main thread's phases, as a stack: a moment belongs to the innermost. Other threads are not timed."""

    def __init__(self, began: float) -> None:
        self.seconds: dict[str, float] = defaultdict(float)
        self.loads: dict[str, float] = defaultdict(float)
        self.first_request: float | None = None
        self.last_answer: float | None = None
        self._main = threading.get_ident()
        self._stack = ["other"]
        self._at = time.perf_counter()
        self._spans = [("imports", began, self._at)]  # ours are such as the command needs too
        self._loading = threading.local()

    def turn(self) -> None:
        """What has passed since the last turn belongs to the phase on top."""
        now = time.perf_counter()
        self._spans.append((self._stack[-1], self._at, now))
        self._at = now

    def enter(self, phase: str) -> bool:
        """Begin a phase; False in another thread."""
        if threading.get_ident() != self._main:
            return False
        self.turn()
        self._stack.append(phase)
        return True

    def leave(self) -> None:
        """End the innermost phase."""
        self.turn()
        self._stack.pop()

    def phases(self) -> dict[str, float]:
        """Phase → seconds; what the main thread waited for is known only now."""
        self.turn()
        first, last = self.first_request, self.last_answer
        for phase, begin, end in self._spans:
            for name, start, stop in _divided(phase, begin, end, first or end, last or first or end):
                self.seconds[name] += max(0.0, stop - start)
        return dict(self.seconds)

    def load(self, find_and_load: Callable[..., ModuleType]) -> Callable[..., ModuleType]:
        """The import system's own function, timed: what a package takes, without what it imports in turn."""

        def timed(name: str, *rest: object) -> ModuleType:
            entered, started = self.enter("imports"), time.perf_counter()
            outer, self._loading.inner = getattr(self._loading, "inner", 0.0), 0.0
            try:
                return find_and_load(name, *rest)
            finally:
                taken = time.perf_counter() - started
                self.loads[package_of(name)] += taken - self._loading.inner
                self._loading.inner = outer + taken
                if entered:
                    self.leave()

        return timed


def _divided(phase: str, begin: float, end: float, first: float, last: float) -> Iterator[tuple[str, float, float]]:
    """A span, cut where the first request leaves and where the last answer is in."""
    before = {"imports": "imports before", "config": "config"}.get(phase, "before")
    after = {"imports": "imports after", "documents": "answers"}.get(phase, phase)
    yield before, begin, min(end, first)
    if phase == "documents":
        yield "answers", max(begin, first), min(end, last)
        yield "documents", max(begin, first, last), end
    else:
        yield after, max(begin, first), end


def package_of(name: str) -> str:
    """The package whose cost a module is: a room of ours, or a library."""
    parts = name.split(".")
    return ".".join(parts[:2]) if parts[0] == "planet" else parts[0]


class Timed:
    """An iterator or context manager whose every step belongs to a phase."""

    def __init__(self, watch: Watch, phase: str, inner: object, *, answers: bool) -> None:
        self._watch, self._phase, self._inner, self._answers = watch, phase, inner, answers

    def _step(self, method: str, *words: object) -> object:
        entered = self._watch.enter(self._phase)
        try:
            return getattr(self._inner, method)(*words)
        finally:
            if self._answers:
                self._watch.last_answer = time.perf_counter()
            if entered:
                self._watch.leave()

    def __iter__(self) -> "Timed":
        return self

    def __next__(self) -> object:
        return self._step("__next__")

    def __enter__(self) -> object:
        return self._step("__enter__")

    def __exit__(self, *words: object) -> object:
        return self._step("__exit__", *words)

    def __getattr__(self, name: str) -> object:
        return getattr(self._inner, name)


class TimedFunction:
    """A function, whose time, and that of the iterator or context that it gives, belongs to a phase."""

    def __init__(self, watch: Watch, phase: str, function: FunctionType) -> None:
        self._watch, self._phase, self._function = watch, phase, function
        self.__module__, self.__name__ = function.__module__, function.__name__

    def __call__(self, *words: object, **named: object) -> object:
        """What the function gives."""
        phase = self._phase
        if phase == "children":  # the first word says what they do
            room = room_of(words[0] if words else None)
            phase = ROOMS.get(room, "other")
        entered = self._watch.enter(phase)
        try:
            result = self._function(*words, **named)
        finally:
            if entered:
                self._watch.leave()
        if hasattr(result, "__next__") or (hasattr(result, "__enter__") and hasattr(result, "gen")):
            asks = self.__name__ == "crawl"  # what is waited for in it are answers
            return Timed(self._watch, "documents" if asks else phase, result, answers=asks)
        return result

    def __get__(self, owner: object, kind: object = None) -> object:
        """A method of whoever is asked for it."""
        return self if owner is None else MethodType(self, owner)

    def __reduce__(self) -> tuple[object, ...]:
        """A child, which watches nothing, gets the function itself."""
        from pkgutil import resolve_name  # noqa: PLC0415 - only where there are children

        return resolve_name, (f"{self.__module__}:{self.__name__}",)


def room_of(thing: object) -> str:
    """The room that a function or class comes from; "" when it is not ours."""
    parts = str(getattr(thing, "__module__", "")).split(".")
    return parts[1] if parts[0] == "planet" and len(parts) > 1 else ""


def wrap_room(watch: Watch, module: ModuleType) -> None:
    """Wrap what a room hands out: its functions, and the methods of its classes that do something."""
    room = module.__name__.split(".")[1]
    for name, found in list(vars(module).items()):
        if room_of(found) != room or name.startswith("_"):
            continue
        if isinstance(found, FunctionType):
            setattr(module, name, TimedFunction(watch, ROOMS[room], found))
        elif isinstance(found, type) and not issubclass(found, Exception) and not is_dataclass(found):
            wrap_methods(watch, found, "other" if room == "sandbox" else ROOMS[room])


def wrap_methods(watch: Watch, kind: type, phase: str) -> None:
    """Wrap the methods of a class; names of the store's say whether they write."""
    methods = {name: found for each in reversed(kind.__mro__) for name, found in vars(each).items()}
    for name, found in methods.items():
        if isinstance(found, FunctionType) and not name.startswith("_"):
            saves = room_of(kind) == "store" and name.startswith(SAVING)
            setattr(kind, name, TimedFunction(watch, "saving" if saves else phase, found))


class Wrapper:
    """Finds modules as Python does, and wraps what is to be watched as soon as they are loaded."""

    def __init__(self, watch: Watch) -> None:
        self._watch = watch

    def find_spec(self, name: str, path: object = None, target: object = None) -> object:
        """The spec that the others find, with a loader that wraps."""
        parts = name.split(".")
        if parts[0] != "planet" or len(parts) != len(("planet", "room")) or parts[1] not in ROOMS:
            return None
        for finder in sys.meta_path:
            find = getattr(finder, "find_spec", None)
            spec = find(name, path, target) if find and finder is not self else None
            if spec is not None:
                self._hook(spec.loader)
                return spec
        return None

    def _hook(self, loader: object) -> None:
        execute = loader.exec_module

        def execute_and_wrap(module: ModuleType) -> None:
            execute(module)
            wrap_room(self._watch, module)

        loader.exec_module = execute_and_wrap


def watch_command(began: float) -> None:
    """Run the command that this process was started for, and write its phases down."""
    target, started = Path(sys.argv[1]), float(sys.argv[2])
    sys.argv = ["planet", *sys.argv[3:]]
    watch = Watch(began)

    def notice(event: str, words: tuple[object, ...]) -> None:
        if event == "socket.connect" and watch.first_request is None and getattr(words[0], "family", 0) == INET:
            watch.first_request = time.perf_counter()

    sys.addaudithook(notice)
    sys.meta_path.insert(0, Wrapper(watch))
    _frozen_importlib._find_and_load = watch.load(_frozen_importlib._find_and_load)  # noqa: SLF001 - what imports call
    code: object = 0
    try:
        from planet.cli.ending import leave  # noqa: PLC0415 - as the command ends
        from planet.cli.main import main as command  # noqa: PLC0415 - it is what is timed

        command()
    except SystemExit as ending:
        code = ending.code
    if code:
        raise SystemExit(code)
    phases = watch.phases()
    seen = {phase for phase, seconds in phases.items() if seconds}
    missing = sorted(EXPECTED - seen) if target.stem == "first" else []
    missing += ["the first request"] if watch.first_request is None else []
    missing += ["the answers of crawl"] if watch.last_answer is None else []
    if missing:
        raise SystemExit(
            f"timeline: not seen: {', '.join(missing)}; a room or a function has moved: "
            "see ROOMS and SAVING in benchmarks/phases.py"
        )
    named = {f"import {name}": seconds for name, seconds in watch.loads.items()}
    with suppress(OSError):
        target.write_text(json.dumps(phases | named | {"start": began - started, "ended": time.perf_counter()}))
    leave(0)
