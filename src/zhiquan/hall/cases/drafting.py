"""The parts of writing an application: reading answers, papers, checks, and what stands against submitting."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from zhiquan.hall.cases.models import Case, Draft, Paper
from zhiquan.hall.cases.presenting import check_views, material_views
from zhiquan.hall.cases.selectors import get_draft_for
from zhiquan.hall.cases.shelf import matter_of
from zhiquan.hall.cases.views import Precheck
from zhiquan.hall.files.selectors import get_file_for
from zhiquan.hall.files.services import release
from zhiquan.hall.matters.guards import demanded, obstacles
from zhiquan.hall.matters.moves import Application, FormRefusal, recorded
from zhiquan.hall.matters.ports import CheckContext, CheckResult, checks
from zhiquan.hall.matters.schema import Matter
from zhiquan.office.access.models import Organisation
from zhiquan.office.access.selectors import Actor
from zhiquan.office.rulebook.selectors import active
from zhiquan.rules.forms.answers import read
from zhiquan.rules.refusal import NotFound, Refusal
from zhiquan.rules.text import Text
from zhiquan.settings.now import now, today

LONGEST_KEY = 80
"""Characters of a request's key."""


def open_for_change(actor: Actor, draft_id: int) -> Draft:
    """Return a draft locked for a change; a submitted one is refused."""
    draft = get_draft_for(actor, draft_id)
    locked = Draft.objects.select_for_update(of=("self",)).select_related("definition", "organisation").get(pk=draft.pk)
    if found := Case.objects.filter(draft=locked).first():
        raise _submitted(found)
    return locked


def changed(draft: Draft) -> None:
    """Save a draft with the time of the change."""
    draft.changed_at = now()
    draft.save()


def require_key(key: str) -> None:
    """Refuse a request without a key, or with one too long to keep: it could not be told from a repetition."""
    if not 0 < len(key) <= LONGEST_KEY:
        raise Refusal("cases.key", _KEY.format(longest=LONGEST_KEY))


def submitted_as(draft: Draft, key: str) -> Case | None:
    """Return the case a draft was submitted as by this request; another request for it is refused."""
    case = Case.objects.select_related("definition", "organisation").filter(draft=draft).first()
    if case is None:
        return None
    if not case.events.filter(seq=1, key=key).exists():
        raise _submitted(case)
    return case


def file_row(actor: Actor, material: str, file_id: int) -> dict[str, Any]:
    """Return a paper's row {material, file, name, kind, digest} of a stored file the actor may use."""
    file = get_file_for(actor, file_id)
    return {"material": material, "file": file.pk, "name": file.name, "kind": file.kind, "digest": file.digest}


def with_file(matter: Matter, rows: Sequence[Mapping[str, Any]], row: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the papers with one more; its kind must be one the matter takes."""
    material = next((m for m in matter.materials if m.key == row["material"]), None)
    if material is None:
        raise NotFound("cases.no-material", _NO_MATERIAL)
    if row["kind"] not in material.kinds:
        raise Refusal("cases.kind", _KIND.format(material=material.label, kinds="、".join(material.kinds)))
    kept = [dict(r) for r in rows if r["material"] != material.key or (material.many and r["file"] != row["file"])]
    return [*kept, dict(row)]


def let_go(draft: Draft) -> None:
    """Let the files of papers go that were taken out of a draft or replaced, where nothing else has them."""
    dropped = draft.papers.exclude(file__in=[row["file"] for row in draft.materials])
    files = set(dropped.values_list("file", flat=True))
    dropped.delete()
    release(files - set(Paper.objects.filter(file__in=files).values_list("file", flat=True)))


def known_of(organisation: Organisation, matter: Matter) -> dict[str, Any]:
    """Return the answers that the record of the applying organisation gives to the questions that ask for it."""
    asked = {field.key: field.fill.attribute for field in matter.fields if field.fill}
    found = {key: getattr(organisation, attribute) for key, attribute in asked.items()}
    return {key: value for key, value in found.items() if value}


def precheck(draft: Draft) -> Precheck:
    """Run the checks over a complete draft."""
    matter = matter_of(draft.definition)
    values = answers(draft)
    results = run_checks(matter, values, party(draft))
    asked = demanded(matter, values, results)
    return Precheck(
        results=tuple(results),
        checks=check_views(matter, [recorded(result) for result in results]),
        materials=material_views(matter.materials, draft.materials, asked),
        obstacles=obstacles(matter, values, results, [row["material"] for row in draft.materials]),
    )


def application(draft: Draft) -> Application:
    """Return what a draft submits, checked anew; refuse what stands against it."""
    if active(draft.definition.code, today()) != draft.definition:
        raise Refusal("cases.new-definition", _NEW_DEFINITION)
    checked = precheck(draft)
    if checked.obstacles:
        said = Text(" ".join(t.zh for t in checked.obstacles), " ".join(t.en for t in checked.obstacles))
        raise Refusal("cases.obstacles", _OBSTACLES.format(said=said))
    return Application(answers(draft), party(draft), draft.materials, checked.results)


def received(draft: Draft, channel: str) -> tuple[Application, tuple[Text, ...]]:
    """Return what was brought to the counter, and what stands against it; that does not keep it from being received."""
    checked = precheck(draft)
    return Application(answers(draft), party(draft), draft.materials, checked.results, channel), checked.obstacles


def answers(draft: Draft) -> Mapping[str, Any]:
    """Return the answers of a draft, or refuse with everything that is wrong with them."""
    matter = matter_of(draft.definition)
    reading = read(matter.fields, draft.form, rules=matter.form.rules)
    if reading.errors:
        raise FormRefusal(reading.errors)
    return reading.values


def party(draft: Draft) -> dict[str, Any]:
    """Return the organisation as an event keeps it: as it was called on the day."""
    organisation = draft.organisation
    return {
        "id": organisation.pk,
        "name": organisation.name,
        "uscc": organisation.uscc,
        "division": organisation.division,
    }


def run_checks(matter: Matter, values: Mapping[str, Any], organisation: Mapping[str, Any]) -> list[CheckResult]:
    """Run every check of the matter, in its order; the key of a result is the key of its use."""
    results = []
    for use in matter.checks:
        context = CheckContext(values, {k: str(v) for k, v in organisation.items()}, today(), use.params)
        found = checks.get(use.check).run(context)
        results.append(CheckResult(use.key, found.outcome, found.text, found.source, found.as_of, found.evidence))
    return results


def _submitted(case: Case) -> Refusal:
    return Refusal("cases.already-submitted", _SUBMITTED.format(number=case.number))


_KEY = Text("请求须带 1 至 {longest} 个字符的标识。", "A request carries a key of 1 to {longest} characters.")
_SUBMITTED = Text("该草稿已提交，办件编号 {number}。", "This draft was submitted as {number}.")
_NO_MATERIAL = Text("这个事项没有这种材料。", "This matter has no such paper.")
_KIND = Text("“{material}”只接受：{kinds}。", "“{material}” takes these kinds only: {kinds}.")
_NEW_DEFINITION = Text(
    "事项规定已更新；请重新打开草稿，核对后保存再提交。",
    "The matter's definition is newer than this draft; open it, look it over, save and submit.",
)
_OBSTACLES = Text("还不能提交：{said}", "It cannot be submitted yet: {said}")
