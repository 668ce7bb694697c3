"""Turning a template and its facts into a letter: as plain text, and the same words as plain HTML."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import cast

from django.conf import settings
from django.template import Context, Engine, Template
from django.utils import translation
from django.utils.functional import Promise

GAP = re.compile(r"\n\s*\n")
HEADING = re.compile(r"^## (\S.*)$", re.MULTILINE)


@dataclass(frozen=True)
class Letter:
    """A letter's words in the reader's language."""

    subject: str
    text: str
    html: str
    why: str


def write_letter(template: str, *, facts: Mapping[str, object], why: str | Promise, language: str) -> Letter:
    """Return the letter a template makes of these facts.

    A template is one text file: its first line is the subject, the rest the body, paragraphs with empty lines between
    them. A line that is nothing but an address of this installation becomes a link; no other address does, so that
    nobody can plant a link in our mail. A paragraph that begins with `## ` is a heading.
    """
    subject_template, body_template = _parts(template)
    with translation.override(language):
        context = {"public_url": settings.PUBLIC_URL, **facts}
        subject = subject_template.render(Context(context, autoescape=False)).strip(" \t")
        body = body_template.render(Context(context, autoescape=False)).strip()
        paragraphs = [[_line(line) for line in part.splitlines()] for part in GAP.split(body)]
        shell = {"subject": subject, "paragraphs": paragraphs, "why": str(why), "language": language}
        html = _engine().get_template("outbox/letter.html").render(Context(shell))
        return Letter(subject, f"{HEADING.sub(_underlined, body)}\n\n-- \n{why}\n", html, str(why))


@dataclass(frozen=True)
class _Line:
    text: str
    is_link: bool
    is_heading: bool = False


def _line(text: str) -> _Line:
    bare = text.strip()
    if heading := HEADING.fullmatch(bare):
        return _Line(heading[1], is_link=False, is_heading=True)
    ours = bare.startswith(f"{settings.PUBLIC_URL}/") and len(bare.split()) == 1
    return _Line(bare, is_link=ours)


def _underlined(heading: re.Match[str]) -> str:
    """Return a heading as plain text shows it."""
    return f"{heading[1]}\n{'-' * len(heading[1])}"


@cache
def _engine() -> Engine:
    """Return the engine for letters: the features' templates, with nothing of the pages' own tags."""
    folders = [str(folder) for folder in cast("Iterable[Path]", settings.TEMPLATES[0]["DIRS"])]
    return Engine(dirs=folders, builtins=["django.templatetags.i18n"])


@cache
def _parts(name: str) -> tuple[Template, Template]:
    """Return a letter's subject and body, each a template of its own so that neither can run into the other."""
    subject, _, body = str(_engine().get_template(name).source).partition("\n")
    return Template(subject, engine=_engine()), Template(body, engine=_engine())
