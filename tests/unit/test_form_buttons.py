"""Buttons say beforehand whether a form is their answer: Teams must know before they are pressed.

Both sides are read from the program: what each card says of its buttons, and whether the handler
of the action, or a function of ours that it calls, makes a form.
"""

import ast
import importlib
import inspect
from collections.abc import Iterator
from pathlib import Path
from types import CodeType, FunctionType, ModuleType
from typing import Any

from adapters.grouping.embedding import BytesEmbedder
from adapters.grouping.lookup import MatrixIndex
from bot.cards import Ask
from bot.features import make_router
from bot.questions.lookup import EarlierAnswers
from bot.router import Router
from bot.settings import Settings
from clustering.embedding import HashedEmbedder

ROOT = Path(__file__).parents[2]


def router() -> Router:
    return make_router(
        Settings(_env_file=None),
        earlier=EarlierAnswers(BytesEmbedder(HashedEmbedder()), MatrixIndex()),
        nearest_theme=lambda *_: None,
        scrub=lambda: None,
    )


def buttons() -> Iterator[tuple[str, bool]]:
    """Each button that a card has: its action, and whether it says that it opens a form."""
    for path in sorted((ROOT / "bot").rglob("*.py")):
        module = ".".join(path.relative_to(ROOT).with_suffix("").parts)
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Button":
                given = {one.arg: one.value for one in node.keywords}
                action = given["action"] if "action" in given else node.args[1]
                opens = ast.literal_eval(given.get("opens_form", ast.Constant(False)))
                for name in actions(importlib.import_module(module), action):
                    yield name, opens


def actions(module: ModuleType, node: ast.expr) -> list[str]:
    """What the expression of an action may be: itself, or what callers of a helper give it."""
    if isinstance(node, ast.Constant):
        return [str(node.value)]
    assert isinstance(node, ast.Name)
    value = getattr(module, node.id, None)
    return [value] if isinstance(value, str) else []


def makes_forms(handler: Any, seen: set[CodeType]) -> bool:
    """Whether a function, or a function of ours that it calls, makes a form."""
    function = inspect.unwrap(handler)
    if inspect.ismethod(function):
        owner: Any = type(function.__self__)
        function = function.__func__
    else:
        owner = None
    if not isinstance(function, FunctionType) or function.__code__ in seen:
        return False
    seen.add(function.__code__)
    inside = dict(inspect.getclosurevars(function).nonlocals)
    names = [*function.__code__.co_names, *function.__code__.co_freevars]
    called = [inside.get(name) or function.__globals__.get(name) for name in names]
    called += [getattr(owner, name, None) for name in names] if owner else []
    return Ask in called or any(
        makes_forms(one, seen)
        for one in called
        if str(getattr(one, "__module__", "")).startswith("bot.") and not inspect.isclass(one)
    )


def test_buttons_whose_answer_is_a_form_say_so() -> None:
    handlers = router().buttons
    said = dict(buttons())
    assert {name for name, opens in said.items() if opens} == {
        name for name, handler in handlers.items() if makes_forms(handler, set())
    }


def test_the_forms_are_seen_at_all() -> None:
    handlers = router().buttons
    assert makes_forms(handlers["lesson_open"], set())
    assert not makes_forms(handlers["find_page"], set())
    assert set(dict(buttons())) <= set(handlers)
