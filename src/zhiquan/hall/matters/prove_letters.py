"""The letters of a definition: each has its template, and every value that a template reads comes from somewhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from zhiquan.hall.matters.letter_file import SIGNATURE, TURN, LetterFile, SignaturesBlock, TurnsBlock, variables
from zhiquan.hall.matters.letter_values import columns_of, source_known
from zhiquan.hall.matters.schema import Letter, LetterKind, Matter
from zhiquan.rules.forms.base import Fault
from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text


def letter_faults(definition: Matter, files: Mapping[str, LetterFile]) -> Iterator[Fault]:
    """Yield what is wrong with the letters of a definition and their templates."""
    declared = {letter.key for letter in definition.letters}
    for key in sorted(declared ^ set(files)):
        yield Fault(f"letters.{key}", Text("文书与模板文件不对应。", "A letter and its template file belong together."))
    for letter in definition.letters:
        yield from _addressees(definition, letter)
        place = f"letters.{letter.key}.variables"
        for name, source in letter.variables.items():
            if not source_known(definition, source):
                yield Fault(f"{place}.{name}", Text(f"没有来源“{source}”。", f"There is no source “{source}”."))
        if letter.key in files:
            yield from _template(definition, letter, files[letter.key])


def _addressees(definition: Matter, letter: Letter) -> Iterator[Fault]:
    place, roles = f"letters.{letter.key}", {use.key for use in definition.parties}
    for role in letter.copies:
        if role not in roles:
            yield Fault(f"{place}.copies", Text(f"没有当事人角色“{role}”。", f"There is no party role “{role}”."))
    if letter.to is None and any(source.startswith("party.") for source in letter.variables.values()):
        text = Text("只有写给某一当事人的文书才有“party.”。", "Only a letter to one party has values of “party.”.")
        yield Fault(f"{place}.variables", text)


def _template(definition: Matter, letter: Letter, file: LetterFile) -> Iterator[Fault]:
    place = f"letters.{letter.key}"
    try:
        used = variables(file)
    except Refusal as refusal:
        yield Fault(place, refusal.text)
        return
    for name in sorted(used):
        known = letter.variables.get(name.partition(".")[0].removesuffix("[]"))
        if known is None:
            text = Text(f"模板用到未声明的变量“{name}”。", f"The template uses “{name}”, which is not declared.")
            yield Fault(f"{place}.variables", text)
        elif not _readable(definition, known, name):
            text = Text(f"“{known}”没有“{name}”这一列。", f"“{known}” has no column “{name}”.")
            yield Fault(f"{place}.variables", text)
    yield from _blocks(letter, file)


def _readable(definition: Matter, source: str, name: str) -> bool:
    """Whether a template may read a name of a source: the whole, or a column of its rows."""
    _, row, column = name.partition("[].")
    if not row:
        return "." not in name
    return column in (columns_of(definition, source) or ())


def _blocks(letter: Letter, file: LetterFile) -> Iterator[Fault]:
    place = f"letters.{letter.key}.body"
    for block in file.body:
        cells = (
            (len(block.turns.cells), TURN) if isinstance(block, TurnsBlock)
            else (len(block.signatures.cells), SIGNATURE) if isinstance(block, SignaturesBlock)
            else (0, 0)
        )  # fmt: skip
        if cells[0] != cells[1]:
            text = Text(f"每行应有 {cells[1]} 格。", f"Each row has {cells[1]} cells.")
            yield Fault(place, text)
        if cells[1] and letter.kind is not LetterKind.RECORD:
            yield Fault(place, Text("问答和签名只用于笔录。", "Turns and signatures belong to a record."))
    if file.opinion and letter.kind is not LetterKind.APPROVAL:
        text = Text("只有审批表有承办人意见。", "Only an approval has an opinion.")
        yield Fault(f"letters.{letter.key}.opinion", text)
