"""A file fits in the head, a function on the screen, and there is at least as much test as code."""

from __future__ import annotations

import ast

FILE_LINES = 300
FUNCTION_LINES = 40


def body_lines(function):
    """Lines from `def` to the end, without the docstring; decorators, such as a command's options, are data."""
    lines = function.end_lineno - function.lineno + 1
    if ast.get_docstring(function, clean=False) is None:
        return lines
    docstring = function.body[0]
    return lines - (docstring.end_lineno - docstring.lineno + 1)


def written_lines(modules):
    return sum(1 for module in modules for line in module.text.splitlines() if line.strip())


def test_no_file_of_the_package_is_longer_than_300_lines(package):
    too_long = {str(module.path): len(module.text.splitlines()) for module in package}

    assert {path: lines for path, lines in too_long.items() if lines > FILE_LINES} == {}


def test_no_function_of_the_package_is_longer_than_40_lines(package):
    sizes = {
        f"{module.at(function.lineno)} {function.name}": body_lines(function)
        for module in package
        for function in module.functions()
    }

    assert {place: lines for place, lines in sizes.items() if lines > FUNCTION_LINES} == {}


def test_there_are_at_least_as_many_lines_of_tests_as_of_code(package, tests):
    test_lines, code_lines = written_lines(tests), written_lines(package)

    assert test_lines >= code_lines


def test_the_length_of_a_function_leaves_out_its_docstring():
    code = '@cached\ndef f():\n    """One.\n\n    Two.\n    """\n    return 1\n'

    assert body_lines(ast.parse(code).body[0]) == 2
