"""Chinese first, English complete: no text of a page is without English, and none bypasses the catalogue."""

from __future__ import annotations

import gettext
import re
from pathlib import Path

from django.conf import settings
from django.template.loader import get_template
from tests.portal.web.conftest import TEMPLATES

PORTAL = TEMPLATES.parent
CATALOGUE = Path(settings.LOCALE_PATHS[0]) / "en" / "LC_MESSAGES"
HAN = re.compile(r"[\u4e00-\u9fff]")


def entries(po: str) -> dict[str, list[str]]:
    """Return msgid → its English (both numbers) of a catalogue's source."""
    found = {}
    for block in po.split("\n\n")[1:]:
        key = re.search(r'^msgid "(.*)"$', block, re.MULTILINE)
        assert key is not None, block
        found[_plain(key[1])] = [
            _plain(text) for text in re.findall(r'^msgstr(?:\[\d\])? "(.*)"$', block, re.MULTILINE)
        ]
    return found


def _plain(text: str) -> str:
    return text.replace('\\"', '"').replace("\\n", "\n")


def used() -> set[str]:
    """Return every text that templates and views ask to be translated."""
    texts = set()
    for path in TEMPLATES.rglob("*.html"):
        source = path.read_text("utf-8")
        texts |= {found[1] for found in re.findall(r"""\{% translate (["'])(.*?)\1""", source)}
        for options, body in re.findall(r"\{% blocktranslate([^%]*)%\}(.*?)\{% endblocktranslate", source, re.DOTALL):
            del options
            texts |= {re.sub(r"\{\{ (\w+) \}\}", r"%(\1)s", part) for part in re.split(r"\{% plural %\}", body)}
    for path in (PORTAL / "web").rglob("*.py"):
        for call in re.findall(r"gettext(?:_lazy)?\((.*?)\)", path.read_text("utf-8")):
            texts |= set(re.findall(r'"([^"]*)"', call))
    return {text for text in texts if HAN.search(text)}


def test_every_text_of_the_pages_has_its_english() -> None:
    catalogue = entries((CATALOGUE / "django.po").read_text("utf-8"))
    assert used() - set(catalogue) == set()
    assert {key for key, english in catalogue.items() if not all(text.strip() for text in english)} == set()


def test_the_english_holds_no_chinese_but_what_it_quotes() -> None:
    catalogue = entries((CATALOGUE / "django.po").read_text("utf-8"))
    assert {key for key, english in catalogue.items() if HAN.search(re.sub("“.*?”", "", " ".join(english)))} == set()


def test_the_compiled_catalogue_is_the_one_that_was_written() -> None:
    with (CATALOGUE / "django.mo").open("rb") as stream:
        compiled = gettext.GNUTranslations(stream)
    for key, english in entries((CATALOGUE / "django.po").read_text("utf-8")).items():
        said = compiled.ngettext(key, key, 1) if len(english) > 1 else compiled.gettext(key)
        assert said == english[0], key


def test_placeholders_are_the_same_in_both_languages() -> None:
    for key, english in entries((CATALOGUE / "django.po").read_text("utf-8")).items():
        for text in english:
            assert set(re.findall(r"%\(\w+\)[sd]", key)) == set(re.findall(r"%\(\w+\)[sd]", text)), key


def test_no_template_holds_chinese_outside_the_catalogue() -> None:
    for path in TEMPLATES.rglob("*.html"):
        source = path.read_text("utf-8")
        source = re.sub(r"\{% blocktranslate.*?endblocktranslate %\}", "", source, flags=re.DOTALL)
        source = re.sub(r"\{[%{#].*?[%}#]\}", "", source)
        # what is Chinese in either language: the language's own name, punctuation, a letter's date
        assert HAN.findall(source.replace("中文", "").replace("Y年n月j日", "")) == [], path.name


def test_every_template_can_be_read_by_itself() -> None:
    for path in TEMPLATES.rglob("*.html"):
        get_template(str(path.relative_to(TEMPLATES)))  # a part that forgot to load its filters fails here, not in use
