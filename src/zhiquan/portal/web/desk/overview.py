"""How much lies where and how long, and how the parties found it: figures that open down to the cases."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from zhiquan.hall.cases.overview import calls_for, grades_for, load_by_department, load_by_matter
from zhiquan.hall.cases.selectors import time_in_state_for, workload_for
from zhiquan.hall.cases.shelf import matter_of
from zhiquan.office.rulebook.selectors import all_active
from zhiquan.portal.web.answers import staff_only
from zhiquan.portal.web.page import actor_of, page
from zhiquan.rules.text import Text
from zhiquan.settings.now import today


@staff_only
def load(request: HttpRequest) -> HttpResponse:
    """Show the open cases by person, department and matter, and how long they have stood in their states."""
    actor, known = actor_of(request), {version.code: matter_of(version) for version in all_active(today())}
    people = workload_for(actor)
    stays = []
    for stay in time_in_state_for(actor):
        matter = known.get(stay.matter)
        labels = {state.key: state.label for state in matter.states} if matter else {}
        stays.append((stay, labels.get(stay.state, Text(stay.state, stay.state))))
    shown = {
        "people": people,
        "departments": load_by_department(people),
        "matters": load_by_matter(actor),
        "titles": {code: matter.title for code, matter in known.items()},
        "stays": stays,
        "total": sum(one.cases for one in people),
        "late": sum(one.overdue for one in people),
        "halted": sum(one.paused for one in people),
    }
    return page(request, "desk/load.html", shown)


@staff_only
def ratings(request: HttpRequest) -> HttpResponse:
    """Show how the closed cases were rated, and the poor ratings that wait for a call-back."""
    actor = actor_of(request)
    grades = grades_for(actor)
    rated = sum(count for _, _, count in grades)
    good = sum(count for grade, _, count in grades if grade >= _SATISFIED)
    shown = {"grades": grades, "rated": rated, "good": good, "calls": calls_for(actor)}
    return page(request, "desk/ratings.html", shown)


_SATISFIED = 3
"""The lowest grade that counts as satisfied 满意."""
