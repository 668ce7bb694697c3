"""Pages only the demo has: be anybody with one press, and read everybody's mail."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from wholeplace.demo.letters import letters
from wholeplace.demo.people import NAMED
from wholeplace.demo.story import PLACE
from wholeplace.kernel.people import HatKind, Person
from wholeplace.places.sign_in.sessions import sign_in
from wholeplace.ui.tables import page_asked


def people_page(request: HttpRequest) -> HttpResponse:
    """Offer each person of the story with one button."""
    _only_in_the_demo()
    people = [
        {"person": person, "hats": ", ".join(str(HatKind(hat).label) for hat in person.hats)}
        for person in NAMED
    ]
    return render(request, "demo/people.html", {"people": people, "story": PLACE})


@require_POST
def enter(request: HttpRequest) -> HttpResponse:
    """Sign in as one of the people of the story."""
    _only_in_the_demo()
    person = Person.objects.filter(
        email__in=[one.email for one in NAMED], email=request.POST.get("email", "")
    ).first()
    if person is None:
        raise Http404
    sign_in(request, person, method="demo")
    return redirect("place_home", place=PLACE.slug)


def outbox_page(request: HttpRequest) -> HttpResponse:
    """Show the letters the demo would have sent: all, or those in which the words asked for stand."""
    _only_in_the_demo()
    words = request.GET.get("q", "").strip()
    context = {"page": page_asked(request, letters(words)), "words": words, "story": PLACE}
    return render(request, "demo/outbox.html", context)


def _only_in_the_demo() -> None:
    if not settings.DEMO:
        raise Http404
