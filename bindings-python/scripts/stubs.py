"""Writes `_native.pyi` and `_enums.py` from core's own declarations: its models, their fields, types and words.

    scripts/stubs.py

The models of Python are the structs of core, so what a type checker is told of them is read from there and never
written by hand. PyO3 could write stubs too, but only of what is exported by name in the extension's own crate, and
without the words that core's types become (`tuple[Order, ...]`, `datetime`, the open enums). stubtest holds the
result against the built module. The few classes that are the boundary's own stand in `stubs_head.txt`.
"""

from __future__ import annotations

import itertools
import re
import textwrap
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[2]
CORE = ROOT / "core" / "src"
PACKAGE = ROOT / "bindings-python" / "python" / "peeker_partner"
WIDTH = 118

SIMPLE = {
    "String": "str",
    "bool": "bool",
    "f64": "float",
    "Timestamp": "datetime",
    "Extra": "dict[str, Any]",
    "ValidationIssue": "Violation",
    # Enums of several forms, each of which crosses as what it is.
    "OrderEventDomains": "OrderDomains | tuple[DomainRef, ...]",
    "ObjectData": "OrderEventData | DomainEventData | ForwardingEventData | ImportEventData | SwapEventData"
    " | dict[str, Any]",
    **dict.fromkeys(("i64", "u64", "u32", "u16", "u8", "usize"), "int"),
}


@dataclass
class Field:
    """A field of a struct."""

    name: str
    type: str
    doc: str


@dataclass
class Model:
    """A struct that is a class of Python."""

    name: str
    doc: str
    fields: list[Field]
    match_args: list[str] = field(default_factory=list)


EVENT_FIELDS = [Field("id", "str", ""), Field("created_at", "datetime | None", "")]


def main() -> None:
    """Write both files."""
    sources = {path: path.read_text() for path in sorted(CORE.rglob("*.rs"))}
    enums = open_enums((CORE / "model" / "enums.rs").read_text())
    names = match_args((CORE / "python.rs").read_text())
    found = [model for text in sources.values() for model in structs(text)]
    events = event_classes((CORE / "webhook" / "event" / "mod.rs").read_text())
    known = set(SIMPLE) | {name for name, _, _ in enums} | {model.name for model in found} | {"Event"}
    for model in found:
        model.match_args = names[model.name]
        for one in model.fields:
            one.type = python_type(one.type, known)
    for model in events:
        for one in model.fields:
            one.type = python_type(one.type, known)
    missing = set(names) - {model.name for model in found} - {"Event"}
    if missing:
        raise SystemExit(f"no struct found for {sorted(missing)}")
    (PACKAGE / "_enums.py").write_text(enums_module(enums))
    (PACKAGE / "_native.pyi").write_text(stubs(found, events, names["Event"], [name for name, _, _ in enums]))


def structs(source: str) -> list[Model]:
    """Every struct that is a class of Python."""
    return [
        Model(block.name, block.doc, fields(block.body))
        for block in blocks(source, "pub struct ", 0)
        if "pyo3::pyclass(" in block.attributes
    ]


def event_classes(source: str) -> list[Model]:
    """Every class of an event."""
    event = next(block for block in blocks(source, "pub enum ", 0) if block.name == "Event")
    found = [Model(block.name, block.doc, fields(block.body)) for block in blocks(event.body, "", 4)]
    for model in found:
        model.name = "UnknownEvent" if model.name == "Unknown" else model.name
    return found


@dataclass
class Block:
    """An item with braces, as rustfmt lays it out."""

    name: str
    doc: str
    attributes: str
    body: str


