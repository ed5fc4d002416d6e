"""The browser's side of the thread: one signed-in page per person, and the steps each of them takes."""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path

import docx
from playwright.sync_api import Browser, Page, expect

PASSWORD = "for-the-thread-only"


def paper(folder: Path, name: str) -> Path:
    """Write a small docx to hand in."""
    document = docx.Document()
    document.add_paragraph(name)
    content = io.BytesIO()
    document.save(content)
    path = folder / f"{name}.docx"
    path.write_bytes(content.getvalue())
    return path


@dataclass
class Person:
    """Somebody with a browser of their own."""

    page: Page
    site: str

    def visit(self, path: str) -> Page:
        answer = self.page.goto(self.site + path)
        assert answer is not None
        assert answer.ok, f"{path}: {answer.status}"
        return self.page

    def act(self, number: str, action: str, answers: dict[str, str] | None = None) -> None:
        """Open a case at the desk and take one of the actions offered there."""
        self.visit(f"/desk/cases/{number}/")
        self.take(action, answers or {})

    def take(self, action: str, answers: dict[str, str], files: dict[str, Path] | None = None) -> None:
        form = self.page.locator(f"#do-{action}")
        form.locator("summary").click()
        for name, value in answers.items():
            field = form.locator(f"[name='{name}']")
            if field.first.get_attribute("type") == "radio":
                form.locator(f"[name='{name}'][value='{value}']").check()
            else:
                field.fill(value)
        for material, path in (files or {}).items():
            form.locator(f"[name='material.{material}']").set_input_files(path)
        form.locator("button.primary").click()
        expect(self.page.locator(".error-summary")).to_have_count(0)


@dataclass
class Cast:
    """Everybody of the thread, each signed in when first needed."""

    browser: Browser
    site: str
    viewport: dict[str, int]
    password: str = PASSWORD
    locale: str = "zh-CN"

    def __post_init__(self) -> None:
        self._people: dict[str, Person] = {}

    def __getitem__(self, username: str) -> Person:
        if username not in self._people:
            context = self.browser.new_context(viewport=self.viewport, locale=self.locale)  # type: ignore[arg-type]
            person = Person(context.new_page(), self.site)
            if username != "public":
                self._sign_in(person, username)
            self._people[username] = person
        return self._people[username]

    def _sign_in(self, person: Person, username: str) -> None:
        page = person.visit("/account/login/")
        page.fill("[name=username]", username)
        page.fill("[name=password]", self.password)
        page.press("[name=password]", "Enter")
        expect(page).to_have_url(f"{self.site}/")

    def close(self) -> None:
        for person in self._people.values():
            person.page.context.close()
