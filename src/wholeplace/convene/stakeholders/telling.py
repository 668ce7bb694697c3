"""Says in sentences which perspectives are there and which are missing, and how one stands to another."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wholeplace.convene.stakeholders.coverage import Coverage
from wholeplace.convene.stakeholders.models import Absence, Perspective, Tie
from wholeplace.convene.stakeholders.names import NAMED, TOLD_BACK, Relation
from wholeplace.kernel.people import CivicVoice
from wholeplace.kernel.text import set_apart


def covered(coverage: Coverage) -> str:
    """Say how many of the perspectives an issue needs are spoken for; nothing where none is on the map."""
    count, found = coverage.all.needed, coverage.all.spoken_for
    if not count:
        return ""
    if coverage.complete and coverage.voices_gone:
        said = ngettext(
            "The one perspective on the map is spoken for.",
            "All {count} perspectives on the map are spoken for.",
            count,
        )
        return said.format(count=count)
    if coverage.complete:
        said = ngettext(
            "The one perspective on the map is spoken for.",
            "All {count} perspectives on the map are spoken for, the public, politicians and professionals among them.",
            count,
        )
        return said.format(count=count)
    said = ngettext(
        "{found} of {count} perspective that this issue needs is spoken for.",
        "{found} of {count} perspectives that this issue needs are spoken for.",
        count,
    )
    return said.format(found=found, count=count)


def gaps(coverage: Coverage) -> list[str]:
    """Say what is missing, the gravest first: civic voices, perspectives nobody speaks for, areas nobody is from."""
    if not coverage.all.needed:
        return []
    return [
        *(_of_a_voice(coverage, voice) for voice in coverage.voices_missing),
        *([_unspoken(coverage)] if coverage.missing else []),
        *([_of_areas([area.name for area in coverage.areas_missing])] if coverage.areas_missing else []),
    ]


def gone(coverage: Coverage) -> list[str]:
    """Say which civic voices the group decided to go on without."""
    told = {
        CivicVoice.PUBLIC: _("The group decided to go on without a voice of the public."),
        CivicVoice.POLITICIAN: _("The group decided to go on without a voice of politicians."),
        CivicVoice.PROFESSIONAL: _("The group decided to go on without a voice of professionals."),
    }
    return [told[voice] for voice in coverage.voices_gone]


def without_voices(coverage: Coverage) -> list[str]:
    """Say of each civic voice that nobody speaks for it; where nobody is on the map, that nobody knows who is missing."""
    if not coverage.all.needed:
        said = _(
            "Nobody has said yet whom this issue needs, so nobody can tell who is missing. What is decided or told now may be"
            " without them."
        )
        return [said, *gone(coverage)]
    return [
        _("{gap} What is decided or told now is without them.").format(gap=_of_a_voice(coverage, voice))
        for voice in coverage.voices_missing
    ] + gone(coverage)


def absence_named(absence: Absence) -> str:
    """Return what a proposal to go on without some is called in the middle of a sentence."""
    return str(absence)


def listed(names: Sequence[str], *, of: int = 0) -> str:
    """Return names as one says them: the first few, and how many more there are, of so many where not all are given."""
    named = [set_apart(one) for one in names[:NAMED]]
    more = max(of, len(names)) - len(named)
    if more > 0:
        others = ngettext("{count} more", "{count} more", more).format(count=more)
        return _("{names} and {others}").format(names=", ".join(named), others=others)
    if len(named) == 1:
        return named[0]
    return _("{names} and {last}").format(names=", ".join(named[:-1]), last=named[-1])


def told(tie: Tie, *, seen_from: Perspective) -> str:
    """Return how a perspective stands to another, as it is said of the one: “is funded by”."""
    relation = Relation(tie.relation)
    return str(relation.label if tie.first_id == seen_from.pk else TOLD_BACK[relation])


def _of_a_voice(coverage: Coverage, voice: CivicVoice) -> str:
    on_map = coverage.voices[voice].needed
    missing = {
        CivicVoice.PUBLIC: (
            _("Nobody speaks for the public yet."),
            _("No perspective of the public is on the map."),
        ),
        CivicVoice.POLITICIAN: (
            _("Nobody speaks for politicians yet."),
            _("No perspective of politicians is on the map."),
        ),
        CivicVoice.PROFESSIONAL: (
            _("Nobody speaks for professionals yet."),
            _("No perspective of professionals is on the map."),
        ),
    }
    return missing[voice][0 if on_map else 1]


def _unspoken(coverage: Coverage) -> str:
    names = listed([one.name for one in coverage.missing], of=coverage.all.missing)
    return _("Nobody speaks yet for {names}.").format(names=names)


def _of_areas(names: Sequence[str]) -> str:
    return _("Nothing on the map is from {areas}.").format(areas=listed(names))
