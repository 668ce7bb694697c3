"""The rest of the town: how many of each voice and sector, and a made-up name for each of them."""

from collections.abc import Iterator
from itertools import cycle, islice
from typing import Final

from wholeplace.demo.people_written import DemoPerson
from wholeplace.demo.story import AREAS, ORGANISATIONS, Sector, Voice

CROWD: Final[tuple[tuple[Voice, Sector, int], ...]] = (
    ("professional", "council", 30),
    ("professional", "health", 31),
    ("professional", "police", 32),
    ("professional", "fire", 13),
    ("professional", "education", 17),
    ("professional", "voluntary", 15),
    ("professional", "business", 18),
    ("professional", "faith", 5),
    ("professional", "other", 8),
    ("public", "education", 18),
    ("public", "voluntary", 17),
    ("public", "business", 13),
    ("public", "faith", 11),
    ("public", "resident", 156),
)
"""How many of each voice and sector there are besides the named."""


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


STEP: Final = 7
"""How far on in the family names the next given name looks, so that a name seldom rhymes with itself."""

_BRITISH: Final = (
    _words(
        "Alice Ben Carol Daniel Ellie Frank Gemma Harry Isla Jack Karen Luke Maisie Nigel Olive Peter"
        " Rachel Simon Tess Victor Wendy Adam Brenda Colin Dawn Edward Fiona Graham Hazel Ian Joyce Keith"
        " Linda Martin Nora Owen Pauline Rosie Stuart Thelma"
    ),
    _words(
        "Abbotsley Barrow Clegg Dunmore Eastwood Fairley Gosling Hebden Inskip Jessop Kirkham Lowther"
        " Mossop Nettle Ormerod Pickering Quayle Rudge Sowerby Thackray Upton Varley Whitlock Yardley"
        " Ashdown Birtle Cobbold Drury Elkin Flint Garside Hallam Ibbotson Jowett Kell Larkin Meadley"
        " Norcross Oldroyd Prout Rigby"
    ),
)
_ELSEWHERE: Final = (
    (
        _words("Aisha Farhan Sana Imran Zara Tariq Nadia Yasmin Hamza Leila"),
        _words("Akhtar Mahmood Siddiqui Chaudhry Rahman Mirza Sheikh Bashir Iqbal Malik Ansari"),
    ),
    (
        _words("Agnieszka Piotr Kasia Tomasz Ewa Marek Zofia Pawel Ilinca Andrei"),
        _words("Nowak Zielinski Mazur Lis Sikora Dudek Popescu Ionescu Wrona Kubiak Bielak"),
    ),
    (
        _words("Chidi Grace Kwame Abena Kofi Ngozi Delroy Marcia Tunde Comfort"),
        _words("Mensah Eze Boateng Francis Danso Bailey Afolabi Owusu Gordon Asante Nwosu"),
    ),
    (
        _words("Siobhan Cerys Eoin Dilys Callum Morag Aled Niamh Fergus Angharad"),
        _words("Doyle Prosser Gallagher Bevan Kinnaird Maguire Rees Tierney Lennox Beddoe Quigley"),
    ),
    (
        _words("Anjali Wei Joao Fatma Kiran Linh Mateus Elif Rohan Hoa"),
        _words("Patel Cheung Silva Demir Nair Pham Costa Aydin Sharma Vu Mistry"),
    ),
)

_AREAS: Final = (*AREAS, "Quarry Park", "Marsh End", "Lantern Hill", "The Saltings", "Quarry Park")
"""The areas in the proportion in which people live in them."""


def crowd(named: tuple[DemoPerson, ...]) -> tuple[DemoPerson, ...]:
    """Make up the rest of the town: each name once, and none that a named person bears already."""
    taken = {person.name for person in named}
    names = (name for name in made_up_names() if name not in taken)
    areas = cycle(_AREAS)
    return tuple(
        DemoPerson(next(names), voice, sector, next(areas), body)
        for voice, sector, count in CROWD
        for body in islice(_bodies(sector), count)
    )


def _bodies(sector: Sector) -> Iterator[str]:
    """Give the organisations of a sector in turn; residents speak for themselves."""
    return cycle([one.name for one in ORGANISATIONS if one.sector == sector] or [""])


def made_up_names() -> Iterator[str]:
    """Give names without end: of every eight, three come from families who arrived from elsewhere."""
    sources = [_paired(*pools) for pools in (_BRITISH, *_ELSEWHERE)]
    elsewhere = cycle(sources[1:])
    for turn in cycle("bebbebbe"):
        yield next(sources[0]) if turn == "b" else next(next(elsewhere))


def _paired(given: tuple[str, ...], family: tuple[str, ...]) -> Iterator[str]:
    """Give each given name with each family name, changing both from one person to the next."""
    for lap in range(len(family)):
        for turn, first in enumerate(given):
            yield f"{first} {family[(STEP * turn + lap) % len(family)]}"
