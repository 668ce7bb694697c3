"""A prepared query is written once, and finds for every value what the query itself would find."""

import uuid

import pytest
from django.db.models import QuerySet
from django.db.models.sql.compiler import SQLCompiler
from tests.kernel.scene import Scene, own_keys, saltmarsh

from wholeplace.kernel.jobs.models import JobRun
from wholeplace.kernel.people import Hat, HatState, Membership
from wholeplace.kernel.prepared import prepared

__all__ = ["own_keys", "saltmarsh"]


def hats_of(member: uuid.UUID, kind: str) -> QuerySet[Hat]:
    return Hat.objects.filter(membership=member, kind=kind, state=HatState.HELD).order_by("pk")


def test_whole_records_are_what_the_query_finds(saltmarsh: Scene) -> None:
    asked = prepared(hats_of)
    pairs = [(hat.membership_id, hat.kind) for hat in Hat.objects.all()]
    assert len(set(pairs)) > 1
    for member, kind in [*pairs, (uuid.uuid4(), "convener")]:
        found, expected = asked.records(member, kind), list(hats_of(member, kind))
        assert [vars(one) | {"_state": None} for one in found] == [
            vars(one) | {"_state": None} for one in expected
        ]


def test_rows_hold_texts_and_numbers_as_they_are(saltmarsh: Scene) -> None:
    asked = prepared(
        lambda name, place: Membership.objects.filter(name=name, place=place).values_list("name")
    )
    names = list(Membership.objects.values_list("name", flat=True))
    assert [asked.rows(name, saltmarsh.place.pk) for name in names] == [[(name,)] for name in names]
    assert asked.rows(name="Nobody", place=saltmarsh.place.pk) == []


def test_its_sql_is_written_once(saltmarsh: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    written: list[SQLCompiler] = []
    write = SQLCompiler.as_sql

    def counting(self: SQLCompiler, *args: bool, **kwargs: bool) -> object:
        written.append(self)
        return write(self, *args, **kwargs)

    monkeypatch.setattr(SQLCompiler, "as_sql", counting)
    asked = prepared(hats_of)
    for _ in range(3):
        asked.records(uuid.uuid4(), "convener")
    assert len(written) == 1


@pytest.mark.django_db
def test_a_query_that_does_more_with_an_argument_than_to_compare_it_is_refused() -> None:
    asked = prepared(lambda kind: Hat.objects.filter(kind__contains=kind))
    with pytest.raises(AssertionError, match="more with its arguments than to compare them"):
        asked.records("convener")
    unused = prepared(lambda _kind: Hat.objects.all())
    with pytest.raises(AssertionError, match="more with its arguments"):
        unused.records("convener")


@pytest.mark.django_db
def test_an_argument_that_is_reckoned_with_is_refused_although_another_looks_like_it() -> None:
    asked = prepared(lambda first, second: JobRun.objects.filter(pk=first + 1, attempt=second))
    with pytest.raises(AssertionError, match="more with its arguments"):
        asked.records(1, 1)


@pytest.mark.django_db
def test_records_beside_its_own_are_refused() -> None:
    asked = prepared(lambda member: Hat.objects.filter(membership=member).select_related("membership"))
    with pytest.raises(AssertionError, match="beside its own"):
        asked.records(uuid.uuid4())


@pytest.mark.django_db
def test_an_argument_of_another_type_and_one_too_many_are_refused() -> None:
    asked, member = prepared(hats_of), uuid.uuid4()
    asked.records(member, "convener")
    with pytest.raises(TypeError, match="member is no UUID"):
        asked.records(str(member), "convener")  # type: ignore[arg-type] # what is refused
    with pytest.raises(TypeError, match="takes member, kind"):
        asked.records(member, "convener", "")  # type: ignore[call-arg] # what is refused
