"""What the pages of the first run say of the machine and of the answers so far."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from wholeplace.convene.first_run.asking import answer_to
from wholeplace.convene.first_run.draft import Draft
from wholeplace.convene.first_run.forms import COLOURS, swatch
from wholeplace.convene.first_run.names import Step


@dataclass(frozen=True)
class Way:
    """By which way letters go: through which server, or else where they end up."""

    server: str = ""
    sender: str = ""
    shown_in_demo: bool = False


def where_asked(request: HttpRequest) -> str:
    """Return the address at which somebody reads this page, as far as the name of the machine."""
    return f"{request.scheme}://{request.get_host()}".lower()


def addresses_told(here: str) -> list[dict[str, object]]:
    """Return where this page is read, what people are told, and whether the two fit."""
    told = settings.PUBLIC_URL.lower()
    if here == told and urlsplit(here).hostname in {"localhost", "127.0.0.1", "::1"}:
        fits = _("Yes, on this machine alone: nobody else reaches it")
    elif here == told:
        fits = (
            _("Yes")
            if here.startswith("https:")
            else _("Yes, but not by https: what people send can be read on its way")
        )
    elif here.partition(":")[2] == told.partition(":")[2]:
        fits = _(
            "The name does. What stands in front speaks https, and is believed only with WHOLEPLACE_PROXIES=1"
        )
    else:
        fits = _("No: whoever follows a link in a letter comes to the second one")
    return [
        _row(_("You read this at"), here),
        _row(_("The program tells people"), told),
        _row(_("Do they fit?"), fits),
    ]


def lines_to_write(address: str) -> str:
    """Return the settings that make this the public address; nothing for no address."""
    if not address:
        return ""
    in_front = ["WHOLEPLACE_PROXIES=1"] if address.startswith("https:") else []
    return "\n".join([f"WHOLEPLACE_PUBLIC_URL={address}", *in_front])


def way_of_mail() -> Way:
    """Return by which way the program's letters go now."""
    if "console" in settings.EMAIL_BACKEND:
        return Way()
    if "filebased" in settings.EMAIL_BACKEND:
        return Way(shown_in_demo=True)
    return Way(f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}", settings.DEFAULT_FROM_EMAIL)


def answers_told(draft: Draft) -> list[dict[str, Any]]:
    """Return all answers by step, each with the way to change it, as they are founded."""
    tell = {
        Step.PLACE: _place,
        Step.YOU: _person,
        Step.SECOND: _person,
        Step.ISSUE: _issue,
    }
    told: list[dict[str, Any]] = []
    for step in Step:
        href, said = reverse(f"setup_{step.value}"), answer_to(step, draft)
        if step in tell and said:
            told.append({"label": step.label, "href": href, "rows": tell[step](said)})
            continue
        rows = [_row(str(step.label), _other(step, draft), href=href)]
        if step is Step.COLOUR:
            rows.append(_row(_("The logo"), logo_shown(draft) or _("None yet"), href=f"{href}#id_logo"))
        if told and not told[-1]["label"]:
            told[-1]["rows"] += rows
        else:
            told.append({"label": "", "rows": rows})
    return told


def logo_shown(draft: Draft) -> str:
    """Return the logo that was chosen as it will stand in the heading; nothing where none was."""
    if not draft.logo:
        return ""
    drawn = (
        '<span class="wp-plate"><img class="wp-plate__logo" src="{}" alt="{}" width="{}" height="{}"></span>'
    )
    said = _("The logo you chose")
    return format_html(drawn, reverse("setup_logo"), said, draft.logo["width"], draft.logo["height"])


def _row(label: str, value: object, *, href: str = "") -> dict[str, object]:
    return {"label": label, "value": value, "href": href}


def _place(said: Mapping[str, Any]) -> Sequence[dict[str, object]]:
    spoken = dict(settings.LANGUAGES)
    return [
        _row(_("Name"), said["name"]),
        _row(_("Address"), f"{settings.PUBLIC_URL}/{said['slug']}/"),
        _row(_("What it is for"), said["summary"]),
        _row(_("Languages"), ", ".join(str(spoken[code]) for code in said["languages"])),
    ]


def _person(said: Mapping[str, Any]) -> Sequence[dict[str, object]]:
    hats = _("Convener and operator") if said.get("operates") else _("Convener")
    body = said["organisation"] or _("Themselves")
    return [
        _row(_("Name"), said["name"]),
        _row(_("E-mail address"), said["email"]),
        _row(_("On behalf of"), f"{body} ({said['sector'].label})"),
        _row(_("Civic voice"), said["voice"].label),
        _row(_("Hat"), hats),
    ]


def _issue(said: Mapping[str, Any]) -> Sequence[dict[str, object]]:
    return [
        _row(_("Called"), said["title"]),
        _row(_("What is happening"), said["happening"]),
        _row(_("For whom"), said["for_whom"]),
        _row(_("What was tried"), said["tried"]),
        _row(_("How you put it"), said["framing"]),
        _row(_("Read by"), said["audience"].label),
    ]


def _other(step: Step, draft: Draft) -> object:
    """Return what is said in one line of a step that asks little, or was left out."""
    if step is Step.COLOUR:
        colour = answer_to(step, draft).get("colour", "")
        return swatch(colour, str(COLOURS.get(colour, colour)))
    proved = bool(draft.proved) and draft.proved == answer_to(Step.YOU, draft).get("email")
    says = {
        Step.SECOND: _("Nobody yet"),
        Step.ADDRESS: settings.PUBLIC_URL,
        Step.MAIL: _("A letter arrived and its code was read") if proved else _("Not tried to the end"),
        Step.ISSUE: _("None yet"),
    }
    return says.get(step, "")
