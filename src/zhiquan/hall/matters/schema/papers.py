"""What a matter asks for and gives out: papers, automatic checks, letters, packs."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from pydantic import Field as Attribute
from pydantic import model_validator

from zhiquan.rules.forms.base import Key, Label, Model, Name


class Shown(Model):
    """Who else reads a paper: parties of a role (``applicant`` among them), from an action on where one is named.

    An action about a party (its defence is forwarded) counts for the papers of that party.
    """

    to: Key
    after: Key | None = None


class Material(Model):
    """A paper 申请材料: always ``required``, required when an expression over ``form`` holds, or asked by a check.

    It is read by the office, by who handed it in, and by whom ``shown`` names; an ``internal`` one (what an objector
    handed in) by the office alone. A ``reusable`` paper of one of the ``reuse_kinds`` is offered from
    the organisation's file while it is not older than ``max_age`` (a provision).
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
    shown: tuple[Shown, ...] = ()
    internal: bool = False


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

    ``to`` is the party role it is addressed to: each party has a letter of its own, with its own number, and sees no
    other's. Without it there is one, for the applicant and for the roles of ``copies``. An ``internal`` one (the record
    of a deliberation 合议笔录), like every approval, is never shown to the parties and lies in the sub volume 副卷.
    A record that ``repeats`` (of inquiries 询问笔录, of several hearings) is made as often as needed, each counted, the
    next once the one before is signed.
    """

    key: Key
    label: Label
    from_: tuple[Key, ...] = Attribute(alias="from", min_length=1)
    drafters: tuple[str, ...] = Attribute(min_length=1)
    reviewers: tuple[str, ...] = Attribute(min_length=1)
    signers: tuple[str, ...] = Attribute(min_length=1)
    kind: LetterKind = LetterKind.LETTER
    to: Key | None = None
    copies: tuple[Key, ...] = ()
    internal: bool = False
    repeats: bool = False
    variables: dict[Key, str] = Attribute(default_factory=dict)

    @model_validator(mode="after")
    def _only_records_repeat(self) -> Letter:
        if self.repeats and (self.kind is not LetterKind.RECORD or self.to):
            raise ValueError("只有不按当事人分送的笔录可以重复 (only a record that is not each party's own repeats)")
        return self

    @property
    def for_parties(self) -> bool:
        """Whether parties may see it once it is signed; which ones, ``seen_by`` says."""
        return not self.internal and self.kind is not LetterKind.APPROVAL

    def seen_by(self, role: str, party: str, addressed: str) -> bool:
        """Return whether somebody who takes part sees it once it is signed.

        ``party`` is whom they act for in ``role`` (empty: the applicant), ``addressed`` the party whose letter it is.
        """
        if not self.for_parties:
            return False
        if self.to:
            return bool(party) and party == addressed
        return not party or role in self.copies


class Pack(Model):
    """A pack 移送材料包 for the deciding office: the form, the checks, and the materials with their digests."""

    key: Key
    label: Label
    materials: bool = True
