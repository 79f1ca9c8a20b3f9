"""Turn YAML text into plain data, and remember where everything stands.

The only module that knows YAML. It works on libyaml's events (or those of PyYAML's own parser where libyaml is
missing), because events carry every start and end, cost no recursion and show each anchor, alias and tag before
anything is built from it. On them stands YAML 1.2 core: `no` is text, `22:30` is text, `010` is ten, dates are text.
"""

from __future__ import annotations

import codecs
import re
from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import yaml
from yaml.events import (
    AliasEvent,
    CollectionStartEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
)

from toolselect.diagnostics import Diagnostic, Location, Place, diagnostic

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

MAX_BYTES = 8_000_000
MAX_DEPTH = 64
MOST_ALIKE = 1000
"""So many repeated keys, unusable numbers or tabs are told; a program made them, and one cause is behind all."""
MAX_NUMBER = 1e100  # figures of any unit fit, and no sum or product of some of them overflows

# A node is what `locate` needs to find a place again: the event of a scalar; (start event, {key: (key event, node)})
# of a mapping; (start event, [node, ...]) of a sequence. Bare tuples, because thousands are made per file.
Node = Any

Data = Any
"""What the text says: dict, list, str, int, float, bool, None. JSON Schema narrows it before anything reads it."""

# Without libyaml PyYAML's own parser does: more than ten times slower, and stricter about a tab after a value and an
# unquoted text with `?` inside brackets.
_PARSER: Any = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader

_NUMBER = re.compile(r"0o[0-7]+|0x[0-9a-fA-F]+|[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_NOT_FINITE = frozenset(sign + word for sign in ("", "-", "+") for word in (".inf", ".Inf", ".INF")) | frozenset(
    (".nan", ".NaN", ".NAN")
)
_NUMBER_STARTS = frozenset("0123456789+-.")
_WORDS = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False,
}  # fmt: skip
_MAX_NUMERAL = 300

# Patterns that few files need stay texts: `re` makes them on first use, and start-up is spared them.
_HIDDEN = (
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff"
    "\u00ad\u200b\u200e\u200f\u2060-\u2064\U000e0000-\U000e007f]"
)
_TAB_INDENT = r"(?m)^ *\t[ \t]*(?=[^\s#])"
_LINE_END = re.compile(r"\r\n|\r|\n")
_CLOSING = r"(?:[\s,]|#.*+)*+[\]}]"


@dataclass(frozen=True, slots=True)
class Document:
    """One file that could be read: its text, what it says (`data`), and where (`root`).

    `unusable` are the places of numbers that were reported and replaced by 0: nothing else is to be said about them.
    """

    path: str
    text: str
    data: Data
    root: Node
    unusable: tuple[tuple[str | int, ...], ...] = ()


class _RefusedError(Exception):
    """Carry a finding out of the event loop; nothing after it can be trusted."""

    def __init__(self, found: Diagnostic) -> None:
        super().__init__(found.message)
        self.found = found


def parse(raw: bytes, path: str, *, max_bytes: int = MAX_BYTES) -> tuple[Document | None, list[Diagnostic]]:
    """Read the bytes of one file. Return the document, or None and why not.

    Duplicate keys and unusable numbers are reported all at once, together with the document that remains without
    them; what makes the rest unreadable (broken YAML, an alias, too deep) is reported alone.
    """
    text, refusal = decode(raw, path, max_bytes=max_bytes)
    if refusal is not None:
        return None, [refusal]
    found: list[Diagnostic] = []
    try:
        data, root = _build(text, path, found)
    except yaml.MarkedYAMLError as error:
        return None, [*found, _syntax_error(error, text, path)]
    except yaml.YAMLError as error:
        if hidden := re.search(_HIDDEN, text):
            return None, [_hidden_character(hidden, text, path)]
        return None, [diagnostic("TS004", Place(path=path), f"not readable as YAML: {error}", location=Location())]
    except _RefusedError as refused:
        return None, [*found, refused.found]
    if data is None:
        hint = "begin with a line such as `toolselect: vendor/1`"
        return None, [diagnostic("TS005", Place(path=path), "the file says nothing", hint, location=Location())]
    unusable = tuple(one.place.key for one in found if one.code == "TS010")
    document = Document(path, text, data, root, unusable)
    if "\t" in text:
        found += _tab_indentation(document)
    return document, found


