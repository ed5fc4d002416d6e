"""The flow picture as a file: every state and every road of a matter, well-formed in both languages."""

from __future__ import annotations

import io
from itertools import combinations, product

import pytest
from lxml import etree

from zhiquan.hall.cases.shelf import codes, read_matter
from zhiquan.hall.matters.diagram import HEIGHT, LINE, SMALL, _letters, flow_of
from zhiquan.hall.matters.diagram_svg import svg
from zhiquan.hall.matters.schema import Matter

SVG = "{http://www.w3.org/2000/svg}"


def texts(picture: str) -> list[str]:
    root = etree.parse(io.BytesIO(picture.encode())).getroot()
    return [text.text or "" for text in root.iter(f"{SVG}text")]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_picture_names_every_state_and_every_action_that_leads_on(pledge: Matter, language: str) -> None:
    said = texts(svg(flow_of(pledge, language, internal=True), "pledge", language))
    assert {state.label.say(language) for state in pledge.states} <= set(said)
    roads = " ".join(said)
    assert all(action.label.say(language) in roads for action in pledge.actions if action.to)


def test_the_public_reads_its_own_words(pledge: Matter) -> None:
    said = texts(svg(flow_of(pledge, "zh", internal=False), "pledge", "zh"))
    assert {state.public.zh for state in pledge.states} <= set(said)


def test_the_same_matter_gives_the_same_file_and_a_heading_cannot_break_it(pledge: Matter) -> None:
    flow = flow_of(pledge, "en", internal=True)
    assert svg(flow, "a < b & c", "en") == svg(flow_of(pledge, "en", internal=True), "a < b & c", "en")
    assert "a < b & c" in texts(svg(flow, "a < b & c", "en"))


def test_the_public_sees_a_step_once_and_no_state_is_a_dead_end() -> None:
    drawn = {internal: flow_of(read_matter("adjudication"), "zh", internal=internal) for internal in (False, True)}
    assert len(drawn[False].edges) < len(drawn[True].edges)
    assert {node.key for node in drawn[False].nodes} == {node.key for node in drawn[True].nodes}
    led_from = {edge.path.split("C")[0] for edge in drawn[False].edges}
    starts = {node.key: {f"M{node.cx} {node.y + HEIGHT}", f"M{node.x} {node.cy}", f"M{node.right} {node.cy}"}
              for node in drawn[False].nodes if not node.final}  # fmt: skip
    assert [key for key, places in starts.items() if not places & led_from] == []


@pytest.mark.parametrize("code", codes())
def test_no_label_lies_upon_another_nor_upon_a_state(code: str) -> None:
    """Of every matter, in both languages, for the office and for the public."""
    matter = read_matter(code)
    for language, internal in product(("zh", "en"), (True, False)):
        flow = flow_of(matter, language, internal=internal)
        halves = [(edge, SMALL * _letters(edge.label.say(language)) / 2) for edge in flow.edges]
        for (one, half), (other, half_other) in combinations(halves, 2):
            beside = abs(one.x - other.x) >= half + half_other
            assert beside or abs(one.y - other.y) >= LINE, (one.label.say(language), other.label.say(language))
        for (edge, half), node in product(halves, flow.nodes):
            beside = edge.x + half <= node.x or edge.x - half >= node.right
            assert beside or not node.y < edge.y - LINE / 3 < node.y + HEIGHT, (edge.label, node.label)
