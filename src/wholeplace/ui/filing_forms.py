"""Asking for several files at once: each with what it shows, its own error, and its own deed."""

import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from allauth.core import ratelimit
from django import forms
from django.conf import settings
from django.forms import BoundField
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from wholeplace.kernel.actions import Action
from wholeplace.kernel.actors import Actor
from wholeplace.kernel.conditions import Refused
from wholeplace.kernel.files.checking import Checked, check_file, in_hand
from wholeplace.kernel.files.models import KeptFile
from wholeplace.kernel.files.names import ASKED_FOR, plain_name
from wholeplace.ui.forms import ActionForm

AT_ONCE = 3
"""Files one can send together; more one adds afterwards."""
BUSY = {"files_busy", "files_in_hand"}
"""Refusals that are over in a minute."""
MOST_BYTES = AT_ONCE * settings.FILE_MB * 1_000_000


class FileForm(ActionForm):
    """Asks for one file and what it shows; left empty altogether, it asks for nothing."""

    file: "forms.FileField" = forms.FileField(
        label=_("Choose a file"),
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ASKED_FOR}),
        help_text=format_lazy(
            _(
                "A PDF, a picture (JPEG, PNG, WebP), a table (CSV, XLSX, ODS) or a text (plain, DOCX, ODT), up to {most} MB."
                " Of a picture, nothing but the picture is kept. What cameras note beside photographs in a document (where, when, with"
                " what) is taken out, but not from those that a PDF holds packed once more; names of authors, comments and tracked"
                " changes stay in it."
            ),
            most=settings.FILE_MB,
        ),
        error_messages={"required": _("Choose the file you have described, or leave its description empty.")},
    )
    description = forms.CharField(
        max_length=KeptFile._meta.get_field("description").max_length,  # noqa: SLF001 Django's API
        label=_("What does it show?"),
        help_text=_("In a sentence. Whoever cannot see a picture reads this instead."),
    )

    put_off: Refused | None = None
    """Why no file is looked into now, if none is."""

    def __init__(self, *args: Any, **options: Any) -> None:
        """Let it be left empty."""
        super().__init__(*args, empty_permitted=True, use_required_attribute=False, **options)

    def has_changed(self) -> bool:
        """Say whether a file was chosen or described here."""
        described = str(self.data.get(self.add_prefix("description"), ""))
        return bool(self.files.get(self.add_prefix("file")) or described.strip())

    @property
    def sent(self) -> str:
        """What the file that was sent is called, as people may see it."""
        given = self.files.get(self.add_prefix("file"))
        return plain_name(str(given.name)) if given else ""

    def clean_file(self) -> Checked:
        """Return the file as a child process found it."""
        given: Any = self.cleaned_data["file"]
        try:
            if self.put_off is not None:
                raise self.put_off
            return check_file(str(given.name), given.read())
        except Refused as refused:
            self.busy = refused.refusal.code in BUSY
            raise forms.ValidationError(self._of_this_file(str(refused))) from refused

    def clean(self) -> dict[str, Any]:
        """Say that a file that was right has to be chosen again where something else was not."""
        if self.errors and "file" in self.cleaned_data:
            self.add_error(
                "file",
                self._of_this_file(
                    gettext(
                        "It can be taken. Choose it again: a browser does not keep it while the rest is put right."
                    )
                ),
            )
        return self.cleaned_data

    def add_error(self, field: str | None, error: Any) -> None:
        """Say what is wrong beside the name of the file."""
        if field is None:
            super().add_error("file", self._of_this_file(str(error)))
        else:
            super().add_error(field, error)

    def _of_this_file(self, why: str) -> str:
        return gettext("“{name}”: {why}").format(name=self.sent, why=why) if self.sent else why


