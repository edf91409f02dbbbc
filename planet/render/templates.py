"""A theme's templates: sandboxed, escaping everything, refusing a variable that does not exist."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, MutableMapping
from contextlib import suppress
from pathlib import Path
from types import CodeType, TracebackType

from jinja2 import (
    Environment,
    FileSystemLoader,
    StrictUndefined,
    Template,
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
)
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

from planet.errors import Place, ThemeError
from planet.render import context
from planet.render.filters import Filter
from planet.render.theme import Theme
from planet.values import fields, is_dataclass

_MISTAKES = (TemplateError, ArithmeticError, LookupError, TypeError, ValueError, AttributeError, RecursionError)
"""What a mistake in a template can raise: Jinja's own errors, and Python's from an expression (`{{ 1 / 0 }}`)."""


_FIELDS: Mapping[type, frozenset[str]] = {
    kind: frozenset(field.name for field in fields(kind))
    for kind in vars(context).values()
    if isinstance(kind, type) and is_dataclass(kind)
}
"""What templates are given: values that have nothing but their fields, and those are what a template may see."""

_NO_FIELDS: frozenset[str] = frozenset()
_needs_escaping = re.compile("[&<>'\"]").search


def _escape(value: object) -> str:
    """As `markupsafe.escape`, but without a Markup of its own for what has nothing in it to escape: nearly all."""
    if type(value) is Markup or (type(value) is str and not _needs_escaping(value)):
        return value
    return escape(value)


class _Template(Template):
    """Jinja's template, which prints with our `_escape`."""

    @classmethod
    def from_code(
        cls,
        environment: Environment,
        code: CodeType,
        globals: MutableMapping[str, object],  # noqa: A002 - Jinja calls it so
        uptodate: Callable[[], bool] | None = None,
    ) -> Template:
        made = super().from_code(environment, code, globals, uptodate)
        made.root_render_func.__globals__["escape"] = _escape
        return made


class _Sandbox(ImmutableSandboxedEnvironment):
    """Jinja's sandbox, which asks nine questions about each attribute, but none about a field of our own values."""

    template_class = _Template

    def getattr(self, obj: object, attribute: str) -> object:
        if attribute in _FIELDS.get(type(obj), _NO_FIELDS):
            return getattr(obj, attribute)
        return super().getattr(obj, attribute)


class Templates:
    """The templates of one theme, each compiled once."""

    def __init__(self, theme: Theme, filters: Mapping[str, Filter], globals_: Mapping[str, object]) -> None:
        self._environment = _Sandbox(
            loader=FileSystemLoader([str(folder) for folder in theme.folders], encoding="utf-8"),
            autoescape=True,  # for every name: atom.xml.j2 is escaped like a page
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            auto_reload=False,
            cache_size=-1,
            optimized=False,  # it works out beforehand what is constant: nothing is, and to look takes a tenth
        )
        self.give(filters, globals_)

    def give(self, filters: Mapping[str, Filter], globals_: Mapping[str, object]) -> None:
        """What every template may use; filters of the same names take the place of earlier ones."""
        self._environment.filters.update(filters)
        self._environment.globals.update(globals_)

    def compile(self, name: str) -> None:
        """Have a template ready; a mistake in it is told when a page is to be made of it."""
        with suppress(*_MISTAKES):
            self._environment.get_template(name)

    def render(self, name: str, values: Mapping[str, object]) -> bytes:
        """The page, UTF-8. Raises ThemeError with the template and line of the mistake."""
        try:
            text = self._environment.get_template(name).render(values)
        except _MISTAKES as error:
            raise _explain(error, name) from error
        return text.encode("utf-8", "replace")


def _explain(error: Exception, name: str) -> ThemeError:
    if isinstance(error, TemplateSyntaxError):
        return ThemeError(str(error.message), place=Place(file=error.filename or error.name or name, line=error.lineno))
    if isinstance(error, TemplateNotFound):
        return ThemeError(f"there is no template {error.name}", place=_place(error, name))
    return ThemeError(f"{error} ({type(error).__name__})", place=_place(error, name), hint=_HINT)


_HINT = "docs/themes.md lists every variable and filter that a template has"


def _place(error: Exception, name: str) -> Place:
    """The innermost template line on the way to the error: Jinja maps its frames to the lines of the template."""
    place = Place(file=name)
    trace: TracebackType | None = error.__traceback__
    while trace is not None:
        file = Path(trace.tb_frame.f_code.co_filename)
        if file.suffix == ".j2":
            place = Place(file=str(file), line=trace.tb_lineno)
        trace = trace.tb_next
    return place
