"""Regular expressions that wait until somebody needs them."""

import re

import pytest
from plugins.interpreter import said_by

from planet.model.late import late


def test_an_expression_is_compiled_when_it_is_used_and_once():
    expression = late("(not closed")  # nothing has looked at it yet
    word = late(r"w(O)rd", re.IGNORECASE)

    assert word() is word()
    assert word().search("a word")[1] == "o"
    with pytest.raises(re.error, match="missing"):
        expression()


def test_bytes_are_searched_by_expressions_of_bytes():
    assert late(rb"\xff+")().findall(b"a\xff\xffb\xff") == [b"\xff\xff", b"\xff"]


def test_what_few_documents_need_is_not_compiled_when_a_child_starts():
    watch = (
        "import re, sys; askers = []; compiled = re.compile\n"
        "def compile(*words): askers.append(sys._getframe(1).f_globals['__name__']); return compiled(*words)\n"
        "re.compile = compile; from planet.parse import charset_guess; import planet.parse.document\n"
        "print(*askers); askers.clear(); charset_guess.guess(b'\\xc0\\xc1\\xc2\\xc3'); print(*askers)"
    )

    at_start, at_use = (set(line.split()) for line in said_by(watch).splitlines())

    assert "planet.parse.texts" in at_start
    assert not at_start & {"planet.parse.charset_guess", "planet.parse.mend", "planet.parse.facts"}
    assert at_use == {"planet.parse.charset_guess"}