class FileForms:
    """Several files at once, drawn and told of like one form; each that is right is kept, whatever the others are."""

    is_multipart = True

    def __init__(self, data: Mapping[str, Any] | None, files: Mapping[str, Any] | None) -> None:
        """Read what was sent, slot by slot."""
        self.is_bound = data is not None
        self.slots = [self._slot(number, data, files) for number in range(1, AT_ONCE + 1)]
        self.all_taken = False
        self.put_off: Refused | None = None

    def perform(self, action: Action[..., KeptFile], actor: Actor, **targets: object) -> list[KeptFile]:
        """Carry the action out for each file that was sent, and return those that were kept."""
        sent = [slot for slot in self.slots if slot.is_bound and slot.has_changed()]
        if self.is_bound and not sent:
            self.slots[0].full_clean()
            self.slots[0].add_error("file", gettext("Choose a file."))
        made = self._in_turn(sent, action, actor, targets) if sent else []
        self.all_taken = bool(made) and len(made) == len(sent)
        return made

    def _in_turn(
        self, sent: list[FileForm], action: Action[..., KeptFile], actor: Actor, targets: dict[str, object]
    ) -> list[KeptFile]:
        """Take one file after the other; none while this member sends too often, or has others looked into."""
        assert actor.membership is not None
        try:
            with turn_of(actor.membership.person_id, actor.membership.pk):
                return [one for slot in sent if (one := slot.perform(action, actor, **targets)) is not None]
        except Refused as refused:
            self.put_off = refused
            for slot in sent:
                slot.put_off = refused
            return []

    def offering(self, left: int) -> "FileForms":
        """Ask again for what was not right, and for as many more as there is room for."""
        asked = [
            self._slot(number, None, None) if slot.performed else slot
            for number, slot in enumerate(self.slots, start=1)
        ]
        self.slots = sorted(asked, key=lambda slot: not slot.is_bound or not slot.errors)[: max(left, 0)]
        return self

    @property
    def status(self) -> int:
        """The HTTP status of the page that shows these forms: the worst of theirs."""
        worst = max((slot.status for slot in self.slots), default=200)
        return 429 if self.put_off is not None and worst < 503 else worst

    @property
    def errors(self) -> bool:
        """Whether anything is wrong with what was sent."""
        return any(slot.is_bound and slot.errors for slot in self.slots)

    def non_field_errors(self) -> list[str]:
        """Return nothing: each error stands beside its file."""
        return []

    def hidden_fields(self) -> list[BoundField]:
        """Return the boxes nobody sees."""
        return [field for slot in self.slots for field in slot.hidden_fields()]

    def visible_fields(self) -> list[BoundField]:
        """Return the boxes to fill in."""
        return [field for slot in self.slots for field in slot.visible_fields()]

    def __iter__(self) -> Iterator[BoundField]:
        return iter([*self.hidden_fields(), *self.visible_fields()])

    def __html__(self) -> SafeString:
        return render_to_string("ui/forms/files.html", {"slots": self.slots})

    def __str__(self) -> str:
        return self.__html__()

    @staticmethod
    def _slot(number: int, data: Mapping[str, Any] | None, files: Mapping[str, Any] | None) -> FileForm:
        return FileForm(data, files, prefix=f"file-{number}")


@contextmanager
def turn_of(person: uuid.UUID, member: uuid.UUID) -> Iterator[None]:
    """Have a member's files looked into; raise Refused where they sent files too often, or others are in hand."""
    if not ratelimit.consume(HttpRequest(), action="look_into_files", key=str(person)):
        raise Refused("files_too_often")
    with in_hand(member):
        yield


MOST_WORDS = KeptFile._meta.get_field("because").max_length  # noqa: SLF001 Django's API


class BecauseForm(ActionForm):
    """Asks why a file is taken back, held or taken down."""

    because = forms.CharField(
        max_length=MOST_WORDS,
        label=_("Why?"),
        help_text=_("In a sentence, which stands where the file stood. Leave out names."),
    )


class KeepForm(ActionForm):
    """Asks, if one likes, why a file stays."""

    words = forms.CharField(max_length=MOST_WORDS, required=False, label=_("Why does it stay?"))


class AnswerForm(ActionForm):
    """Asks what somebody thinks of what was done about their file."""

    words = forms.CharField(
        max_length=MOST_WORDS, widget=forms.Textarea(attrs={"rows": 3}), label=_("What do you say to it?")
    )
