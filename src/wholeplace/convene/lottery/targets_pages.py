"""Pages about whom a panel should resemble: its targets beside the pool, one feature at a time, or all from a file."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wholeplace.convene.lottery.chances import feature_table
from wholeplace.convene.lottery.leading import no_panel_fits
from wholeplace.convene.lottery.opened_with import digest_of_targets
from wholeplace.convene.lottery.pool_queries import answers_counted
from wholeplace.convene.lottery.queries import features_of, lotteries_convened_by
from wholeplace.convene.lottery.targeting import set_targets, wanted_of
from wholeplace.convene.lottery.targets_forms import FILE_AT_MOST, FeatureForm, TargetsFileForm, boxes_table
from wholeplace.convene.lottery.targets_sheets import targets_sheet
from wholeplace.kernel.spreadsheets import csv_for_people
from wholeplace.ui.addresses import place_url
from wholeplace.ui.limits import takes_files
from wholeplace.ui.requests import PersonRequest, done, get_or_404, members_only, why_not
from wholeplace.ui.sending import CSV, to_keep


@members_only
def targets_page(request: PersonRequest, lottery: str) -> HttpResponse:
    """Show whom the panel should resemble, beside who is in the pool and who lives in the place."""
    shown = get_or_404(lotteries_convened_by(request.viewer), lottery)
    features, registered = features_of(shown), answers_counted(shown)
    context = {
        "lottery": shown,
        "features": [
            {"feature": one, "table": feature_table(one, registered, seats=shown.seats)} for one in features
        ],
        "wrong": no_panel_fits(shown, features),
        "people": max(
            (sum(registered.get(str(two.pk), 0) for two in one.targets.all()) for one in features), default=0
        ),
        "refusal": why_not(request, set_targets, shown),
    }
    return render(request, "lottery/targets.html", context)


@members_only
def feature_page(request: PersonRequest, lottery: str, feature: str = "") -> HttpResponse:
    """Add a feature, or change one: its question, its values and how many people each needs."""
    shown = get_or_404(lotteries_convened_by(request.viewer), lottery)
    features = features_of(shown)
    one = next((one for one in features if str(one.pk) == str(feature)), None)
    if feature and one is None:
        raise Http404
    before = wanted_of(shown)
    form = FeatureForm(request.POST or None, lottery=shown, feature=one, before=before)
    if form.perform(set_targets, request.actor, lottery=shown):
        name = request.POST.get("name", "")
        made = next((other for other in features_of(shown) if other.name == " ".join(name.split())), None)
        if request.POST.get("more", "").strip() and made is not None:
            said = _("The values are there. Say how many people of each the panel needs.")
            return done(
                request, said, place_url(request.place, "lottery_feature", lottery=shown.pk, feature=made.pk)
            )
        return done(
            request,
            _("The targets are changed."),
            place_url(request.place, "lottery_targets", lottery=shown.pk),
        )
    if form.is_overtaken:
        form.follow(digest_of_targets([each for each in before if one and each.feature == one.name]))
    context = {
        "lottery": shown,
        "feature": one,
        "form": form,
        "stands": [boxes_table(one)] if form.is_overtaken and one else None,
        "refusal": why_not(request, set_targets, shown),
        "back": place_url(request.place, "lottery_targets", lottery=shown.pk),
    }
    return render(request, "lottery/feature.html", context, status=form.status)


@takes_files(most=FILE_AT_MOST)
@members_only
def targets_file_page(request: PersonRequest, lottery: str) -> HttpResponse:
    """Take all targets from a file or from pasted rows."""
    shown = get_or_404(lotteries_convened_by(request.viewer), lottery)
    before = wanted_of(shown)
    form = TargetsFileForm(request.POST or None, request.FILES or None, lottery=shown, before=before)
    back = place_url(request.place, "lottery_targets", lottery=shown.pk)
    if form.perform(set_targets, request.actor, lottery=shown):
        return done(request, _put_in(form), back)
    if form.is_overtaken:
        form.follow(digest_of_targets(before))
    context = {
        "lottery": shown,
        "form": form,
        "stands": [boxes_table(one) for one in features_of(shown)] if form.is_overtaken else None,
        "refusal": why_not(request, set_targets, shown),
        "back": back,
        "downloads": [
            {
                "label": _("The targets there are now") if before else _("An empty list, with its headings"),
                "href": place_url(request.place, "lottery_targets_csv", lottery=shown.pk),
                "format": "CSV",
            }
        ],
    }
    return render(request, "lottery/targets_file.html", context, status=form.status)


def _put_in(form: TargetsFileForm) -> str:
    """Say that targets from a file are there, and what stayed as it was."""
    if not form.kept:
        return _("The targets are there.")
    said = ngettext(
        "The targets are there. {count} share of the population stayed as it was.",
        "The targets are there. {count} shares of the population stayed as they were.",
        form.kept,
    )
    return said.format(count=form.kept)


@members_only
def download(request: PersonRequest, lottery: str) -> HttpResponse:
    """Send all targets as a file that can be put in again."""
    shown = get_or_404(lotteries_convened_by(request.viewer), lottery)
    name = f"{slugify(shown.title)[:60] or 'panel'}-targets.csv"
    return to_keep(csv_for_people(targets_sheet(wanted_of(shown))), name=name, kind=CSV)
