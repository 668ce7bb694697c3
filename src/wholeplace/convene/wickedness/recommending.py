"""What the answers recommend next, and why: pure of everything but the answers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from wholeplace.convene.wickedness.names import Answer, Property

Text = str | Promise
HOLDS = frozenset({Answer.YES, Answer.PARTLY})


@dataclass(frozen=True)
class Advice:
    """One thing to do, why, and the page of the issue on which it is done, if there is one."""

    title: Text
    why: Text
    page: str = ""
    label: Text = ""


BEGIN = Advice(
    _("Answer the first question"),
    _("Nobody has answered one yet, so nothing can be recommended."),
)
A_TASK = Advice(
    _("This may be a task, and no wicked issue"),
    _(
        "You agree what the problem is, and when it will be solved. Ask whether one body can do it alone: then it needs an"
        " owner and a date, and not a partnership."
    ),
)
ASK_AROUND = Advice(
    _("Ask somebody who would know"),
    _("To one question or more the answer is “not sure”. What you do not know yet may change all the rest."),
)
ADVICE: Mapping[Property, Advice] = {
    Property.DEFINITION: Advice(
        _("Set rival framings side by side"),
        _(
            "People disagree about what the problem is. Whoever takes part can say how it looks from where they stand."
        ),
        "propose_framing",
        _("Propose a framing"),
    ),
    Property.UNDOING: Advice(
        _("Make only small tests that are safe to fail"),
        _(
            "What one tries here is hard to undo. Begin with what can be taken back in a week, and look before going on."
        ),
    ),
    Property.HARM: Advice(
        _("Ask those who could be hurt, before anything is tried"),
        _(
            "People would be hurt if those who act were wrong. They, or somebody they trust, need to take part first."
        ),
    ),
    Property.SYMPTOM: Advice(
        _("Look at what it may be a sign of"),
        _(
            "It could be a sign of another problem. Read the other issues beside it, and name the one that is missing."
        ),
        "issues",
        _("See every issue"),
    ),
    Property.EXPLANATION: Advice(
        _("Write down each explanation with the remedy it leads to"),
        _(
            "Each way to explain it leads to another remedy. Side by side, people see what they would be choosing."
        ),
        "propose_framing",
        _("Propose a framing"),
    ),
    Property.TESTING: Advice(
        _("Name an early sign, and start to read it off"),
        _(
            "The effects show late, or where nobody looks. One indicator that moves soon tells you whether to go on."
        ),
        "declare_change",
        _("Say what should change"),
    ),
    Property.STOPPING: Advice(
        _("Say what is good enough, and by when you look again"),
        _(
            "It will never be solved for good. Say what should be different by a day you choose, and what will not."
        ),
        "declare_change",
        _("Say what should change"),
    ),
    Property.JUDGEMENT: Advice(
        _("Let people who differ judge the result"),
        _(
            "Fair people would call the same result good and bad. Ask each group for whom it should become better."
        ),
        "declare_change",
        _("Say for whom"),
    ),
    Property.OPTIONS: Advice(
        _("Ask many people for ideas before choosing"),
        _(
            "There could always be one more thing to try. The best one may come from somebody nobody has asked."
        ),
    ),
    Property.UNIQUE: Advice(
        _("Borrow from elsewhere, and say what has to change"),
        _("What worked elsewhere may fail here. Ask those who did it what theirs depended on."),
    ),
}
"""What to do where a property holds, the most urgent first."""


def recommended(answers: Mapping[Property, Answer]) -> Sequence[Advice]:
    """Return what these answers recommend, what comes next first."""
    if not answers:
        return [BEGIN]
    advice = [told for one, told in ADVICE.items() if answers.get(one) in HOLDS]
    if all(answers.get(one) == Answer.NO for one in (Property.DEFINITION, Property.STOPPING)):
        advice.insert(0, A_TASK)
    if Answer.UNSURE in answers.values():
        advice.append(ASK_AROUND)
    return advice
