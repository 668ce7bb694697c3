"""Signing checkpoints of a place's tree, and changing the key that signs them."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from wholeplace.kernel import clock
from wholeplace.kernel.actions import action
from wholeplace.kernel.actors import Door
from wholeplace.kernel.acts import Act
from wholeplace.kernel.conditions import Refused, any_of, operates_by_command, wears
from wholeplace.kernel.guard import writing_ledger
from wholeplace.kernel.ledger.checkpoints import sign_checkpoint, verifying_key
from wholeplace.kernel.ledger.keyfiles import KeyFileError
from wholeplace.kernel.ledger.keys import origin_of, signing_key
from wholeplace.kernel.ledger.models import Checkpoint, Tree, VerifyingKey
from wholeplace.kernel.ledger.sequencer import sequence
from wholeplace.kernel.ledger.tree import Frontier
from wholeplace.kernel.people import HatKind
from wholeplace.kernel.places import Place


def checkpoint(place: Place) -> Checkpoint:
    """Sequence what waits, then sign the tree as it stands; an unchanged tree keeps its last checkpoint.

    The first checkpoint after a change of key is signed by the old key too: it gives its word for the new one.
    """
    with transaction.atomic():  # holds the sequencer's lock until the checkpoint is there
        size = sequence(place)
        last = place.checkpoints.order_by("size", "id").last()
        if last is not None and last.size == size:
            return last
        generation = generation_in_use(place)
        began = place.verifying_keys.order_by("from_size", "id")[generation - 1].from_size
        just_changed = generation > 1 and (last is None or last.size <= began)
        root = Frontier.parse(Tree.objects.get(place=place).frontier).root()
        text = sign_checkpoint(
            signing_key(place, generation=generation),
            origin=origin_of(place),
            size=size,
            root=root,
            also=[signing_key(place, generation=generation - 1)] if just_changed else [],
        )
        with writing_ledger():
            return Checkpoint.objects.create(
                place=place, size=size, root=root.hex(), text=text, at=clock.now()
            )


def generation_in_use(place: Place) -> int:
    """Return the number of the key in use, publishing the first one on first use."""
    keys = place.verifying_keys.count()
    if keys == 0:
        with writing_ledger():
            VerifyingKey.objects.create(place=place, text=_public(place, generation=1), from_size=0)
        return 1
    return keys


def _public(place: Place, *, generation: int) -> str:
    return verifying_key(signing_key(place, generation=generation), origin=origin_of(place))


@action(
    "ledger.rotate_key",
    title=_("Change the key that signs checkpoints"),
    says=_("{actor} changed the key that signs checkpoints, from {old} to {new}"),
    may=wears(HatKind.OPERATOR),
    on="place",
)
def rotate_key(act: Act, *, place: Place) -> VerifyingKey:
    """Sign checkpoints with a new key from now on; the old one stays valid for the old ones."""
    try:
        old = checkpoint(place)
    except KeyFileError as error:
        raise Refused("key_missing") from error
    generation = generation_in_use(place) + 1
    with writing_ledger():
        new = VerifyingKey.objects.create(
            place=place, text=_public(place, generation=generation), from_size=old.size
        )
    act.say(old=_public(place, generation=generation - 1), new=new.text, from_size=new.from_size)
    return new


@action(
    "ledger.note_restore",
    title=_("Restore from a backup"),
    says=_("{actor} restored this place from a backup whose tree had {size} leaves"),
    may=any_of(operates_by_command, wears(HatKind.OPERATOR)),
    on="place",
    doors=frozenset({Door.COMMAND}),
)
def note_restore(act: Act, *, place: Place, size: int) -> None:  # noqa: ARG001 named to be locked
    """Put on record that the place was restored from a backup."""
    act.say(size=size)
