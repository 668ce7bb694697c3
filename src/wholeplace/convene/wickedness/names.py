"""The ten properties of a wicked problem (Rittel and Webber 1973), each as a plain question that “yes” makes more wicked."""

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Answer(models.TextChoices):
    """How far a property holds of an issue."""

    YES = "yes", _("Yes")
    PARTLY = "partly", _("Partly")
    NO = "no", _("No")
    UNSURE = "unsure", _("Not sure")


class Property(models.TextChoices):
    """The ten properties, in the order of the paper; each label is the question that asks about it."""

    DEFINITION = "definition", _("Do people disagree about what the problem is?")
    STOPPING = "stopping", _("Is there no day on which all could say: now it is solved?")
    JUDGEMENT = "judgement", _("Would fair people call the same result good and bad?")
    TESTING = "testing", _("Do the effects of what is tried show only years later, or where nobody looks?")
    UNDOING = "undoing", _("Is what one tries hard to undo?")
    OPTIONS = "options", _("Could there always be one more thing to try that nobody has thought of?")
    UNIQUE = "unique", _("Is it so much of this place that what worked elsewhere may fail here?")
    SYMPTOM = "symptom", _("Could it be a sign of another problem?")
    EXPLANATION = "explanation", _("Does each way to explain it lead to another remedy?")
    HARM = "harm", _("Would people be hurt if those who act were wrong?")


HINTS: dict[Property, str | Promise] = {
    Property.DEFINITION: _(
        "Ask three people from different bodies. If they name three problems, the answer is yes."
    ),
    Property.STOPPING: _("A bridge is finished one day. Loneliness is not."),
    Property.JUDGEMENT: _("Quieter evenings may be peace for one and an empty town for another."),
    Property.TESTING: _("Some good shows at once, and its cost elsewhere and later."),
    Property.UNDOING: _("A poster can be taken down. A closed ward is hard to open again."),
    Property.OPTIONS: _("If all the ways are known and listed, the answer is no."),
    Property.UNIQUE: _("Think of what is different here: the people, the hills, the history."),
    Property.SYMPTOM: _("If this went away and the rest stayed, would it come back as something else?"),
    Property.EXPLANATION: _("“They lack places” and “they lack rules” ask for different things."),
    Property.HARM: _("Think of those who have least room for somebody else's mistake."),
}
"""What helps to answer each question."""
