"""What a viewer may read about circles: that one decides, as its issue is read; who stands and sits in it, as a member."""

from collections.abc import Iterator

from django.db.models import QuerySet

from wholeplace.convene.issues.circle_conditions import its_year_runs, seats_taken, standing
from wholeplace.convene.issues.models import Candidacy, Circle, Issue
from wholeplace.kernel.actors import Viewer
from wholeplace.kernel.decisions.models import Decision, Elector
from wholeplace.kernel.ledger.check import Fault
from wholeplace.kernel.places import Place
from wholeplace.kernel.records import visible
from wholeplace.kernel.tables import table_of


def circles_visible_to(viewer: Viewer) -> "QuerySet[Circle]":
    """Return the circles a viewer may know of, the newest first."""
    return visible(Circle.objects.select_related("issue__place", "decision__place"), viewer).order_by(
        "-chosen"
    )


def candidacies_visible_to(viewer: Viewer) -> "QuerySet[Candidacy]":
    """Return who stands or stood for a circle, in the order they stood: for members, who choose between people by name."""
    stood = Candidacy.objects.select_related("member", "circle", "issue__place")
    return visible(stood, viewer).order_by("stood", "pk")


def circle_deciding(viewer: Viewer, issue: Issue) -> Circle | None:
    """Return the circle that may decide about an issue now, where the viewer may know of it."""
    last = circles_visible_to(viewer).filter(issue=issue).first()
    return last if last is not None and its_year_runs(last) else None


def how_many_sit(viewer: Viewer, circle: Circle) -> int:
    """Return how many people sit in a circle now, to whoever may know of it."""
    seats = seats_taken(circle).filter(circle__in=visible(Circle.objects.filter(pk=circle.pk), viewer))
    return seats.count()


def seats_visible_to(viewer: Viewer, circle: Circle) -> "QuerySet[Candidacy]":
    """Return the seats of a circle in which somebody sits now, in the order they stood: for members."""
    return candidacies_visible_to(viewer).filter(pk__in=seats_taken(circle).values("pk"))


def standing_visible_to(viewer: Viewer, issue: Issue) -> "QuerySet[Candidacy]":
    """Return who stands for the next circle of an issue, in the order they stood: for members."""
    return candidacies_visible_to(viewer).filter(pk__in=standing(issue).values("pk"))


def check_circles(place: Place) -> Iterator[Fault]:
    """Yield a fault for each circle in which others sit than were chosen, or for which others decided."""
    for circle in Circle.objects.filter(place=place).select_related("decision"):
        options = {one.number: one.record for one in circle.decision.options.all()}
        chosen = {options.get(number) for number in circle.decision.seats_given}
        sat_before = Candidacy.objects.filter(circle__issue=circle.issue_id, circle__chosen__lt=circle.chosen)
        free = chosen.difference(sat_before.values_list("pk", flat=True))
        if free != set(circle.seats.values_list("pk", flat=True)):
            yield Fault("circle_differs", table_of(circle), str(circle.pk))
    for decision in Decision.objects.filter(place=place).exclude(circle=None):
        theirs = Circle.objects.filter(pk=str(decision.circle), issue=decision.about)
        seats = Candidacy.objects.filter(circle__in=theirs).values("member")
        others = Elector.objects.filter(decision=decision).exclude(member__in=seats)
        if others.exists() or not theirs.exists():
            yield Fault("circle_differs", table_of(decision), str(decision.pk))