def decode(raw: bytes, path: str, *, max_bytes: int = MAX_BYTES) -> tuple[str, Diagnostic | None]:
    """Return the text of a file without its byte order mark, or why it can't be used (and an empty text).

    It is UTF-8, not too large, and outside ASCII free of characters that nobody can see.
    """
    text, refusal = _decode(raw, path, max_bytes)
    if refusal is None and not text.isascii() and (hidden := re.search(_HIDDEN, text)):
        return "", _hidden_character(hidden, text, path)
    return text, refusal


def _hidden_character(hidden: re.Match[str], text: str, path: str) -> Diagnostic:
    message = f"the character U+{ord(hidden.group()):04X} is invisible and not allowed"
    where = _span(text, hidden.start(), hidden.end())
    return diagnostic("TS003", Place(path=path), message, "delete it", location=where)


def _decode(raw: bytes, path: str, max_bytes: int) -> tuple[str, Diagnostic | None]:
    place = Place(path=path)
    if len(raw) > max_bytes:
        message = f"{len(raw):,} bytes; {max_bytes:,} are the most"
        return "", diagnostic(
            "TS006", place, message, "split it, or allow more with --max-file-size", location=Location()
        )
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        hint = "save it as UTF-8"
        return "", diagnostic("TS002", place, "the file is UTF-16, not UTF-8", hint, location=Location())
    raw = raw.removeprefix(codecs.BOM_UTF8)
    try:
        text = raw.decode()
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode()
        where = _span(before, len(before), len(before))
        message = f"byte 0x{raw[error.start]:02x} is not UTF-8 text"
        return "", diagnostic("TS002", place, message, "save the file as UTF-8", location=where)
    if "\0" in text:
        where = _span(text, text.index("\0"), text.index("\0"))
        message = "the file is binary or UTF-16, not UTF-8 text: it holds a byte 0x00"
        return "", diagnostic("TS002", place, message, "save the file as UTF-8", location=where)
    return text, None


def _build(text: str, path: str, found: list[Diagnostic]) -> tuple[Data, Node]:  # noqa: C901, PLR0912, PLR0915
    """Run over the events once and build data and nodes side by side.

    One long function on purpose: it runs for each scalar of each file, and calls cost more than its work.
    """
    parser = _PARSER(text)
    try:
        next_event = parser.get_event
        next_event()
        opening = next_event()
        if not isinstance(opening, DocumentStartEvent):
            return None, None
        if text.startswith("%", _marks(opening)[0].index):
            raise _RefusedError(_feature(path, opening, "a directive", "leave it out"))
        data: Data = None
        root: Node = None
        container: Any = None
        nodes: Any = None
        in_mapping = False
        key: str | None = None
        key_event: Any = None
        stack: list[tuple[Any, Any, bool, str | None, Any]] = []
        while True:
            event = next_event()
            kind = type(event)
            if kind is ScalarEvent:
                if event.anchor is not None or event.tag is not None:
                    raise _RefusedError(_feature(path, event, "an anchor" if event.anchor is not None else "a tag"))
                value = event.value
                if event.style == '"' and not value.isprintable() and (hidden := re.search(_HIDDEN, value)):
                    raise _RefusedError(_hidden_by_escape(hidden, event, path))
                if in_mapping and key is None:
                    if value in container:
                        place = Place(path=path, key=(*_key_path(stack, container, key), value), at="key")
                        found.append(_given_twice(place, event, nodes[value][0], value))
                        if len(found) >= MOST_ALIKE:
                            raise _RefusedError(_given_twice(place, event, nodes[value][0], value))
                    elif value == "<<" and event.implicit[0]:
                        raise _RefusedError(_feature(path, event, "a merge key"))
                    key = value
                    key_event = event
                    continue
                if event.implicit[0]:
                    if value in _WORDS:
                        value = _WORDS[value]
                    elif value[0] in _NUMBER_STARTS:
                        try:
                            value = _number(value)
                        except OverflowError as error:
                            place = Place(path=path, key=_key_path(stack, container, key))
                            found.append(diagnostic("TS010", place, str(error), location=_mark_span(event)))
                            value = 0
                if in_mapping:
                    container[key] = value
                    nodes[key] = (key_event, event)
                    key = None
                elif nodes is not None:
                    container.append(value)
                    nodes.append(event)
                else:
                    data, root = value, event
                    break
            elif kind is MappingEndEvent or kind is SequenceEndEvent:
                container, nodes, in_mapping, key, key_event = stack.pop()
                if nodes is None:
                    break
                key = None
            elif isinstance(event, CollectionStartEvent):
                if event.anchor is not None or event.tag is not None:
                    raise _RefusedError(_feature(path, event, "an anchor" if event.anchor is not None else "a tag"))
                if in_mapping and key is None:
                    hint = "put a text that begins with a bracket in quotes"
                    raise _RefusedError(_feature(path, event, "a key that is not a plain word", hint))
                if len(stack) >= MAX_DEPTH:
                    message = f"nested more than {MAX_DEPTH} levels deep"
                    raise _RefusedError(diagnostic("TS007", Place(path=path), message, location=_mark_span(event)))
                new_data: Any
                new_nodes: Any
                if kind is MappingStartEvent:
                    new_data, new_nodes = {}, {}
                else:
                    new_data, new_nodes = [], []
                if in_mapping:
                    container[key] = new_data
                    nodes[key] = (key_event, (event, new_nodes))
                elif nodes is not None:
                    container.append(new_data)
                    nodes.append((event, new_nodes))
                else:
                    data, root = new_data, (event, new_nodes)
                stack.append((container, nodes, in_mapping, key, key_event))
                container, nodes, key = new_data, new_nodes, None
                in_mapping = kind is MappingStartEvent
            elif kind is AliasEvent:
                raise _RefusedError(_feature(path, event, "an alias"))
            else:  # the end of a document that holds nothing
                return None, None
        next_event()  # the end of the document
        more = next_event()
        if isinstance(more, DocumentStartEvent):
            raise _RefusedError(_feature(path, more, "a second document", "put it into a file of its own"))
        return data, root
    finally:
        parser.dispose()


