"""The libraries an installation runs on: locked by hash, declared with a reason, under licences that may be used."""

from __future__ import annotations

import re
import tomllib
from importlib.metadata import PackageNotFoundError, metadata

import pytest
from tests.docs.kept import DOCS, ROOT, held_equal, table

PAGE = DOCS / "security" / "dependencies.md"
LOCK = ROOT / "requirements" / "run.txt"
ALLOWED = re.compile(
    r"MIT|BSD|Apache|ISC|PSF|Python Software Foundation|MPL|Mozilla Public|LGPL|Lesser General Public|Zlib|Unlicense|"
    r"0BSD|HPND|CC0|public domain",
    re.IGNORECASE,
)
"""Licences under which a library may be used by a program under Apache-2.0 that is handed on."""
STRONG = re.compile(r"\b(?:A?GPL|Affero|GNU General Public|SSPL|Commons Clause|BUSL)\b", re.IGNORECASE)
HEAD = """# Libraries

Made from `requirements/run.txt` and what each package says of itself. The lock file pins every one of them, and what
they need, by version and SHA-256; `pip` installs with `--require-hashes`, so that a file changed at its source is not
installed. Names and versions declared by us stand in `pyproject.toml`, the reasons in
[the parts](../adr/0001-the-parts.md).

What the tests check without any network: every line has its hashes and no address; the environment is the lock;
every package has a licence that may be used. Whether an advisory stands against a version, a source of advisories must
be asked, before every release and once a week:

```
./run audit --required
```

It runs pip-audit with each source that it knows, and calls a version clean only when one answered for it: a source that
cannot be reached, or does not know the packages, is named in one sentence and never passes for clean. CI and
`./run test --all` ask too; there a known weakness fails the run, and not having been able to ask is said.

A known weakness is mended within 7 days when it can be exploited from outside without signing in, within 30 days
otherwise; libraries are brought up to date every quarter.

"""


def locked() -> list[str]:
    """Return the names of the packages in the lock file."""
    return re.findall(r"^([A-Za-z0-9][\w.-]*)==", LOCK.read_text("utf-8"), re.MULTILINE)


def licence(name: str) -> str:
    """Return the licence of an installed package as it says itself, short; "" when it is not installed here."""
    try:
        told = metadata(name)
    except PackageNotFoundError:
        return ""
    classified = [one.split(" :: ")[-1] for one in told.get_all("Classifier") or () if one.startswith("License :: ")]
    said = told.get("License-Expression") or ", ".join(classified) or told.get("License") or "unknown"
    return " ".join(said.split())[:80]


def test_every_library_may_be_used_and_says_under_which_licence() -> None:
    found = {name: licence(name) for name in locked()}
    assert {name: said for name, said in found.items() if said and not fits(said)} == {}


@pytest.mark.parametrize("said", ["AGPL-3.0-only", "GPL-3.0-or-later", "unknown", "Proprietary", "SSPL-1.0"])
def test_a_licence_that_binds_the_whole_program_is_seen(said: str) -> None:
    assert not fits(said)


def fits(said: str) -> bool:
    return bool(ALLOWED.search(said)) and not (STRONG.search(said) and "LGPL" not in said and "Lesser" not in said)


def test_what_we_declare_is_locked() -> None:
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["dependencies"]
    names = {plain(re.split(r"[\[<>=~! ]", one)[0]) for one in declared}
    assert names - {plain(name) for name in locked()} == set()


def plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def test_the_page_of_libraries_is_the_lock_file(request: pytest.FixtureRequest) -> None:
    rows = [[name, licence(name) or "not for this platform"] for name in locked()]
    held_equal(request, PAGE, HEAD + table(["library", "licence"], rows))
