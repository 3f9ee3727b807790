"""Reads YAML as nodes that know their line and column; every problem is kept, none stops it."""

import codecs
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeVar

import yaml
from yaml import MappingNode, Mark, Node, ScalarNode, SequenceNode

LARGEST = 5_000_000
"""Bytes of a set-up file; thousands of people fit."""

LONGEST = 200
"""Characters of a name or an id."""

_NULL = "tag:yaml.org,2002:null"
_FLAGS = {"yes": True, "true": True, "on": True, "no": False, "false": False, "off": False}

Choice = TypeVar("Choice", bound=StrEnum)


@dataclass(frozen=True, order=True, slots=True)
class Problem:
    """What is wrong at one place of the file, and what to do. Lines and columns count from 1."""

    line: int
    column: int
    message: str

    def __str__(self) -> str:
        """Return the place and the message."""
        return f"line {self.line}, column {self.column}: {self.message}"


class SetupFileError(Exception):
    """The set-up file can't be used as it is. `problems` holds every one that was found."""

    def __init__(self, problems: Collection[Problem]) -> None:
        self.problems = tuple(sorted(problems))
        super().__init__("\n".join(str(problem) for problem in self.problems))


@dataclass(slots=True)
class Problems:
    """The problems found so far."""

    found: list[Problem] = field(default_factory=list)

    def add(self, at: Node, message: str) -> None:
        """Note a problem where the node begins."""
        self.found.append(_at(at.start_mark, message))


class Entry:
    """A mapping of the file: gives its values by name and notes what is wrong with them."""

    def __init__(self, node: Node, what: str, keys: Collection[str], problems: Problems) -> None:
        """Take in a node. `what` names it in messages; `keys` are those it may have."""
        self.node = node
        self._what = what
        self._problems = problems
        self._values: dict[str, Node] = {}
        if isinstance(node, MappingNode):
            for key, value in node.value:
                self._take(key, value, keys)
        elif node.tag != _NULL:
            problems.add(node, f"{what} is written as names and values: {', '.join(keys)}.")

    def _take(self, key: Node, value: Node, keys: Collection[str]) -> None:
        name = key.value if isinstance(key, ScalarNode) else ""
        if name not in keys:
            allowed = ", ".join(keys)
            self._problems.add(
                key, f"“{name[:60]}” is not known here. {self._what} has: {allowed}."
            )
        elif name in self._values:
            self._problems.add(key, f"“{name}” is given twice. Keep one of them.")
        else:
            self._values[name] = value

    def at(self, name: str) -> Node:
        """Return where a value stands, or where this entry begins when it has none."""
        return self._values.get(name, self.node)

    def text(self, name: str, *, required: bool = True) -> str:
        """Return a value exactly as written; empty when it is missing or not a plain value."""
        node = self._values.get(name)
        if node is None or node.tag == _NULL or node.value == "":
            if required:
                self._problems.add(self.at(name), f"“{name}” is missing. {self._what} needs it.")
            return ""
        if not isinstance(node, ScalarNode):
            self._problems.add(node, f"“{name}” is a single value, not a list.")
            return ""
        if len(node.value) > LONGEST:
            self._problems.add(node, f"“{name}” is longer than {LONGEST} characters. Shorten it.")
            return ""
        return str(node.value).strip()

    def flag(self, name: str) -> bool:
        """Return a yes or no; no when it is missing."""
        written = self.text(name, required=False)
        if written and written.lower() not in _FLAGS:
            self._problems.add(self.at(name), f"“{name}” is yes or no.")
        return _FLAGS.get(written.lower(), False)

    def switch(self, name: str) -> bool | None:
        """Return a yes or no; None when it is missing, so that it stays as it is."""
        return self.flag(name) if self.text(name, required=False) else None

    def choice(self, name: str, choices: type[Choice]) -> Choice | None:
        """Return one of the choices, or None with the problem noted."""
        written = self.text(name)
        return self.chosen(self.at(name), written, choices) if written else None

    def chosen(self, node: Node, written: str, choices: type[Choice]) -> Choice | None:
        """Return the choice that was written at a node, or None with the problem noted."""
        try:
            return choices(written)
        except ValueError:
            named = ", ".join(choices)
            self._problems.add(node, f"“{written[:60]}” is not one of: {named}.")
            return None

    def nodes(self, name: str) -> list[Node]:
        """Return a list's items; a single value counts as a list of one."""
        node = self._values.get(name)
        if node is None or node.tag == _NULL:
            return []
        return list(node.value) if isinstance(node, SequenceNode) else [node]

    def entries(self, name: str, what: str, keys: Collection[str]) -> list["Entry"]:
        """Return a list of entries."""
        node = self._values.get(name)
        if node is not None and node.tag != _NULL and not isinstance(node, SequenceNode):
            self._problems.add(node, f"“{name}” is a list: start each entry with a dash.")
            return []
        return [Entry(item, what, keys, self._problems) for item in self.nodes(name)]

    def pairs(self, name: str) -> list[tuple[ScalarNode, Node]]:
        """Return the names and values of a mapping whose names are free."""
        node = self._values.get(name)
        if node is None or node.tag == _NULL:
            return []
        if not isinstance(node, MappingNode):
            self._problems.add(node, f"“{name}” is written as “community: role”.")
            return []
        return [(key, value) for key, value in node.value if isinstance(key, ScalarNode)]


def read_yaml(data: bytes) -> Node | None:
    """Return a file's root node (None: the file is empty). Raises SetupFileError."""
    if len(data) > LARGEST:
        raise SetupFileError([Problem(1, 1, f"The file is larger than {LARGEST:,} bytes.")])
    try:
        text = codecs.decode(data, "utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise SetupFileError(
            [Problem(line, 1, "This is not UTF-8 text. Save it as UTF-8.")]
        ) from None
    return _or_problem(lambda: _compose(text))


def _compose(text: str) -> Node | None:
    # An alias lets a small file stand for a huge one, and nothing here needs it.
    for token in yaml.scan(text, Loader=yaml.SafeLoader):
        if isinstance(token, yaml.AliasToken):
            message = "“*” stands for another part of the file. Write that part out instead."
            raise SetupFileError([_at(token.start_mark, message)])
    node: Node | None = yaml.compose(text, Loader=yaml.SafeLoader)
    return node


def _or_problem(read: Callable[[], Node | None]) -> Node | None:
    try:
        return read()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        message = f"This is not YAML: {error.problem}. Check the indents, quotes and colons here."
        raise SetupFileError([_at(mark, message) if mark else Problem(1, 1, message)]) from None
    except yaml.YAMLError:
        message = "The file holds characters that YAML does not allow. Save it as plain text."
        raise SetupFileError([Problem(1, 1, message)]) from None
    except RecursionError:
        raise SetupFileError([Problem(1, 1, "The file is nested too deeply.")]) from None


def _at(mark: Mark, message: str) -> Problem:
    return Problem(mark.line + 1, mark.column + 1, message)
