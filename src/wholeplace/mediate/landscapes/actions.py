"""Releasing a landscape: the machine's one deed about figures."""

from django.utils.translation import gettext_lazy as _

from wholeplace.kernel.actions import action
from wholeplace.kernel.actors import Door
from wholeplace.kernel.acts import Act
from wholeplace.kernel.conditions import is_machine
from wholeplace.kernel.releases import Release
from wholeplace.mediate.conversations.models import Conversation


@action(
    "landscape.release",
    title=_("Release a landscape"),
    says=_("{actor} released the landscape of a conversation: release {number}, {people} people"),
    may=is_machine,
    on="conversation",
    doors=frozenset({Door.MACHINE}),
)
def release_landscape(act: Act, *, conversation: Conversation, payload: str, people: int) -> Release:
    """Release the figures of a conversation as one snapshot; the same figures again stay the same release."""
    last = Release.objects.filter(about=conversation.pk).order_by("-number").first()
    if last is not None and last.payload == payload:
        return last
    release = Release.objects.create(
        place=act.place,
        audience=conversation.audience,
        about=conversation.pk,
        number=last.number + 1 if last else 1,
        base=people,
        taken=act.at,
        payload=payload,
    )
    act.record(release)
    act.say(number=release.number, people=people)
    return release
