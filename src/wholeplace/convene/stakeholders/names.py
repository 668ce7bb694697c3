"""What a perspective is, how it stands, and how two of them stand to one another."""

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Whose(models.TextChoices):
    """Whose perspective it is."""

    PERSON = "person", _("One person")
    BODY = "body", _("An organisation")
    GROUP = "group", _("People with no organisation of their own")


class Standing(models.TextChoices):
    """How a perspective stands on the map of an issue."""

    SUGGESTED = "suggested", _("Suggested")
    NEEDED = "needed", _("Needed")
    TURNED_DOWN = "turned_down", _("Suggestion not taken up")
    SET_ASIDE = "set_aside", _("Set aside")
    GONE_WITHOUT = "gone_without", _("Gone without, by decision")


NAMED = 5
"""How many missing perspectives a sentence names before it counts the others."""


class Level(models.IntegerChoices):
    """How much: of interest in an issue, or of influence on it."""

    HARDLY = 1, _("Hardly any")
    LITTLE = 2, _("A little")
    SOME = 3, _("Some")
    MUCH = 4, _("Much")
    VERY = 5, _("Very much")


class Relation(models.TextChoices):
    """How one perspective stands to another; the first three lead from one to the other, the rest go both ways."""

    FUNDS = "funds", _("funds")
    COMMISSIONS = "commissions", _("commissions")
    REGULATES = "regulates", _("regulates")
    WORKS_WITH = "works_with", _("works with")
    COMPETES = "competes", _("competes with")
    DISPUTE = "dispute", _("is in dispute with")


ONE_WAY = frozenset({Relation.FUNDS, Relation.COMMISSIONS, Relation.REGULATES})
"""The relations in which it matters who is named first."""

TOLD_BACK: dict[Relation, str | Promise] = {
    Relation.FUNDS: _("is funded by"),
    Relation.COMMISSIONS: _("is commissioned by"),
    Relation.REGULATES: _("is regulated by"),
    Relation.WORKS_WITH: Relation.WORKS_WITH.label,
    Relation.COMPETES: Relation.COMPETES.label,
    Relation.DISPUTE: Relation.DISPUTE.label,
}
"""The same relations told from the second to the first."""

WAYS: tuple[tuple[str, str | Promise], ...] = tuple(
    (f"{relation.value} back" if back else relation.value, TOLD_BACK[relation] if back else relation.label)
    for relation in Relation
    for back in (False, True)
    if relation in ONE_WAY or not back
)
"""Every way in which one can stand to another, seen from the one: “funds”, “is funded by”."""


class Ground(models.TextChoices):
    """On what ground the address of somebody is kept who is no member."""

    AGREED = "agreed", _("They agreed to be written to")
    PUBLISHED = "published", _("They publish it themselves, for what they do")
    TASK = "task", _("It was given to a partner for work such as this")
    NAMED = "named", _("Somebody who knows them named them, to be asked about this work")


class Known(models.TextChoices):
    """What becomes of a contact in a file who is in the book already."""

    FILL = "fill", _("Fill in what the book does not say")
    REPLACE = "replace", _("Take what the file says")
    LEAVE = "leave", _("Leave them as they are")
    APART = "apart", _("They are others: keep both")


class Twice(models.TextChoices):
    """What becomes of rows of a file that are one contact, as it seems."""

    ONCE = "once", _("They are the same: keep one, with what either row says")
    APART = "apart", _("They are others: keep each")


class Faulty(models.TextChoices):
    """What becomes of rows of a file that cannot be taken."""

    MEND = "mend", _("I mend the file first")
    LEAVE_OUT = "leave_out", _("Leave those rows out")
