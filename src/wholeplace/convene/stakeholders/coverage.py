"""Whether the perspectives an issue needs are there: by civic voice, by sector and by area, and what is missing."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from wholeplace.convene.issues.models import Issue
from wholeplace.convene.stakeholders.models import Perspective
from wholeplace.convene.stakeholders.names import NAMED, Standing
from wholeplace.convene.stakeholders.queries import COUNTED, tallied
from wholeplace.kernel.people import CivicVoice
from wholeplace.kernel.places import Area, Sector


@dataclass(frozen=True)
class Share:
    """How many perspectives of one kind are needed, and how many of them somebody speaks for."""

    needed: int
    spoken_for: int

    @property
    def missing(self) -> int:
        """How many nobody speaks for."""
        return self.needed - self.spoken_for


@dataclass(frozen=True)
class Coverage:
    """Which of the perspectives an issue needs are there."""

    all: Share
    voices: dict[CivicVoice, Share]
    sectors: dict[Sector, dict[CivicVoice, Share]]
    """Each sector that is on the map, by civic voice; only what has both."""
    areas: dict[Area, Share]
    """Every area of the place, on the map or not."""
    everywhere: Share
    """The perspectives of the whole place, which are of no one area."""
    missing: Sequence[Perspective]
    """The perspectives nobody speaks for, those with the most influence and interest first; or only the first of them."""
    unplaced: int
    """How many perspectives have no sector or no civic voice yet."""

    without: Collection[CivicVoice] = ()
    """The civic voices the group decided to go on without."""

    @property
    def voices_missing(self) -> list[CivicVoice]:
        """The civic voices nobody speaks for, on the map or not, where the group did not decide to go on without."""
        return [one for one, share in self.voices.items() if not share.spoken_for and one not in self.without]

    @property
    def voices_gone(self) -> list[CivicVoice]:
        """The civic voices nobody speaks for, as the group decided."""
        return [one for one, share in self.voices.items() if not share.spoken_for and one in self.without]

    @property
    def areas_missing(self) -> list[Area]:
        """The areas that no perspective on the map is from."""
        return [area for area, share in self.areas.items() if not share.needed]

    @property
    def complete(self) -> bool:
        """Whether every perspective is spoken for, and every civic voice is among them."""
        return bool(self.all.needed) and not self.missing and not self.voices_missing


def coverage_of(
    perspectives: Iterable[Perspective],
    areas: Iterable[Area] = (),
    *,
    without: Collection[CivicVoice] = (),
) -> Coverage:
    """Return which of the perspectives that are needed somebody speaks for, and what a group decided to go on without."""
    needed = [one for one in perspectives if one.standing == Standing.NEEDED]
    there = [one for one in needed if one.is_spoken_for]

    def shares(column: str) -> dict[object, Share]:
        wanted, found = (Counter(getattr(one, column) for one in some) for some in (needed, there))
        return {value: Share(wanted[value], found[value]) for value in wanted}

    nobody = Share(0, 0)
    by_voice, by_area = shares("voice"), shares("area_id")
    return Coverage(
        all=Share(len(needed), len(there)),
        voices={voice: by_voice.get(voice.value, nobody) for voice in CivicVoice},
        sectors=_sectors(needed, there),
        areas={area: by_area.get(area.pk, nobody) for area in areas},
        everywhere=by_area.get(None, nobody),
        missing=sorted((one for one in needed if not one.is_spoken_for), key=_weight),
        unplaced=sum(not (one.sector and one.voice) for one in needed),
        without=without,
    )


def coverage_counted(issue: Issue) -> Coverage:
    """Return what was counted of the perspectives an issue needs as it was read: by civic voice, and whom nobody speaks for first."""
    told: Mapping[str, Any] = vars(issue)
    counts = tallied(issue)
    names = [name for place in range(NAMED) if (name := told.get(f"{COUNTED}name_{place}"))]
    return Coverage(
        all=_counted(counts, ""),
        voices={voice: _counted(counts, f"_{voice}") for voice in CivicVoice},
        sectors={},
        areas={},
        everywhere=Share(0, 0),
        missing=[Perspective(name=name) for name in names],
        unplaced=0,
        without=[voice for voice in CivicVoice if told.get(f"{COUNTED}without_{voice}")],
    )


def _counted(counts: Mapping[str, int], kind: str) -> Share:
    needed, missing = counts[f"needed{kind}"], counts[f"missing{kind}"]
    return Share(needed, needed - missing)


def _sectors(
    needed: Sequence[Perspective], there: Sequence[Perspective]
) -> dict[Sector, dict[CivicVoice, Share]]:
    wanted, found = (Counter((one.sector, one.voice) for one in some) for some in (needed, there))
    return {
        sector: {voice: Share(wanted[sector, voice], found[sector, voice]) for voice in CivicVoice}
        for sector in Sector
        if any(wanted[sector, voice] for voice in CivicVoice)
    }


def _weight(one: Perspective) -> tuple[int, int, str]:
    return (-(one.influence or 0), -(one.interest or 0), one.name)
