"""The roads of a definition: every state is reached and left, every case can end, every clock starts and ends."""

from __future__ import annotations

from collections.abc import Iterator

from zhiquan.hall.matters.schema import Action, ClockOp, Matter
from zhiquan.rules.forms.base import Fault
from zhiquan.rules.text import Text


def graph_faults(definition: Matter) -> Iterator[Fault]:
    """Yield what is wrong with states, targets and clocks; every name is known to exist here."""
    yield from _states(definition)
    for action in definition.actions:
        yield from _action(definition, action)
    yield from _clocks(definition)


def _roads(definition: Matter) -> dict[str, set[str]]:
    roads: dict[str, set[str]] = {state.key: set() for state in definition.states}
    for action in definition.actions:
        for state in action.from_:
            roads[state] |= {target.state for target in action.to}  # none where the case stays
    return roads


def _reached(roads: dict[str, set[str]], start: set[str]) -> set[str]:
    reached, waiting = set(start), list(start)
    while waiting:
        new = roads[waiting.pop()] - reached
        reached |= new
        waiting.extend(new)
    return reached


def _states(definition: Matter) -> Iterator[Fault]:
    roads = _roads(definition)
    reached = _reached(roads, {definition.opening.state})
    backwards: dict[str, set[str]] = {key: {k for k, to in roads.items() if key in to} for key in roads}
    final = {state.key for state in definition.states if state.final}
    ends = _reached(backwards, final)
    for state in definition.states:
        place = f"states.{state.key}"
        if state.key not in reached:
            yield Fault(place, Text("从提交出发到不了这个状态。", "No road from the submission reaches this state."))
        if state.final and any(state.key in action.from_ and _moves(action) for action in definition.actions):
            yield Fault(place, Text("终结状态不能再有动作。", "A final state has no actions."))
        if not state.final and not roads[state.key]:
            yield Fault(place, Text("没有离开这个状态的动作。", "No action leaves this state."))
        elif state.key not in ends:
            yield Fault(place, Text("从这个状态到不了任何终结状态。", "No road from this state reaches an end."))


def _moves(action: Action) -> bool:
    """Whether an action leads on in the ordinary way; one that reopens a case may leave an end."""
    return not action.stays and not action.reopens


def _action(definition: Matter, action: Action) -> Iterator[Fault]:
    place = f"actions.{action.key}"
    yield from _targets(definition, action, place)
    if action.reopens and not all(definition.state(state).final for state in action.from_):
        text = Text("重新办理只能从终结状态开始。", "A case is reopened from an end only.")
        yield Fault(f"{place}.from", text)
    letter = action.requires.letter
    if letter and not set(definition.letter(letter).from_) & set(action.from_):
        text = Text("所需文书在动作的状态中不能起草。", "The letter needed cannot be drafted in the action's states.")
        yield Fault(f"{place}.requires.letter", text)
    if action.requires.pack and all(a.pack != action.requires.pack for a in definition.actions):
        yield Fault(f"{place}.requires.pack", Text("没有动作生成这个材料包。", "No action builds this pack."))


def _targets(definition: Matter, action: Action, place: str) -> Iterator[Fault]:
    if action.to and action.to[-1].when is not None:
        yield Fault(f"{place}.to", Text("最后一个去向不能带条件。", "The last target takes no condition."))
    if any(target.when is None for target in action.to[:-1]):
        yield Fault(
            f"{place}.to", Text("只有最后一个去向可以不带条件。", "Only the last target goes without a condition.")
        )
    for target in action.to:
        if definition.state(target.state).final != (target.outcome is not None):
            text = Text("到终结状态须写明结果，其他状态不写。", "An end says its outcome, and no other target does.")
            yield Fault(f"{place}.to.{target.state}", text)


def _clocks(definition: Matter) -> Iterator[Fault]:
    moves = [*definition.opening.clocks, *(move for action in definition.actions for move in action.clocks)]
    for clock in definition.clocks:
        place, ops = f"clocks.{clock.key}", {move.op for move in moves if move.clock == clock.key}
        if ClockOp.START not in ops:
            yield Fault(place, Text("没有动作起算这个时限。", "Nothing starts this clock."))
        if ClockOp.STOP not in ops:
            yield Fault(place, Text("没有动作终止这个时限。", "Nothing stops this clock."))
        if (ClockOp.PAUSE in ops) != (ClockOp.RESUME in ops):
            yield Fault(
                place, Text("中止与恢复须成对出现。", "A clock that is paused is resumed, and the other way round.")
            )
