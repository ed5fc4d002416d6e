"""Texts, refusals and ports: the small pieces every room uses."""

from __future__ import annotations

import pytest

from zhiquan.rules.refusal import Conflict, NotFound, Refusal
from zhiquan.rules.registry import Registry
from zhiquan.rules.text import Text


def test_a_text_speaks_english_only_to_english_readers() -> None:
    text = Text("专利", "patent")
    assert (text.say("en-GB"), text.say("zh-hans"), text.say("fr"), str(text)) == ("patent", "专利", "专利", "专利")


def test_a_text_within_a_text_keeps_its_language() -> None:
    outer = Text("{what}有效，{n}年", "the {what} is in force, {n} years")
    filled = outer.format(what=Text("专利权", "patent"), n=20)
    assert filled == Text("专利权有效，20年", "the patent is in force, 20 years")


@pytest.mark.parametrize("kind", [Refusal, NotFound, Conflict])
def test_a_refusal_carries_its_code_and_sentence(kind: type[Refusal]) -> None:
    refusal = kind("room.reason", Text("请重试。", "Try again."))
    assert (refusal.code, refusal.text.en, str(refusal)) == ("room.reason", "Try again.", "请重试。")


def test_a_port_takes_each_name_once() -> None:
    port: Registry[object] = Registry("check")
    first = object()
    port.register("in-force", first)
    port.register("in-force", first)
    assert port.get("in-force") is first
    assert "in-force" in port
    assert list(port) == [("in-force", first)]
    with pytest.raises(ValueError, match="registered already"):
        port.register("in-force", object())


@pytest.mark.parametrize(("names", "known"), [((), "nothing"), (("b", "a"), "a, b")])
def test_a_port_says_what_it_knows(names: tuple[str, ...], known: str) -> None:
    port: Registry[object] = Registry("check")
    for name in names:
        port.register(name, object())
    with pytest.raises(KeyError, match=f"known: {known}"):
        port.get("missing")
