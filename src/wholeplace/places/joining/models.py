"""How somebody came to be a member by themselves."""

from django.db import models

from wholeplace.kernel.people import Membership
from wholeplace.kernel.records import Record
from wholeplace.kernel.tables import BASE_COLUMNS, Evidence
from wholeplace.places.joining.names import Office, Way


class Arrival(Record):
    """Somebody joined by themselves, in the voice and sector they said."""

    table = Evidence(open=(*BASE_COLUMNS, "way", "office"), committed=("member",))

    member = models.OneToOneField(Membership, on_delete=models.PROTECT, related_name="arrival")
    way = models.CharField(max_length=10, choices=Way.choices)
    office = models.CharField(max_length=10, choices=Office.choices, default=Office.NONE)

    def __str__(self) -> str:
        return self.member.name
