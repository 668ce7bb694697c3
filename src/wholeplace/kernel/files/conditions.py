"""What a file must be to be taken, and who may take one back; every refusal says what to do."""

from django.utils.translation import gettext_lazy as _

from wholeplace.kernel.actors import Actor
from wholeplace.kernel.conditions import Condition, Refusal, in_hat, missing_hat
from wholeplace.kernel.files.carrying import judged_for
from wholeplace.kernel.files.models import FileRuling, KeptFile
from wholeplace.kernel.files.names import JUDGES, FileDeed
from wholeplace.kernel.records import Record
from wholeplace.kernel.second_words import first_word_counts, is_second, no_word_is_given, word_is_given
from wholeplace.kernel.tables import table_of
from wholeplace.kernel.wording import declare_wording

declare_wording(
    {
        "file_empty": _("There is nothing in it. Save it again, then choose it afresh."),
        "file_too_large": _("It is larger than {most} MB. Save it smaller, or keep the part that matters."),
        "file_unknown": _(
            "It is none of the kinds that are taken. Save it as PDF, PNG, JPEG, plain text in UTF-8 or CSV."
        ),
        "file_page": _("It is a web page, a drawing in SVG or a script. Save it as PDF or PNG."),
        "file_archive": _("It is a packed folder. Unpack it, and choose the files one by one."),
        "file_program": _("It is a program. Programs are not taken; say in words what it does."),
        "file_office_old": _(
            "It is in an old format of an office program, or locked by a password. Save it as PDF, or as DOCX or XLSX without"
            " a password."
        ),
        "file_picture_kind": _("Pictures and films of this kind are not taken. Save it as JPEG or PNG."),
        "file_two_kinds": _(
            "It is two kinds of file in one, which some programs read as one and some as the other. Save it again from"
            " the program it was made in."
        ),
        "file_trailing": _(
            "Something follows after its end. Open it, save it again, and choose the new copy."
        ),
        "file_broken": _("It is damaged or not complete. Open it, save it again, and choose the new copy."),
        "file_no_table": _(
            "It is no table. Save it as CSV or XLSX from your spreadsheet, then choose it again."
        ),
        "file_too_many_sheets": _("It has more than {most} sheets. Keep those that matter."),
        "file_too_long": _("It has more than {most} rows. Send it in parts."),
        "file_moving": _("It is a moving picture. Save the one picture that matters."),
        "file_too_many_pixels": _(
            "The picture has more than {most} million points. Make it smaller, then choose it again."
        ),
        "file_bomb": _("It unpacks to far more than it seems to hold. Save it as PDF or CSV instead."),
        "file_paths": _(
            "A part inside it has a name that leads out of the file. Save it again from the program it was made in."
        ),
        "file_nested": _("There are other files inside it. Take them out, or save it as PDF."),
        "file_entities": _(
            "It defines abbreviations that can unfold without end. Save it again from an office program, or as PDF."
        ),
        "file_reaches_out": _(
            "It fetches something from elsewhere when it is opened. Put that into it, or save it as PDF."
        ),
        "file_macros": _("There are macros in it. Save it without macros, as DOCX, XLSX or PDF."),
        "file_picture_within": _(
            "There is a picture in it that may tell where, when and with what it was taken. Put it in as JPEG or PNG instead."
        ),
        "file_signed": _(
            "It is signed, and a picture in it tells where, when or with what it was taken. That is not kept, and without it the"
            " signature would be broken: take it out of the picture first, then sign it again."
        ),
        "file_locked": _("It is locked by a password. Save it without one, then choose it again."),
        "file_active": _(
            "This PDF runs a script, opens or starts something, or holds other files. Print it to a new PDF, and choose it."
        ),
        "file_formulas": _(
            "Row {row} holds a formula that a spreadsheet would carry out. Save the table with values only."
        ),
        "file_too_many_rows": _("It has more than {rows} rows. Keep those that matter."),
        "file_too_many_columns": _("It has more than {columns} columns. Keep those that matter."),
        "file_too_heavy": _("It took too much to look through. Save it in a simpler form, such as PDF."),
        "files_busy": _(
            "Too many files are being looked through at this moment. What you wrote is kept on the page: choose it again in a"
            " minute."
        ),
        "files_in_hand": _(
            "Files that you sent before are still being looked through. What you wrote is kept on the page: choose it again"
            " in a minute."
        ),
        "files_too_often": _(
            "You have sent files very often within the hour, so it was not looked through. Choose it again later."
        ),
        "files_enough": _("There are {most} files here already. Take one back first."),
        "files_enough_today": _("That is more than {most} MB from you within a day. Go on tomorrow."),
        "files_full": _(
            "The files of this place fill all the room there is. Ask whoever runs it for more, or take files back."
        ),
        "file_is_not_yours": _("Whoever put a file there can take it back, and nobody else."),
        "file_taken_back": _("This file was taken back already."),
        "file_taken_down": _("Two people took this file down."),
        "file_was_taken_down": _(
            "This very file was taken down here by two people. Read why, and answer them there."
        ),
        "file_is_erased": _("What this file held was erased with the person who put it there."),
        "file_is_yours": _("You put this file there: take it back yourself, or leave it to somebody else."),
        "file_is_held": _("Somebody holds this file already."),
        "file_was_held": _(
            "A file can be held once. Keeping it from people for good takes two: propose to take it down."
        ),
        "file_is_not_held": _("This file is not held any more."),
        "file_is_left_alone": _("Nobody holds this file or proposes to take it down."),
        "file_answered": _("There is nothing about your file that you have not answered yet."),
    }
)


