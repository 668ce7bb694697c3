"""What each problem and finding says, in words that tell people what to do."""

from typing import Final

from wholeplace.account.exchange.limits import (
    MOST_BYTES,
    MOST_COLUMNS,
    MOST_EMPTY,
    MOST_FILES,
    MOST_LINE,
    MOST_PEOPLE,
    MOST_STATEMENTS,
    MOST_TEXT,
    MOST_UNPACKED,
    MOST_VOTES,
)
from wholeplace.kernel.files.zips import MOST_RATIO


def _(sentence: str) -> str:
    """Mark a sentence for the translators; it is translated when it is shown."""
    return sentence


WHERE: Final[dict[tuple[bool, bool], str]] = {
    (False, False): "{file}",
    (True, False): _("{file}, row {row}"),
    (False, True): _("{file}, column “{column}”"),
    (True, True): _("{file}, row {row}, column “{column}”"),
}
LISTED: Final = _("And {more} more.")
STOPPED: Final = _("And {more} more at least; reading stopped there.")
SIGN_UNKNOWN: Final = _(
    "The files do not show which number means “agree”. There are {ones} votes of 1 and {minus_ones} votes of -1,"
    " and no counts that tell them apart. Say which number means “agree”, then try again."
)

_FILES: Final[dict[str, str]] = {
    "folder-missing": _("There is no folder or zip of this name. Check the name."),
    "folder-empty": _("There are no files in it. It should hold comments.csv and participants-votes.csv."),
    "file-missing": _("This file is missing. Add it, then try again."),
    "votes-missing": _(
        "This file is missing, and so is votes.csv, so there are no votes. Add either of them, then try again."
    ),
    "file-twice": _("There are two files for the same thing: this one and {other}. Leave one of them out."),
    "file-unreadable": _("This file cannot be opened. Export it again, then try again."),
    "file-too-large": _("This file is larger than {most} bytes. Ask for a smaller export."),
    "too-large-here": _(
        "This export is too large to be read on a page. Whoever runs the installation can import it by command:"
        " wholeplace import polis."
    ),
    "files-too-many": _("There are more than {most} files. Leave out what is not part of the export."),
    "name-unsafe": _("A file may not have this name. Make the zip again from the plain files."),
    "zip-broken": _("This zip is damaged or cut short. Make it again."),
    "zip-locked": _(
        "This file is locked by a password or packed in a way that is not read. Make a plain zip."
    ),
    "zip-too-large": _("Unpacked, this zip takes more than {most} bytes. Leave out what is not needed."),
    "zip-too-tight": _(
        "This file would grow to more than {most} times its size in the zip. It is not unpacked."
    ),
}
_LINES: Final[dict[str, str]] = {
    "file-empty": _("This file is empty. Export it again."),
    "not-text": _("This is not plain text in UTF-8. Save the file as “CSV UTF-8”."),
    "nul-byte": _("There is a zero byte here, so this is not a text file. Export it again."),
    "line-too-long": _(
        "This line is longer than {most} bytes. Export the file again, or look for a missing quotation mark."
    ),
    "cell-too-long": _("A cell here is far too long. Look for a quotation mark that is never closed."),
    "quote-open": _("A quotation mark is opened here and never closed. Close it."),
    "quote-astray": _("A quotation mark stands where none may be. Write it twice inside quoted text."),
    "row-unreadable": _("This row cannot be read as CSV. Export the file again."),
    "columns-too-many": _("There are {columns} columns; {most} can be read. Ask for a smaller export."),
    "not-commas": _("The columns are not parted by commas. Save the file as CSV with commas."),
    "header-twice": _("Two columns have this name. Leave one of them out."),
    "column-missing": _("This column is missing. Add it, then try again."),
    "rows-empty": _("There are more than {most} empty rows. Leave them out."),
    "row-short": _("This row has {cells} cells where {columns} are needed. Add what is missing."),
    "row-long": _(
        "This row has {cells} cells where {columns} are needed. Put text with commas in quotation marks."
    ),
}
_CELLS: Final[dict[str, str]] = {
    "id-missing": _("There is no number or name here. Say who or what this row is about."),
    "id-unusable": _(
        "“{value}” cannot be used as an id. Use up to 64 plain letters, digits, dots or dashes."
    ),
    "not-a-vote": _("“{value}” is not a vote. Write 1, 0 or -1."),
    "not-a-count": _("“{value}” is not a count. Write a whole number, or leave it empty."),
    "not-a-time": _(
        "“{value}” is not a time. Write a whole number such as 1651071094558, or leave it empty."
    ),
    "not-a-group": _("“{value}” is not the number of a group. Write a whole number, or leave it empty."),
    "not-yes-or-no": _("“{value}” is neither true nor false. Write true or false."),
    "not-moderation": _(
        "“{value}” does not say what moderators decided. Write 1 for in, -1 for out, 0 for not seen."
    ),
    "statement-twice": _("The statement “{value}” is already in row {first}. Leave one of them out."),
    "participant-twice": _("The person “{value}” is already in row {first}. Leave one of them out."),
    "text-too-long": _("This text has {length} characters; {most} can be read. Shorten it."),
    "people-too-many": _("There are more than {most} people. Ask for a smaller export."),
    "votes-too-many": _("There are more than {most} votes. Ask for a smaller export."),
    "statements-too-many": _("There are more than {most} statements. Ask for a smaller export."),
    "sector-unknown": _("“{value}” is not a sector. Write one of: {accepted}. Or leave this row out."),
    "voice-unknown": _("“{value}” is not a civic voice. Write one of: {accepted}. Or leave this row out."),
    "name-of-public": _("Only people who hold an office can be named. Leave the name of this person empty."),
}
_FOUND: Final[dict[str, str]] = {
    "file-ignored": _("This file is not part of a Polis export. It was not read."),
    "zip-ignored": _("This is a zip inside a zip. It was not opened."),
    "summary-missing": _(
        "There is no summary.csv, so there is no topic, no description and no total to compare with."
    ),
    "column-ignored": _("This column is not known. It was not read."),
    "key-ignored": _("“{value}” is not known in a summary. It was not read."),
    "xid-dropped": _("This column can say who people are. It was not kept."),
    "apostrophe-removed": _("An apostrophe put here for spreadsheets was taken away."),
    "statement-without-text": _("There are answers to statement “{value}” but no text in comments.csv."),
    "text-missing": _("Statement “{value}” has no text."),
    "moderation-missing": _(
        "Nothing says what moderators decided, so all statements count as not yet moderated."
    ),
    "times-missing": _(
        "{rows} votes have no time, so for them the order of the rows decides which vote is the last."
    ),
    "votes-changed": _(
        "{rows} votes were changed later. Only the last one of each person on each statement counts."
    ),
    "sign-opposite": _("1 and -1 mean the opposite of what they mean in votes.csv. This was put right."),
    "stated-opposite": _("The stated counts take 1 and -1 the other way round. They were compared that way."),
    "participant-not-in-matrix": _("The person “{value}” voted but has no row in the matrix."),
    "participant-not-in-votes": _(
        "The person “{value}” has {votes} votes in the matrix but none in votes.csv. They do not count."
    ),
    "statement-not-in-matrix": _("Statement “{value}” has no column in the matrix."),
    "statement-not-in-matrix-voted": _(
        "Statement “{value}” has {votes} votes in votes.csv but no column in the matrix."
    ),
    "vote-differs": _("The matrix says {stated}, votes.csv says {counted}. The vote in votes.csv counts."),
    "vote-only-in-matrix": _("The matrix says {stated}, votes.csv says nothing. This vote does not count."),
    "vote-only-in-votes": _("The matrix says nothing, votes.csv says {counted}. This vote counts."),
    "person-without-votes": _(
        "The person “{value}” took no part in the conversation. This row was not used."
    ),
    "count-differs": _("The file says {stated}; counted again it is {counted}."),
    "count-of-changes": _(
        "The file says {stated}, which counts every change of mind. There are {counted} such votes."
    ),
}
SENTENCES: Final[dict[str, str]] = {**_FILES, **_LINES, **_CELLS, **_FOUND}
"""The pattern of every sentence, by code."""

LIMITS: Final[dict[str, int]] = {
    "columns-too-many": MOST_COLUMNS,
    "file-too-large": MOST_BYTES,
    "files-too-many": MOST_FILES,
    "line-too-long": MOST_LINE,
    "people-too-many": MOST_PEOPLE,
    "rows-empty": MOST_EMPTY,
    "statements-too-many": MOST_STATEMENTS,
    "text-too-long": MOST_TEXT,
    "votes-too-many": MOST_VOTES,
    "zip-too-large": MOST_UNPACKED,
    "zip-too-tight": MOST_RATIO,
}
"""The limit each sentence names as `most`."""
