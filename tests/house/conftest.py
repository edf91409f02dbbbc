"""What the tests of the house look at: the checkout's files, and its Python read once."""

from __future__ import annotations

import ast
import io
import subprocess
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
NOT_OURS = {"output", "dist", "node_modules", "__pycache__"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Module:
    """One Python file; `path` is relative to the checkout."""

    path: Path
    text: str
    tree: ast.Module

    def at(self, line: int) -> str:
        """The place as an editor opens it."""
        return f"{self.path}:{line}"

    def functions(self) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
        """Every function and method, nested ones too."""
        return (node for node in ast.walk(self.tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))

    def calls(self) -> Iterator[tuple[str, int]]:
        """The dotted name and line of every call of a name, such as ("time.time", 12)."""
        calls = (node for node in ast.walk(self.tree) if isinstance(node, ast.Call))
        return ((ast.unparse(call.func), call.lineno) for call in calls)

    def comments(self) -> Iterator[tuple[str, int]]:
        """The text and line of every comment."""
        tokens = tokenize.generate_tokens(io.StringIO(self.text).readline)
        return ((token.string, token.start[0]) for token in tokens if token.type == tokenize.COMMENT)


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def files() -> tuple[Path, ...]:
    """Every file of the checkout that git has or would take, relative; all but hidden folders where there is no git."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    if listed.returncode == 0:
        names = sorted({Path(name) for name in listed.stdout.decode().split("\0") if name})
        return tuple(name for name in names if (ROOT / name).is_file())
    every = (path.relative_to(ROOT) for path in ROOT.rglob("*") if path.is_file())
    return tuple(sorted(path for path in every if not any(p.startswith(".") or p in NOT_OURS for p in path.parts[:-1])))


@pytest.fixture(scope="session")
def texts(files: tuple[Path, ...]) -> dict[Path, str]:
    """The files that are text, with their text. Documents in tests/corpus/ are hostile on purpose and not read."""
    found = {}
    for path in files:
        if path.parts[:2] != ("tests", "corpus"):
            data = (ROOT / path).read_bytes()
            if b"\0" not in data:
                found[path] = data.decode("utf-8", "replace")
    return found


@pytest.fixture(scope="session")
def modules(texts: dict[Path, str]) -> tuple[Module, ...]:
    """All our Python."""
    return tuple(
        Module(path=path, text=text, tree=ast.parse(text)) for path, text in texts.items() if path.suffix == ".py"
    )


@pytest.fixture(scope="session")
def package(modules: tuple[Module, ...]) -> tuple[Module, ...]:
    """The Python of the package alone."""
    return tuple(module for module in modules if module.path.parts[0] == "planet")


@pytest.fixture(scope="session")
def tests(modules: tuple[Module, ...]) -> tuple[Module, ...]:
    """The Python of the tests alone."""
    return tuple(module for module in modules if module.path.parts[0] == "tests")


@pytest.fixture(scope="session")
def pages(texts: dict[Path, str]) -> dict[Path, str]:
    """The documentation: Markdown outside of tests/ and of the demo's pages, which are the planet's own."""
    return {
        path: text
        for path, text in texts.items()
        if path.suffix == ".md" and path.parts[0] not in {"tests", "pages", "examples"}
    }
