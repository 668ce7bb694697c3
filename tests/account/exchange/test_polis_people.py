"""The sectors and civic voices of people.csv are those of the place; the reader itself knows no database."""

from wholeplace.account.exchange.polis_people import SECTORS, UNNAMED, VOICES
from wholeplace.kernel.people import CivicVoice
from wholeplace.kernel.places import Sector


def test_people_csv_takes_every_sector_and_voice_there_is_and_no_other() -> None:
    assert list(SECTORS) == Sector.values
    assert set(VOICES) == set(CivicVoice.values)
    assert UNNAMED == CivicVoice.PUBLIC
