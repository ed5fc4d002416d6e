"""The page of personal data says what the inventory says."""

from __future__ import annotations

import pytest
from tests.docs.kept import DOCS, held_equal, table

from zhiquan.office.privacy.inventory import Erase, Holding, acts, inventory

PAGE = DOCS / "security" / "personal-data.md"
ERASED = {
    Erase.DELETE: "the rows go",
    Erase.EMPTY: "emptied",
    Erase.REPLACE: "a number in its place",
    Erase.KEEP: "stays, as said under *kept*",
}
HEAD = """# Personal data 个人信息清单

Made from `definitions/privacy/inventory.yaml`, which the program itself goes by; a test refuses a text or JSON field of
any model that the inventory does not speak of.

- A person's copy (个人信息保护法 art. 45): `zhiquan people export USERNAME OUT.json`. Passwords, keys and digests are
  never in it.
- Erasing an account (art. 47): close it, then `zhiquan people erase USERNAME --reason … --by ADMINISTRATOR`.
- Erasing the personal answers of a closed case: `zhiquan cases erase-personal NUMBER --reason … --by HEAD`. The chain
  of events holds salted digests only and stays sound.
- Backups hold what was erased since until they are themselves replaced: keep them no longer than you must, and erase
  again after a restore.
- Bases are named for orientation; the office decides on its own basis and writes it into its notice 个人信息处理规则.

"""


def row(one: Holding) -> list[str]:
    held = ", ".join(f"`{name}`" for name in one.fields) or "—"
    if one.secret:
        held += f"; never given out: {', '.join(f'`{name}`' for name in one.secret)}"
    return [f"`{one.model}`", held, one.purpose, one.basis, one.kept, one.seen, ERASED[one.erase]]


def test_the_page_of_personal_data_is_the_inventory(request: pytest.FixtureRequest) -> None:
    head = ["model", "fields", "purpose", "basis", "kept", "who sees it", "when the account is erased"]
    by_model: dict[str, list[str]] = {}
    for model, field in acts():
        by_model.setdefault(model, []).append(f"`{field}`")
    text = HEAD + table(head, [row(one) for one in inventory()])
    text += (
        "\n## Who did what\n\nThese say which account did something; they stay with their rows, and after an erasure"
    )
    text += " they lead to a number.\n\n" + table(
        ["model", "fields"], [[f"`{m}`", ", ".join(f)] for m, f in by_model.items()]
    )
    held_equal(request, PAGE, text)