def blocks(source: str, keyword: str, indent: int) -> list[Block]:
    """Every item with braces that begins so, indented so far."""
    found, doc, attributes = [], [], []
    lines = iter(joined(source))
    start = re.compile(rf"{' ' * indent}{keyword}(\w+) \{{")
    for line in lines:
        if line.startswith(f"{' ' * indent}///"):
            doc.append(line)
        elif line.startswith(f"{' ' * indent}#["):
            attributes.append(line)
        elif match := start.fullmatch(line):
            body = list(itertools.takewhile(lambda line: line.rstrip(",") != f"{' ' * indent}}}", lines))
            found.append(Block(match[1], comment(doc), "\n".join(attributes), "\n".join(body)))
            doc, attributes = [], []
        else:
            doc, attributes = [], []
    return found


def joined(source: str) -> list[str]:
    """Give the lines, with each attribute on one."""
    lines: list[str] = []
    is_open = False
    for line in source.splitlines():
        if is_open:
            lines[-1] += line.strip()
        else:
            lines.append(line)
        is_open = lines[-1].lstrip().startswith("#[") and not lines[-1].endswith("]")
    return lines


def fields(body: str) -> list[Field]:
    """Every field of a struct's body."""
    found, doc = [], []
    for line in joined(body):
        if line.lstrip().startswith("///"):
            doc.append(line)
        elif match := re.fullmatch(r" +(?:pub )?(?:r#)?(\w+): (.+),", line):
            found.append(Field(match[1], match[2], comment(doc)))
            doc = []
        elif not line.lstrip().startswith("#["):
            doc = []
    return found


def match_args(source: str) -> dict[str, list[str]]:
    """Read which fields the list of models in python.rs names."""
    rows = source.partition("\nmodels! {\n")[2].partition("\n}\n")[0]
    found = re.findall(r"^    (\w+)\(([\w, ]*)\)", rows, re.MULTILINE)
    return {name: [part.strip() for part in parts.split(",")] for name, parts in found}


def open_enums(source: str) -> list[tuple[str, str, list[str]]]:
    """Every open enum: its name, what it is, and its known values."""
    return [(block.name, block.doc, re.findall(r' = "(.*?)",', block.body)) for block in blocks(source, "", 4)]


def comment(lines: list[str]) -> str:
    """Give the text of a doc comment."""
    return "\n".join(re.sub(r"^ */// ?", "", line) for line in lines).strip()


def python_type(rust: str, known: set[str]) -> str:
    """Say what a type of core is in Python."""
    if optional := re.fullmatch(r"Option<(.+)>", rust):
        return f"{python_type(optional[1], known)} | None"
    if many := re.fullmatch(r"List<(.+)>", rust):
        return f"tuple[{python_type(many[1], known)}, ...]"
    if rust not in known:
        raise SystemExit(f"what is {rust} in Python?")
    return SIMPLE.get(rust, rust)


def enums_module(enums: list[tuple[str, str, list[str]]]) -> str:
    """Write the module of the open enums."""
    text = '"""The open enums: known values, and any other text, since the API may send new ones."""\n\n'
    text += "# Generated by scripts/stubs.py from core/src/model/enums.rs.\n\n"
    text += "from typing import Literal, TypeAlias\n"
    for name, doc, values in enums:
        quoted = [f'"{value}"' for value in values]
        line = f"{name}: TypeAlias = Literal[{', '.join(quoted)}] | str"
        if len(line) > WIDTH:
            inner = f"    Literal[{', '.join(quoted)}] | str"
            if len(inner) > WIDTH:
                rows = "".join(f"        {value},\n" for value in quoted)
                inner = f"    Literal[\n{rows}    ]\n    | str"
            line = f"{name}: TypeAlias = (\n{inner}\n)"
        text += f"\n{line}\n{docstring(doc, 0)}"
    return text


def stubs(found: list[Model], events: list[Model], event_args: list[str], enums: list[str]) -> str:
    """Write the stubs."""
    head = Path(__file__).with_name("stubs_head.txt").read_text()
    imported = "".join(f"    {name},\n" for name in sorted(enums))
    text = head.replace("    ENUMS,\n", imported)
    for model in sorted(found, key=lambda model: model.name):
        text += model_class(model)
    text += event_base(event_args)
    for event in events:
        text += event_class(event)
    return text


