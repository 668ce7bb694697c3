"""Taking a file back. Putting one beside a record is an action of the feature that owns the record."""

from django.utils.translation import gettext_lazy as _

from wholeplace.kernel.actions import action
from wholeplace.kernel.actors import BY_PERSON
from wholeplace.kernel.acts import Act
from wholeplace.kernel.conditions import Refused
from wholeplace.kernel.files.conditions import can_be_taken_back, put_it_there
from wholeplace.kernel.files.models import KeptFile
from wholeplace.kernel.text import shows_something


@action(
    "file.take_back",
    title=_("Take a file back"),
    says=_("{actor} took a file back"),
    may=put_it_there,
    when=can_be_taken_back,
    on="file",
    doors=BY_PERSON,
)
def take_back_file(act: Act, *, file: KeptFile, because: str) -> KeptFile:
    """Take a file back that one put beside a record: its content goes, that it was there stays, and why it went.

    Where somebody holds it or proposes to take it down, that stays too, and so its name and these words stay from people.
    """
    if not shows_something(because):
        raise Refused("left_empty")
    file.taken_back, file.because = act.at, because
    file.save()
    act.record(file)
    act.enqueue_once("files.clear")
    return file
