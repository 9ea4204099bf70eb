"""Walks through everything that somebody can reach in a portal, as a spider would, and says it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from html import unescape
from html.parser import HTMLParser
from io import BytesIO
from urllib.parse import urljoin, urlsplit
from zipfile import BadZipFile, ZipFile

import httpx

MOST_PAGES = 400


@dataclass(frozen=True)
class Form:
    """A form as it stands on a page: where it goes, and what it would say unasked."""

    action: str
    method: str
    fields: tuple[tuple[str, str], ...]
    file_field: str | None


class Forms(HTMLParser):
    """Finds the links and forms of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.forms: list[Form] = []
        self._form: dict[str, str | None] | None = None
        self._fields: list[tuple[str, str]] = []
        self._file: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        if tag == "a" and said.get("href"):
            self.links.append(str(said["href"]))
        if tag == "form":
            self._form, self._fields, self._file = said, [], None
        if tag == "input" and said.get("name"):
            if said.get("type") == "file":
                self._file = said["name"]
            else:
                self._fields.append((str(said["name"]), said.get("value") or ""))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form" and self._form is not None:
            action, method = self._form.get("action") or "", self._form.get("method") or "get"
            self.forms.append(Form(action, method.lower(), tuple(self._fields), self._file))
            self._form = None


@dataclass
class World:
    """What somebody reached: each address with what it said, and each form that may be sent."""

    said: dict[str, str] = field(default_factory=dict)
    forms: dict[str, Form] = field(default_factory=dict)


def world_of(browser: httpx.Client, begin: Iterable[str] = ("/",)) -> World:
    """Follow every link from where somebody begins; send no form."""
    world, waiting = World(), list(begin)
    while waiting and len(world.said) < MOST_PAGES:
        address = waiting.pop(0)
        if address in world.said:
            continue
        answer = browser.get(address, follow_redirects=True)
        if answer.status_code != 200:
            continue
        world.said[address] = text_of(answer)
        if "text/html" not in answer.headers.get("content-type", ""):
            continue
        found = Forms()
        found.feed(answer.text)
        here = str(answer.url)
        for link in found.links:
            parts = urlsplit(urljoin(here, link))
            if parts.netloc == answer.url.netloc.decode():
                waiting.append(parts.path + (f"?{parts.query}" if parts.query else ""))
        for form in found.forms:
            world.forms[urlsplit(urljoin(here, form.action)).path] = form
    return world


def text_of(answer: httpx.Response) -> str:
    """What an answer says, a workbook's cells too; without the sign of its forms."""
    try:
        with ZipFile(BytesIO(answer.content)) as packed:
            return "\n".join(
                packed.read(name).decode("utf-8", "replace") for name in packed.namelist()
            )
    except BadZipFile:
        return unescape(re.sub(r'value="[0-9a-f]{64}"', "", answer.text))
