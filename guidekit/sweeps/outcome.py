"""Outcome: one number that a model is asked for at each point."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from numbers import Real
from typing import Any

import numpy as np

from guidekit.knobs import Model
from guidekit.names import near

REDUCERS: dict[str, Callable[..., Any]] = {
    "max": np.max, "mean": np.mean, "median": np.median, "min": np.min,
    "quantile": np.quantile, "std": np.std,
}  # fmt: skip
"""What may stand around a method that gives an array; quantile takes its probability as a second argument."""

READABLE = "a method or a call with plain values, such as 'delivered_within(24)' or 'mean(latency(1000, 1))'"


@dataclass(frozen=True)
class Outcome:
    """A method of the model with its arguments, or a function of the model.

    Attributes
    ----------
    name : str
        The name of its column.
    method : str or callable
        A method of the model, or a function that takes the model.
    args, named : tuple
        The arguments of the method, by place and by name.
    reducer : str
        One of `REDUCERS`, for a method that gives an array; or empty.
    more : tuple
        Further arguments of the reducer.
    """

    name: str
    method: str | Callable[[Any], Any]
    args: tuple[Any, ...] = ()
    named: tuple[tuple[str, Any], ...] = ()
    reducer: str = ""
    more: tuple[Any, ...] = ()

    def of(self, model: Model) -> float:
        """Ask one model.

        Raises
        ------
        ValueError
            If the answer is not a number.
        """
        if callable(self.method):
            return _number(self.method(model))
        answer = getattr(model, self.method)(*self.args, **dict(self.named))
        if self.reducer:
            if not isinstance(answer, (np.ndarray, list, tuple)):
                raise ValueError(f"gave {_kind(answer)}; allowed inside {self.reducer}: an array of numbers")
            answer = REDUCERS[self.reducer](np.asarray(answer, dtype=float), *self.more)
        return _number(answer)

    def __str__(self) -> str:
        if callable(self.method):
            kind = type(self.method)
            home = getattr(self.method, "__module__", kind.__module__)
            return f"{home}.{getattr(self.method, '__qualname__', kind.__qualname__)}"
        given = [*map(repr, self.args), *(f"{name}={value!r}" for name, value in self.named)]
        call = f"{self.method}({', '.join(given)})" if given else self.method
        return f"{self.reducer}({', '.join([call, *map(repr, self.more)])})" if self.reducer else call


def outcomes_of(model: Model, wanted: Any) -> tuple[Outcome, ...]:
    """Read what is asked of a model.

    Parameters
    ----------
    model : Model
        Who is asked.
    wanted : mapping or sequence
        As in `guidekit.sweep`.

    Raises
    ------
    ValueError
        If a method does not exist, its arguments do not fit or cannot be read, or a name stands there
        twice; one line a problem.
    """
    found: list[Outcome] = []
    problems = []
    for name, told in _pairs(wanted):
        try:
            one = _read(name, told)
            _check(model, one)
            if one.name in {other.name for other in found}:
                raise ValueError("stands there twice; allowed: each name once")
            found.append(one)
        except ValueError as problem:
            problems.append(f"outcomes: {str(name if name is not None else told)!r} {problem}")
    if problems:
        raise ValueError("\n".join(problems))
    return tuple(found)


def parse(text: str) -> Outcome:
    """Read an outcome from text; values are literals, nothing is run.

    Examples
    --------
    >>> parse("quantile(latency(1000, seed=7), 0.95)").named
    (('seed', 7),)
    """
    try:
        tree = ast.parse(text.strip(), mode="eval").body
        if isinstance(tree, ast.Call) and isinstance(tree.func, ast.Name) and tree.func.id in REDUCERS:
            inner, *more = tree.args or [tree.func]
            if isinstance(inner, (ast.Call, ast.Name)) and not tree.keywords:
                told = tuple(map(ast.literal_eval, more))
                return replace(_call(text, inner), reducer=tree.func.id, more=told)
        return _call(text, tree)
    except (SyntaxError, ValueError, TypeError, RecursionError, MemoryError):
        raise ValueError(f"cannot be read; allowed: {READABLE}") from None


def _call(text: str, tree: ast.expr) -> Outcome:
    if isinstance(tree, ast.Name):
        return Outcome(text, tree.id)
    if not (isinstance(tree, ast.Call) and isinstance(tree.func, ast.Name)):
        raise ValueError(text)
    if not all(word.arg for word in tree.keywords):  # **more
        raise ValueError(text)
    named = tuple((str(word.arg), ast.literal_eval(word.value)) for word in tree.keywords)
    return Outcome(text, tree.func.id, tuple(map(ast.literal_eval, tree.args)), named)


def _pairs(wanted: Any) -> Iterable[tuple[Any, Any]]:
    if isinstance(wanted, str):
        return [(None, wanted)]
    if isinstance(wanted, Mapping) and wanted:
        return list(wanted.items())
    if isinstance(wanted, (list, tuple)) and wanted:
        return [(None, told) for told in wanted]
    raise ValueError(f"outcomes: {wanted!r} asks for nothing; allowed: names of methods, as ['reliability']")


def _read(name: Any, told: Any) -> Outcome:
    if isinstance(told, str):
        one = parse(told)
    elif isinstance(told, tuple) and told and isinstance(told[0], str):
        one = Outcome("", told[0], told[1:])
        one = replace(one, name=str(one))
    elif callable(told) and name is not None:
        one = Outcome(str(name), told)
    else:
        more = "" if name is not None else "; a function needs a name, as {'mine': function}"
        raise ValueError(f"is {told!r}; allowed: {READABLE}, or a tuple of a method and its arguments{more}")
    return one if name is None else replace(one, name=str(name))


def _check(model: Model, one: Outcome) -> None:
    if callable(one.method):
        return
    methods = [n for n, _ in inspect.getmembers(type(model), callable) if not n.startswith("_")]
    methods = [n for n in methods if not hasattr(Model, n)]
    if one.method not in methods:
        allowed = ", ".join(near(one.method, methods) or methods)
        raise ValueError(f"is no method of {type(model).__name__}; allowed: {allowed}")
    signature = inspect.signature(getattr(model, one.method))
    try:
        signature.bind(*one.args, **dict(one.named))
    except TypeError as problem:
        shape = str(signature).split(" -> ")[0].replace("'", "")
        raise ValueError(f"does not fit: {problem}; allowed: {one.method}{shape}") from None


def _number(answer: Any) -> float:
    plain = answer.item() if isinstance(answer, (np.generic, np.ndarray)) and answer.size == 1 else answer
    if not isinstance(plain, Real):
        raise ValueError(
            f"gave {_kind(answer)}; allowed: a number, or an array of numbers inside "
            f"{', '.join(REDUCERS)}, as mean(latency(1000, 1))"
        )
    return float(plain)


def _kind(answer: Any) -> str:
    size = getattr(answer, "shape", None)
    return type(answer).__name__ + (f" of {' × '.join(map(str, size))}" if size else "")
