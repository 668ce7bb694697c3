"""The pool of a lottery, for conveners alone: who is in it, how far it reaches the targets, typing in, and taking it away."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wholeplace.convene.lottery.alike import in_pool_of, out_of_reach, to_settle
from wholeplace.convene.lottery.pool_forms import FindInPoolForm
from wholeplace.convene.lottery.pool_queries import answers_counted, registrations_found, typed_in
from wholeplace.convene.lottery.pool_showing import COLUMNS, pool_sheet, pool_table
from wholeplace.convene.lottery.queries import features_of, lotteries_convened_by
from wholeplace.convene.lottery.registering_forms import TypeInForm
from wholeplace.convene.lottery.showing import targets_table
from wholeplace.convene.lottery.typing_in import type_in
from wholeplace.kernel.spreadsheets import csv_for_people
from wholeplace.ui.addresses import place_url
from wholeplace.ui.requests import PersonRequest, done, get_or_404, members_only, why_not
from wholeplace.ui.sending import CSV, to_keep
from wholeplace.ui.tables import page_asked, sort_asked


@members_only
def pool_page(request: PersonRequest, lottery: str) -> HttpResponse:
    """List who is in a pool, and show how far it reaches the targets."""
    shown = get_or_404(lotteries_convened_by(request.viewer), lottery)
    features = features_of(shown)
    finding = FindInPoolForm(request.GET, features=features)
    sort = sort_asked(request, COLUMNS)
    found = registrations_found(request.viewer, shown, **finding.asked)
    page = page_asked(request, found.order_by(sort, "pk") if sort else found)
    count = page.paginator.count
    there = in_pool_of(shown)
    context = {
        "lottery": shown,
        "page": page,
        "finding": finding,
        "narrowed": finding.narrows,
        "table": pool_table(page, features, sort=sort),
        "counted": ngettext("{count} person", "{count} people", count).format(count=f"{count:,}"),
        "in_draw": len(there),
        **to_settle(shown, there),
        "nowhere": out_of_reach(there),
        "targets": targets_table(features, answers_counted(shown)) if features else None,
        "refusal": why_not(request, type_in, shown),
        "downloads": [
            {
                "label": _("The people shown here"),
                "href": f"{place_url(request.place, 'lottery_pool_csv', lottery=shown.pk)}?{request.GET.urlencode()}",
                "format": "CSV",
            }
        ],
    }
    return render(request, "lottery/pool.html", context)


@members_only
def download(request: PersonRequest, lottery: str) -> HttpResponse:
    """Send what the list of a pool shows as a file."""
    shown = get_or_404(lotteries_convened_by(request.viewer), lottery)
    features = features_of(shown)
    finding = FindInPoolForm(request.GET, features=features)
    found = registrations_found(request.viewer, shown, **finding.asked)
    people = [one for one in found if one.withdrawn is None]
    name = f"{slugify(shown.title)[:60] or 'pool'}-pool.csv"
    return to_keep(csv_for_people(pool_sheet(people, features)), name=name, kind=CSV)


@members_only
def type_in_page(request: PersonRequest, lottery: str) -> HttpResponse:
    """Type in registrations from paper, one after another."""
    shown = get_or_404(lotteries_convened_by(request.viewer), lottery)
    features = features_of(shown)
    form = TypeInForm(request.POST or None, features=features)
    if made := form.perform(type_in, request.actor, lottery=shown):
        said = _("{name} is in the pool with the ticket {ticket}. Type in the next, or stop here.")
        return done(request, said.format(name=made, ticket=made.ticket), request.path)
    mine = typed_in(request.viewer, shown)
    count = mine.count()
    context = {
        "lottery": shown,
        "form": form,
        "features": features,
        "mine": list(mine[:5]),
        "counted": ngettext(
            "You have typed in {count} registration.", "You have typed in {count} registrations.", count
        ).format(count=f"{count:,}")
        if count
        else "",
        "refusal": why_not(request, type_in, shown),
    }
    return render(request, "lottery/type_in.html", context, status=form.status)