def _number(text: str) -> str | float:
    """Return the number that a plain scalar writes by YAML 1.2 core, or the text itself.

    Raises:
        OverflowError: if it is one that can't be used, with the reason for the user.
    """
    if text in _NOT_FINITE:
        raise OverflowError(f"`{text}` is not a finite number")
    if _NUMBER.fullmatch(text) is None:
        return text
    if len(text) <= _MAX_NUMERAL:
        try:
            number = int(text, 0) if text[:2] in ("0x", "0o") else int(text)
        except ValueError:
            fraction = float(text)
            if abs(fraction) <= MAX_NUMBER:
                return fraction
        else:
            if abs(number) <= MAX_NUMBER:
                return number
    shown = text if len(text) <= 40 else text[:37] + "..."
    raise OverflowError(f"`{shown}` is too large a number")


def _key_path(
    stack: list[tuple[Any, Any, bool, str | None, Any]], container: Any, key: str | None
) -> tuple[str | int, ...]:
    """Return the path to the value that comes next in the container; to the container itself where its key comes."""
    steps: list[str | int] = [
        step if step is not None else len(outer) - 1 for outer, nodes, _, step, _ in stack if nodes is not None
    ]
    if isinstance(container, list):
        return (*steps, len(container))
    return tuple(steps) if key is None else (*steps, key)


def _feature(path: str, event: Any, what: str, hint: str = "write the value out in full") -> Diagnostic:
    return diagnostic("TS009", Place(path=path), f"{what} is not allowed here", hint, location=_mark_span(event))


def _hidden_by_escape(hidden: re.Match[str], event: ScalarEvent, path: str) -> Diagnostic:
    message = f"the text holds the invisible character U+{ord(hidden.group()):04X}, written as an escape"
    return diagnostic("TS003", Place(path=path), message, "leave it out", location=_mark_span(event))


def _given_twice(place: Place, event: ScalarEvent, first: ScalarEvent, key: str) -> Diagnostic:
    line = _mark_span(first).line
    message = f"the key `{key}` is given twice; it stands first on line {line}"
    return diagnostic("TS008", place, message, "keep one of the two", location=_mark_span(event))


