"""The step that asks for the place's face: its colour, and a logo if there is one."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from wholeplace.convene.first_run.asking import answer, form_of, onward
from wholeplace.convene.first_run.draft import Draft
from wholeplace.convene.first_run.logo import choose_logo, leave_logo_out, logo_chosen
from wholeplace.convene.first_run.names import Step
from wholeplace.convene.first_run.pages import asked, with_code
from wholeplace.convene.first_run.telling import logo_shown
from wholeplace.kernel.files.names import ENDINGS, MEDIA_TYPES
from wholeplace.ui.filing import SERVED_AS
from wholeplace.ui.sending import to_show


@with_code
def colour_page(request: HttpRequest, draft: Draft, step: Step) -> HttpResponse:
    """Ask for the colour and a logo; a logo that is right is kept, also where the colour is not."""
    if request.POST.get("deed") == "leave_logo_out":
        leave_logo_out()
        return redirect(request.path)
    form = form_of(step, draft, request.POST or None, request.FILES or None)
    if request.method == "POST":
        right = form.is_valid()
        if logo := form.cleaned_data.get("logo"):
            draft = choose_logo(logo)
        if right:
            return redirect(onward(answer(step, request.POST)))
    return asked(request, draft, step, "first_run/colour.html", form=form, logo=logo_shown(draft))


@require_safe
@with_code
def logo_page(_request: HttpRequest, draft: Draft) -> HttpResponse:
    """Show the logo that was chosen, to whoever sets the place up."""
    logo = logo_chosen(draft)
    if logo is None:
        raise Http404
    shown = to_show(logo.content, name=f"logo{ENDINGS[logo.kind][0]}", kind=MEDIA_TYPES[logo.kind])
    for header, told in SERVED_AS.items():
        shown[header] = told
    return shown