LET_GO: dict[str, tuple[type[Record], Condition]] = {}
"""By its table, what must hold of a record so that a file beside it can be taken back."""


def let_go_while(model: type[Record], holds: Condition) -> None:
    """Let files beside a feature's records be taken back for as long as a condition holds of the record."""
    LET_GO[table_of(model)] = (model, holds)


def put_it_there(actor: Actor, file: KeptFile) -> Refusal | None:
    """The actor put the file there, in this membership or one before."""
    return None if file.is_of(actor.membership) else Refusal("file_is_not_yours")


def can_be_taken_back(actor: Actor, file: KeptFile) -> Refusal | None:
    """The file is still there, and what it stands beside lets it go."""
    if (refusal := is_still_there(actor, file)) or file.of_table not in LET_GO:
        return refusal
    model, holds = LET_GO[file.of_table]
    return holds(actor, model._base_manager.get(pk=file.of))  # noqa: SLF001 whoever sees the file may read it


def is_still_there(_actor: Actor, file: KeptFile) -> Refusal | None:
    """The file still has its content: it was not taken back or down, nor erased."""
    if file.taken_back is not None:
        return Refusal("file_taken_back")
    if file.taken_down is not None:
        return Refusal("file_taken_down")
    return Refusal("file_is_erased") if file.is_erased else None


@in_hat(*JUDGES)
def judges_it(actor: Actor, file: KeptFile) -> Refusal | None:
    """The actor moderates or convenes the place or what the file stands in, and the file is somebody else's."""
    counting = [(kind, scope) for kind in JUDGES for scope in judged_for(actor.viewer, file)]
    if not any(actor.acts_as(kind, scope=scope) for kind, scope in counting):
        worn = (one for one in counting if actor.viewer.wears(one[0], scope=one[1]))
        kind, scope = next(worn, counting[0])
        return missing_hat(actor, kind, scope)
    return Refusal("file_is_yours") if put_it_there(actor, file) is None else None


@in_hat(*JUDGES)
def judges_it_as_second(actor: Actor, file: KeptFile) -> Refusal | None:
    """The actor moderates or convenes, the file is somebody else's, and so was the first word."""
    return judges_it(actor, file) or is_second(actor, file.first_word_by_id)


def can_be_held(actor: Actor, file: KeptFile) -> Refusal | None:
    """The file is still there, and nobody holds it or has held it."""
    if refusal := is_still_there(actor, file):
        return refusal
    if file.held_until is not None:
        return Refusal("file_is_held")
    before = FileRuling.objects.filter(file=file, deed=FileDeed.HELD)
    return Refusal("file_was_held") if before.exists() else None


def is_held(actor: Actor, file: KeptFile) -> Refusal | None:
    """The file is still there, and somebody holds it, for a time."""
    held = None if file.held_until is not None else Refusal("file_is_not_held")
    return is_still_there(actor, file) or held


def can_be_proposed_down(actor: Actor, file: KeptFile) -> Refusal | None:
    """The file is still there, and nobody proposes to take it down."""
    return is_still_there(actor, file) or no_word_is_given(file.first_word_by_id)


def can_be_taken_down(actor: Actor, file: KeptFile) -> Refusal | None:
    """The file is still there, and somebody whose word still counts proposes to take it down."""
    proposed = is_still_there(actor, file) or word_is_given(file.first_word_by_id)
    return proposed or first_word_counts(file, file.first_word_by, *JUDGES)


def can_be_kept(actor: Actor, file: KeptFile) -> Refusal | None:
    """The file is still there, and somebody holds it or proposes to take it down."""
    asked = None if file.is_in_question else Refusal("file_is_left_alone")
    return is_still_there(actor, file) or asked


def can_be_answered(_actor: Actor, file: KeptFile) -> Refusal | None:
    """Something was done about the file that whoever put it there has not answered."""
    last = FileRuling.objects.filter(file=file).first()
    against = last is not None and last.deed in {FileDeed.HELD, FileDeed.PROPOSED, FileDeed.TAKEN_DOWN}
    return None if against else Refusal("file_answered")
