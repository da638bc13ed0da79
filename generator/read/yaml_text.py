"""YAML without surprises: safe, no tag, no alias, no key twice."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import yaml

from generator.problems import Problems
from generator.read.files import ODD

LARGEST_INTEGER = 10**18
"""Beyond that no year, version or number is meant."""


class _Unwanted(yaml.MarkedYAMLError):
    """Something that YAML allows and a yearbook doesn't."""

    def __init__(self, code: str, mark: yaml.Mark, what: str) -> None:
        super().__init__(problem=what, problem_mark=mark)
        self.code = code


class _Strict(yaml.constructor.SafeConstructor):
    """What is made of YAML: refuses double keys and letters that can't be seen."""

    def construct_scalar(self, node: yaml.ScalarNode | yaml.MappingNode) -> Any:
        if found := ODD.search(str(node.value)):
            raise _Unwanted("file-letter", node.start_mark, f"U+{ord(found.group()):04X}")
        return super().construct_scalar(node)

    def whole_number(self, node: yaml.ScalarNode) -> int:
        value = self.construct_yaml_int(node)
        if abs(value) > LARGEST_INTEGER:
            raise _Unwanted("yaml-broken", node.start_mark, "integer too large")
        return value

    def day(self, node: yaml.ScalarNode) -> Any:
        """A date; text where the calendar has no such day, so that its key can be told."""
        try:
            return self.construct_yaml_timestamp(node)
        except (ValueError, OverflowError):
            return self.construct_scalar(node)

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen: set[str] = set()
        for key, _ in node.value:
            if isinstance(key, yaml.ScalarNode):
                if key.value in seen:
                    raise _Unwanted("yaml-twice", key.start_mark, key.value)
                seen.add(key.value)
        return super().construct_mapping(node, deep=deep)


_Strict.add_constructor("tag:yaml.org,2002:int", _Strict.whole_number)  # type: ignore[type-var]
_Strict.add_constructor("tag:yaml.org,2002:timestamp", _Strict.day)  # type: ignore[type-var]


class _StrictLoader(_Strict, yaml.SafeLoader):
    """SafeLoader that refuses aliases too; its words tell what is wrong."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            event = self.peek_event()  # type: ignore[no-untyped-call]
            raise _Unwanted("yaml-alias", event.start_mark, event.anchor)
        return super().compose_node(parent, index)


_Fast: type[_Strict] = _StrictLoader
if yaml.__with_libyaml__:

    class _QuickLoader(_Strict, yaml.CSafeLoader):
        """The same by libyaml, ten times as fast, for text that can't hold an alias."""

    _Fast = _QuickLoader


def load_mapping(
    text: str, name: str, problems: Problems, first_line: int = 1
) -> tuple[dict[str, Any], dict[str, int]] | None:
    """A YAML mapping and the line of each of its keys; None, and a problem, where it is none.

    What lies deeper is named as Python would reach it: `speakers[1].name`. `first_line` is the
    line of the file on which `text` begins.
    """
    try:
        node, data = _loaded(text)
    except yaml.MarkedYAMLError as error:
        opens = error.context_mark if "end of stream" in str(error.problem) else None
        mark = opens or error.problem_mark or error.context_mark
        line = first_line + (mark.line if mark else 0)
        column = (mark.column if mark else 0) + 1
        code = error.code if isinstance(error, _Unwanted) else "yaml-broken"
        if isinstance(error, yaml.constructor.ConstructorError):
            code = "yaml-tag"
        said = error.problem or error.context or ""
        problems.add(code, name, line, column, reason=said, letter=said)
        return None
    except (yaml.YAMLError, ValueError, RecursionError, OverflowError) as error:
        deep = isinstance(error, RecursionError)
        said = "nested too deep" if deep else str(error).split("\n")[0]
        problems.add("yaml-broken", name, first_line, 1, reason=said)
        return None
    if not isinstance(data, dict) or not isinstance(node, yaml.MappingNode):
        problems.add("yaml-no-mapping", name, first_line, 1)
        return None
    lines = {path: first_line + place.start_mark.line for path, place in _places(node, "")}
    return {str(key): value for key, value in data.items()}, lines


def _loaded(text: str) -> tuple[yaml.Node | None, Any]:
    """What a text says, and its nodes; raises what the strict loader does."""
    if "*" not in text:
        try:
            return _by(_Fast, text)
        except (yaml.YAMLError, ValueError, RecursionError, OverflowError):
            pass  # told in the words of the other one
    return _by(_StrictLoader, text)


def _by(kind: type[Any], text: str) -> tuple[yaml.Node | None, Any]:
    loader = kind(text)
    try:
        node = loader.get_single_node()
        return node, loader.construct_document(node) if node is not None else None
    finally:
        loader.dispose()


def _places(node: yaml.Node, above: str) -> Iterator[tuple[str, yaml.Node]]:
    """Every key and list item below a node, by its path."""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if isinstance(key, yaml.ScalarNode):
                path = f"{above}.{key.value}" if above else str(key.value)
                yield path, key
                yield from _places(value, path)
    elif isinstance(node, yaml.SequenceNode):
        for index, item in enumerate(node.value):
            yield f"{above}[{index}]", item
            yield from _places(item, f"{above}[{index}]")
