"""The flow picture as a file: every state and every road of a matter, well-formed in both languages."""

from __future__ import annotations

import io

import pytest
from lxml import etree

from zhiquan.hall.matters.diagram import flow_of
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