KINDS = '"order", "domain", "forwarding", "import", "swap", "unknown"'

#: What is no field in core, but in the list of models in python.rs.
FURTHER = {"Latest": Field("object", f"Literal[{KINDS}]", "Its kind.")}


def model_class(model: Model) -> str:
    """Write a model."""
    text = f"\n@final\nclass {model.name}(_Model):\n{docstring(model.doc, 4)}\n"
    text += f"    __match_args__: ClassVar = {tuple(model.match_args)!r}\n".replace("'", '"')
    further = [FURTHER[model.name]] if model.name in FURTHER else []
    text += "".join(property_of(one) for one in model.fields + further)
    return text + replace_of(model.fields)


def property_of(one: Field) -> str:
    """Write a field."""
    if not one.doc:
        return f"    @property\n    def {one.name}(self) -> {one.type}: ...\n"
    return f"    @property\n    def {one.name}(self) -> {one.type}:\n{docstring(one.doc, 8)}\n"


def replace_of(members: list[Field]) -> str:
    """Write what makes a changed copy."""
    arguments = ", ".join(f"{one.name}: {one.type} = ..." for one in members)
    text = ""
    for name in ("replace", "__replace__"):
        line = f"    def {name}(self, *, {arguments}) -> Self:"
        if len(line) > WIDTH - 4:
            line = f"    def {name}(\n        self,\n        *,\n"
            line += "".join(f"        {one.name}: {one.type} = ...,\n" for one in members) + "    ) -> Self:"
        if name == "replace":
            text += f'{line}\n        """The same object with other values in these fields."""\n\n'
        else:
            text += f"{line} ...\n"
    return text


def event_base(names: list[str]) -> str:
    """Write what all events have."""
    shown = f"{tuple(names)!r}".replace("'", '"')
    return (
        '\n@disjoint_base\nclass Event(_Model):\n    """What a webhook says. Its class says what happened."""\n\n'
        f"    __match_args__: ClassVar = {shown}\n"
        '    @property\n    def id(self) -> str:\n        """The same for each delivery of one event."""\n\n'
        '    @property\n    def created_at(self) -> datetime | None:\n        """When it happened."""\n\n'
        "    @property\n    def type(self) -> EventType:\n"
        '        """As the API writes it, such as `order.completed`; also where it is unknown."""\n\n'
    ) + replace_of(EVENT_FIELDS)


def event_class(event: Model) -> str:
    """Write the class of an event."""
    arguments = ", ".join(f"{one.name}: {one.type}" for one in event.fields)
    text = f"\n@final\nclass {event.name}(Event):\n{docstring(event.doc, 4)}\n"
    shown = f"{tuple(one.name for one in event.fields)!r}".replace("'", '"')
    text += f"    __match_args__: ClassVar = {shown}\n"
    line = f"    def __new__(cls, {arguments}) -> {event.name}: ..."
    if len(line) > WIDTH - 8:
        line = f"    def __new__(\n        cls, {arguments}\n    ) -> {event.name}: ..."
    text += f"{line}\n"
    inherited = {one.name for one in EVENT_FIELDS} | {"type"}
    text += "".join(property_of(one) for one in event.fields if one.name not in inherited)
    return text + replace_of(event.fields)


def docstring(doc: str, indent: int) -> str:
    """Write a docstring."""
    if not doc:
        return ""
    doc = re.sub(r"\[`(.+?)`\]", r"`\1`", doc)
    quoted = f'"""{doc}"""' if "\n" not in doc else f'"""{doc}\n"""'
    wrapped = [
        part
        for line in quoted.splitlines()
        for part in (textwrap.wrap(line, WIDTH - indent) if len(line) > WIDTH - indent else [line])
    ]
    return "".join(f"{' ' * indent if line else ''}{line}\n" for line in wrapped)


if __name__ == "__main__":
    main()
