"""Writing a place's notices."""

from django.utils.translation import gettext_lazy as _

from wholeplace.kernel.actions import action
from wholeplace.kernel.acts import Act
from wholeplace.kernel.conditions import Refused, wears
from wholeplace.kernel.people import HatKind
from wholeplace.kernel.places import Place
from wholeplace.places.policies import conditions as _conditions  # noqa: F401 words its refusals
from wholeplace.places.policies.models import Policy
from wholeplace.places.policies.names import PolicyKind
from wholeplace.places.policies.queries import in_force


@action(
    "policy.write",
    title=_("Write one of the place's notices"),
    says=_("{actor} wrote version {version} of the notice on {notice}"),
    may=wears(HatKind.CONVENER),
    on="place",
)
def write_policy(act: Act, *, place: Place, kind: PolicyKind, text: str, after: int) -> Policy:
    """Put a notice into other words, after the version that was read; earlier versions can still be read."""
    text = "\n".join(line.rstrip() for line in text.strip().splitlines())
    now = in_force(act.actor.viewer, kind)
    if now.version != after:
        raise Refused("policy_changed_meanwhile")
    if now.text == text:
        raise Refused("policy_as_it_is")
    policy = Policy.objects.create(
        place=place, kind=kind, version=after + 1, text=text, by=act.membership, written=act.at
    )
    act.record(policy)
    act.say(notice=kind.value, version=policy.version)
    return policy
