"""Forms that carry out an action."""

import datetime as dt
from collections.abc import Callable, Iterator

import pytest
from django import forms
from django.utils.translation import gettext_lazy as _

from wholeplace.kernel.actions import ACTIONS, Action, TooBusy, action
from wholeplace.kernel.actors import Actor, Door
from wholeplace.kernel.acts import Act
from wholeplace.kernel.conditions import Refused, is_member
from wholeplace.kernel.people import HatKind, Membership
from wholeplace.kernel.places import Area
from wholeplace.ui.forms import ActionForm, DayField


class AreaForm(ActionForm):
    name = forms.CharField(label=_("What is it called?"), max_length=10)
    day = DayField(label=_("Since when?"), required=False)


@pytest.fixture
def add_area() -> Iterator[Action]:
    """An action that adds an area once only for each key, refuses one name and is too busy for another."""

    @action("ui_test.add_area", title=_("Add an area"), says=_("added an area"), may=is_member)
    def add(act: Act, *, name: str, day: dt.date | None) -> Area:
        if name == "Taken":
            raise Refused("needs_hat", hat=HatKind.CONVENER.label)
        if name == "Busy":
            raise TooBusy
        area = Area.objects.create(place=act.place, name=name)
        act.record(area)
        return area

    yield add
    del ACTIONS["ui_test.add_area"]


@pytest.fixture
def actor(amina: Membership) -> Actor:
    return Actor(place=amina.place, door=Door.PAGE, membership=amina)


@pytest.fixture
def sent() -> Callable[..., AreaForm]:
    """Return the function that sends the form as a browser would, with the key it was given."""
    key = AreaForm().fields["key"].initial

    def send(**answers: str) -> AreaForm:
        return AreaForm({"key": key, "day_day": "", "day_month": "", "day_year": "", **answers})

    return send


def test_a_form_seen_for_the_first_time_does_nothing(add_area: Action, actor: Actor) -> None:
    form = AreaForm()
    assert form.perform(add_area, actor) is None
    assert (form.performed, form.errors, Area.objects.count()) == (False, {}, 0)


def test_answers_become_one_deed(add_area: Action, actor: Actor, sent: Callable[..., AreaForm]) -> None:
    form = sent(name="Quayside")
    made = form.perform(add_area, actor)
    assert made == Area.objects.get()
    assert form.performed


def test_a_form_sent_twice_is_one_deed(add_area: Action, actor: Actor, sent: Callable[..., AreaForm]) -> None:
    first = sent(name="Quayside").perform(add_area, actor)
    second = sent(name="Quayside").perform(add_area, actor)
    assert first == second == Area.objects.get()


def test_each_form_seen_has_a_key_of_its_own() -> None:
    assert AreaForm().fields["key"].initial != AreaForm().fields["key"].initial


def test_a_refusal_is_told_on_the_page_and_nothing_typed_is_lost(
    add_area: Action, actor: Actor, sent: Callable[..., AreaForm]
) -> None:
    form = sent(name="Taken", day_day="3", day_month="4", day_year="2026")
    assert form.perform(add_area, actor) is None
    assert form.non_field_errors() == [
        "This needs the Convener hat, which you do not hold here. Ask a convener who does."
    ]
    page = str(form)
    for kept in ('value="Taken"', 'value="3"', 'value="4"', 'value="2026"', f'value="{form.data["key"]}"'):
        assert kept in page


def test_a_busy_moment_is_told_on_the_page(
    add_area: Action, actor: Actor, sent: Callable[..., AreaForm]
) -> None:
    form = sent(name="Busy")
    assert form.perform(add_area, actor) is None
    assert (form.status, form.busy) == (503, True)
    assert "What you wrote is kept on the page" in form.non_field_errors()[0]
    assert 'value="Busy"' in str(form)


def test_an_action_can_be_tried_again_after_a_refusal(
    add_area: Action, actor: Actor, sent: Callable[..., AreaForm]
) -> None:
    sent(name="Taken").perform(add_area, actor)
    assert sent(name="Quayside").perform(add_area, actor) == Area.objects.get()


def test_what_is_missing_is_named(sent: Callable[..., AreaForm]) -> None:
    assert sent(name="").errors["name"] == ["Fill in “What is it called?”."]


def test_text_that_cannot_be_seen_is_missing_beside_its_field(sent: Callable[..., AreaForm]) -> None:
    form = sent(name="\u200b\u202e")
    assert dict(form.errors) == {"name": ["Fill in “What is it called?”."]}
    assert sent(name="\u202bبعد").is_valid()


def test_text_too_long_is_kept_whole(sent: Callable[..., AreaForm]) -> None:
    form = sent(name="x" * 11)
    assert form.errors["name"] == ["“What is it called?” can have at most 10 characters; you have 11."]
    assert f'value="{"x" * 11}"' in str(form)
    assert "maxlength" not in str(form)


def test_a_day_that_does_not_exist_is_kept_as_typed(sent: Callable[..., AreaForm]) -> None:
    form = sent(name="Quayside", day_day="31", day_month="2", day_year="2026")
    assert form.errors["day"] == ["Answer “Since when?” with a real date, such as 27 3 2026."]
    assert 'value="31"' in str(form)


def test_a_day_is_read_from_three_boxes(sent: Callable[..., AreaForm]) -> None:
    form = sent(name="Quayside", day_day="3", day_month="12", day_year="2026")
    assert form.is_valid()
    assert form.cleaned_data["day"] == dt.date(2026, 12, 3)


def test_a_known_day_is_shown_in_three_boxes() -> None:
    page = str(AreaForm(initial={"day": dt.date(2026, 12, 3)}))
    assert page.index('value="3"') < page.index('value="12"') < page.index('value="2026"')


def test_an_error_is_tied_to_its_question(sent: Callable[..., AreaForm]) -> None:
    page = str(sent(name=""))
    assert 'id="id_name_error"' in page
    assert 'aria-describedby="id_name_error"' in page
    assert 'aria-invalid="true"' in page


class Gaps(ActionForm):
    percent = forms.CharField(label="Is 100% right?", max_length=3)


def test_a_question_may_hold_any_sign() -> None:
    assert Gaps({"percent": "long"}).errors["percent"] == [
        "“Is 100% right?” can have at most 3 characters; you have 4."
    ]
    assert Gaps({"percent": ""}).errors["percent"] == ["Fill in “Is 100% right?”."]
