"""What a matter asks for and gives out: papers, automatic checks, letters, packs."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from pydantic import Field as Attribute

from zhiquan.rules.forms.base import Key, Label, Model, Name


class Material(Model):
    """A paper 申请材料: always ``required``, required when an expression over ``form`` holds, or asked by a check.

    A ``reusable`` paper of one of the ``reuse_kinds`` is offered from the organisation's file while it is not older
    than ``max_age`` (a provision).
    """

    key: Key
    label: Label
    required: bool = False
    required_when: str | None = None
    kinds: tuple[str, ...] = ("pdf", "jpg", "png", "docx")
    many: bool = False
    reusable: bool = False
    max_age: Name | None = None
    help: Label | None = None


class OnFail(StrEnum):
    """What a failed check does."""

    BLOCK = "block"
    WARN = "warn"


class CheckUse(Model):
    """A check of the registry as this matter uses it; where it answers "unknown", the material ``asks`` is demanded."""

    key: Key
    check: Name
    label: Label
    params: dict[str, Any] = Attribute(default_factory=dict)
    on_fail: OnFail = OnFail.BLOCK
    asks: Key | None = None


class LetterKind(StrEnum):
    """What a document is: a letter that leaves 文书, a record of what was said 笔录, or an approval inside 审批表."""

    LETTER = "letter"
    RECORD = "record"
    APPROVAL = "approval"


class Letter(Model):
    """A letter 文书 of the matter; ``variables`` says where each value of the template comes from (see ``sources``).

    ``to`` is the party role it is served on (one letter for each party), empty for the applicant. An ``internal`` one
    (the record of a deliberation 合议笔录), like every approval, is never shown to the parties.
    """

    key: Key
    label: Label
    from_: tuple[Key, ...] = Attribute(alias="from", min_length=1)
    drafters: tuple[str, ...] = Attribute(min_length=1)
    reviewers: tuple[str, ...] = Attribute(min_length=1)
    signers: tuple[str, ...] = Attribute(min_length=1)
    kind: LetterKind = LetterKind.LETTER
    to: Key | None = None
    internal: bool = False
    variables: dict[Key, str] = Attribute(default_factory=dict)

    @property
    def for_parties(self) -> bool:
        """Whether the parties may see it once it is signed."""
        return not self.internal and self.kind is not LetterKind.APPROVAL


class Pack(Model):
    """A pack 移送材料包 for the deciding office: the form, the checks, and the materials with their digests."""

    key: Key
    label: Label
    materials: bool = True