def _syntax_error(error: yaml.MarkedYAMLError, text: str, path: str) -> Diagnostic:
    """Say in plain words what the parser stumbled over; both parsers word it for those who know the grammar."""
    mark: Any = _in_text(error.problem_mark or error.context_mark, text)
    opening: Any = error.context_mark or mark
    problem = (error.problem or error.context or "not readable").strip()
    context = error.context or ""
    place = Place(path=path)
    if "unknown directive" in problem:
        return diagnostic("TS009", place, "a directive is not allowed here", "leave it out", location=_at(opening))
    character = text[mark.index : mark.index + 1] if mark is not None else ""
    if "start any token" in problem and character not in ("", "\t"):
        message, hint = f"a text can't begin with `{character}`", "put it in quotes"
    elif "tab" in problem or "start any token" in problem:
        return diagnostic("TS011", place, "a tab is used as indentation", "use spaces", location=_at(mark))
    elif "unexpected end of stream" in problem and "quoted scalar" in context:
        mark, message, hint = opening, "the quote that opens here is never closed", "close it"
    elif "escape" in problem or "escape sequence" in problem:
        message = "a backslash in double quotes begins an escape, and this one does not exist"
        hint = "write `\\\\`, or put the text in single quotes"
    elif "mapping values are not allowed" in problem:
        message = "a `:` is not expected here"
        hint = "put a text that holds `: ` in quotes, or look at the indentation"
    elif "sequence entries are not allowed" in problem:
        message, hint = "a `- ` is not expected here", "begin the list on a line of its own"
    elif "flow" in context and "expected" in problem:
        bracket = text[opening.index : opening.index + 1]
        message = f"the `{bracket}` that opens on line {opening.line + 1} is not closed, or a comma is missing"
        if bracket not in ("{", "["):
            message = "a bracket is not closed, or a value is missing"
        hint = "look at the brackets, commas and quotes since it opens"
    elif "find expected ':'" in problem:
        message, hint = "a `:` is missing", "look here and at the line above"
    elif "block" in context and "expected" in problem:
        message = "this does not continue what began above"
        hint = "look at the indentation, and for a missing `:` or `-`"
    else:
        message, hint = f"not readable as YAML: {problem}", ""
    return diagnostic("TS004", place, message, hint, location=_at(mark))


def _in_text(mark: Any, text: str) -> Any:
    """Return the mark, or one at the end of the last word if it stands behind everything (nobody sees that place)."""
    if mark is None or mark.index < len(text.rstrip()):
        return mark
    lines = _LINE_END.split(text.rstrip())
    return yaml.Mark(mark.name, len(text.rstrip()), len(lines) - 1, len(lines[-1]), None, 0)


def _at(mark: Any) -> Location:
    if mark is None:
        return Location()
    line, column = mark.line + 1, mark.column + 1
    return Location(line=line, column=column, end_line=line, end_column=column + 1)


def _marks(event: Any) -> tuple[Any, Any]:
    return event.start_mark, event.end_mark


def _mark_span(event: Any) -> Location:
    start, end = _marks(event)
    return Location(line=start.line + 1, column=start.column + 1, end_line=end.line + 1, end_column=end.column + 1)


def _span(text: str, start: int, end: int) -> Location:
    """Return the place of a stretch of text given by offsets in code points."""
    lines = _LINE_END.split(text[:start])
    line, column = len(lines), len(lines[-1]) + 1
    return Location(line=line, column=column, end_line=line, end_column=column + max(end - start, 1))


def _scalars(root: Node) -> Iterator[ScalarEvent]:
    """Yield the event of every scalar, keys included."""
    todo = [root]
    while todo:
        node = todo.pop()
        if isinstance(node, ScalarEvent):
            yield node
            continue
        children = node[1]
        if isinstance(children, dict):
            for key_event, child in children.values():
                todo += (key_event, child)
        else:
            todo += children


def _tab_indentation(document: Document) -> list[Diagnostic]:
    """Find tabs used as indentation, which libyaml lets through in places where YAML forbids them.

    A line inside a scalar that runs over several lines may begin with whatever it likes.
    """
    suspects = list(re.finditer(_TAB_INDENT, document.text))
    if not suspects:
        return []
    inside: list[tuple[int, int]] = []
    for event in _scalars(document.root):
        start, end = _marks(event)
        if event.style and end.line > start.line:  # in a plain one a tab is an error
            inside.append((start.index, end.index))
    inside.sort()
    starts = [first for first, _ in inside]
    found: list[Diagnostic] = []
    for suspect in suspects:
        at = suspect.end()
        before = bisect_left(starts, at) - 1
        if before < 0 or at >= inside[before][1]:
            where = _span(document.text, suspect.start(), suspect.end())
            found.append(
                diagnostic(
                    "TS011", Place(path=document.path), "a tab is used as indentation", "use spaces", location=where
                )
            )
        if len(found) >= MOST_ALIKE:
            break
    return found


