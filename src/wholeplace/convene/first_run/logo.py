"""The logo that was chosen for the first place: kept with the draft, and put there when the place is founded."""

import base64
from dataclasses import asdict
from typing import Any

from wholeplace.convene.first_run.draft import Draft, changing_draft
from wholeplace.kernel.files.checking import Checked
from wholeplace.kernel.files.names import FileKind


def choose_logo(logo: Checked) -> Draft:
    """Keep a picture that was looked into as the place's logo."""
    with changing_draft() as draft:
        draft.logo = {**asdict(logo), "content": base64.b64encode(logo.content).decode()}
    return draft


def leave_logo_out() -> Draft:
    """Forget the picture that was chosen: the place begins with the program's own mark."""
    with changing_draft() as draft:
        draft.logo = {}
    return draft


def logo_chosen(draft: Draft) -> Checked | None:
    """Return the picture that was chosen, if one was."""
    kept: dict[str, Any] = draft.logo
    if not kept:
        return None
    return Checked(**{**kept, "kind": FileKind(kept["kind"]), "content": base64.b64decode(kept["content"])})
