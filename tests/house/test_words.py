"""Names say what a thing is, what is public is explained, and a rule that is off says why."""

from __future__ import annotations

import ast
import re
import sys
from pathlib import Path

VAGUE = re.compile(r"(^|_)(utils?|helpers?|common|misc|base|managers?|handlers?|stuff|tools|core)(_|$)")
# A code and a reason: `noqa: S101 - why`, `type: ignore[arg-type]  # why`.
REASONED = re.compile(r"#\s*noqa: [A-Z]+\d+(, ?[A-Z]+\d+)* - \S|#\s*type: ignore\[[\w, -]+\]\s+# \S")
SWITCHED_OFF = re.compile(r"#\s*(noqa|type:\s*ignore|ruff:\s*noqa|mypy:)", re.IGNORECASE)
UNFINISHED = re.compile(r"\b(?:TO" + "DO|FIX" + r"ME|XX" + r"X)\b")


def public_parts(node, name=""):
    """(dotted name, node) of every class and function that others may use."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) and not child.name.startswith("_"):
            dotted = f"{name}.{child.name}".lstrip(".")
            yield dotted, child
            if isinstance(child, ast.ClassDef):
                yield from public_parts(child, dotted)


def test_no_module_or_folder_has_a_name_that_says_nothing(modules):
    vague = [str(module.path) for module in modules if any(VAGUE.search(Path(p).stem) for p in module.path.parts)]

    assert vague == []


def test_everything_public_is_documented(package):
    silent = [str(module.path) for module in package if ast.get_docstring(module.tree) is None]
    for module in package:
        lines = module.text.splitlines()
        silent += [
            f"{module.at(node.lineno)} {name}"
            for name, node in public_parts(module.tree)
            # A method that a library asks for by name may say so instead, where it switches ruff's rule off.
            if ast.get_docstring(node) is None and not re.search(r"noqa:.*\bD10\d\b.* - ", lines[node.lineno - 1])
        ]

    assert silent == []


def test_a_rule_that_is_off_says_which_and_why(modules):
    silent = [
        module.at(line)
        for module in modules
        for comment, line in module.comments()
        if SWITCHED_OFF.search(comment) and not REASONED.search(comment)
    ]

    assert silent == []


def test_nothing_is_left_for_later(texts):
    unfinished = [
        f"{path}:{number}"
        for path, text in texts.items()
        if path.suffix != ".lock"
        for number, line in enumerate(text.splitlines(), start=1)
        if UNFINISHED.search(line)
    ]

    assert unfinished == []


def test_no_file_names_a_path_of_this_machine(root, texts):
    folders = {root.parent, Path.home(), Path(sys.prefix)}
    named = "|".join(re.escape(str(folder)) for folder in folders if folder != Path(folder.anchor))
    # A path starts a word: the same letters inside an address are something else.
    machine = re.compile(rf"(?<![\w./:~-])(?:{named}|/home/\w+|/Users/\w+)/")

    found = [
        f"{path}:{number}: {line.strip()[:100]}"
        for path, text in texts.items()
        for number, line in enumerate(text.splitlines(), start=1)
        if machine.search(line)
    ]

    assert found == []