def locate(document: Document, key: Sequence[str | int], at: Literal["key", "value"] = "value") -> Location:
    """Return where a key or value stands; of a path that is not there, the nearest ancestor that is."""
    node = document.root
    key_event: Any = None
    for step in key:
        if isinstance(node, ScalarEvent):
            break
        children = node[1]
        if isinstance(children, dict):
            if step not in children:
                break
            key_event, node = children[step]
        else:
            if not isinstance(step, int) or step >= len(children):
                break
            key_event, node = None, children[step]
    if at == "key" and key_event is not None:
        return _mark_span(key_event)
    if isinstance(node, ScalarEvent):
        if node.value == "" and node.implicit[0] and key_event is not None:
            return _mark_span(key_event)
        return _mark_span(node)
    if key_event is not None and not node[0].flow_style:
        return _mark_span(key_event)
    start, end = node[0].start_mark, _end_mark(node)
    return Location(line=start.line + 1, column=start.column + 1, end_line=end.line + 1, end_column=end.column + 1)


def _end_mark(node: Node) -> Any:
    """Return the end of the last thing inside a node."""
    while not isinstance(node, ScalarEvent):
        children = node[1]
        if not children:
            return node[0].end_mark
        node = list(children.values())[-1][1] if isinstance(children, dict) else children[-1]
    return node.end_mark


def lines(text: str) -> list[str]:
    """Return the lines of a text as places count them."""
    return _LINE_END.split(text)


def scalar_spans(document: Document) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """Return where every scalar begins and ends, as (line, column) from 1; the end is exclusive."""
    spans = []
    for event in _scalars(document.root):
        start, end = _marks(event)
        spans.append(((start.line + 1, start.column + 1), (end.line + 1, end.column + 1)))
    return spans


def span(document: Document, key: Sequence[str | int], at: Literal["key", "value"] = "value") -> tuple[int, int] | None:
    """Return the offsets in the text at which a key, or a value that is a scalar, begins and ends; None without one."""
    found = _exactly(document, key)
    if found is None:
        return None
    event = found[0] if at == "key" else found[1]
    if not isinstance(event, ScalarEvent):
        return None
    start, end = _marks(event)
    return start.index, end.index


def members(document: Document, key: Sequence[str | int]) -> tuple[list[tuple[str, int, int]], bool] | None:
    """Return where each key of a mapping begins and its value ends, in order, and whether they stand in braces.

    None if there is no mapping, or an end can't be told.
    """
    found = _exactly(document, key)
    if found is None or isinstance(found[1], ScalarEvent) or not isinstance(found[1][1], dict):
        return None
    opening, children = found[1]
    listed = []
    for name, (event, node) in children.items():
        end = _end_index(document.text, node)
        if end is None:
            return None
        listed.append((name, event.start_mark.index, end))
    return listed, bool(opening.flow_style)


def _exactly(document: Document, key: Sequence[str | int]) -> tuple[Any, Node] | None:
    """Return the event of a key (None of a list's member) and the node of its value; None if they are not there."""
    node = document.root
    key_event: Any = None
    for step in key:
        children = None if isinstance(node, ScalarEvent) else node[1]
        if isinstance(children, dict) and step in children:
            key_event, node = children[step]
        elif isinstance(children, list) and isinstance(step, int) and step < len(children):
            key_event, node = None, children[step]
        else:
            return None
    return key_event, node


def _end_index(text: str, node: Node) -> int | None:
    """Return the offset at which a node ends, its closing brackets included; None if it can't be told."""
    opening: Any
    opening, children = (node, None) if isinstance(node, ScalarEvent) else node
    last: int = _marks(opening)[1].index
    if children:
        inner = _end_index(text, list(children.values())[-1][1] if isinstance(children, dict) else children[-1])
        if inner is None:
            return None
        last = inner
    if children is None or not opening.flow_style:
        return last
    closing = re.compile(_CLOSING).match(text, last)
    return closing.end() if closing else None
