"""What the kinds of rows are called where the record counts them."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext_lazy

KINDS: Mapping[str, str | Promise] = {
    "wp_kernel_place": ngettext_lazy("%(count)d place", "%(count)d places", "count"),
    "wp_kernel_area": ngettext_lazy("%(count)d area", "%(count)d areas", "count"),
    "wp_kernel_organisation": ngettext_lazy("%(count)d organisation", "%(count)d organisations", "count"),
    "wp_kernel_membership": ngettext_lazy("%(count)d membership", "%(count)d memberships", "count"),
    "wp_kernel_hat": ngettext_lazy("%(count)d hat", "%(count)d hats", "count"),
    "wp_kernel_release": ngettext_lazy(
        "%(count)d release of figures", "%(count)d releases of figures", "count"
    ),
    "wp_kernel_decision": ngettext_lazy("%(count)d decision", "%(count)d decisions", "count"),
    "wp_kernel_option": ngettext_lazy(
        "%(count)d option of a decision", "%(count)d options of a decision", "count"
    ),
    "wp_kernel_elector": ngettext_lazy(
        "%(count)d person who decides", "%(count)d people who decide", "count"
    ),
    "wp_kernel_response": ngettext_lazy(
        "%(count)d answer in a decision", "%(count)d answers in a decision", "count"
    ),
    "wp_kernel_objection": ngettext_lazy("%(count)d objection", "%(count)d objections", "count"),
    "wp_kernel_silence": ngettext_lazy(
        "%(count)d wish for no letters", "%(count)d wishes for no letters", "count"
    ),
    "wp_kernel_link": ngettext_lazy("%(count)d line of descent", "%(count)d lines of descent", "count"),
    "wp_kernel_fate": ngettext_lazy(
        "%(count)d fate of a contribution", "%(count)d fates of contributions", "count"
    ),
    "wp_kernel_keptfile": ngettext_lazy("%(count)d file", "%(count)d files", "count"),
    "wp_kernel_fileruling": ngettext_lazy(
        "%(count)d ruling on a file, or answer to one",
        "%(count)d rulings on files, or answers to them",
        "count",
    ),
    "wp_kernel_shelf": ngettext_lazy("%(count)d folder of files", "%(count)d folders of files", "count"),
    "wp_kernel_erasure": ngettext_lazy(
        "%(count)d wish to be erased", "%(count)d wishes to be erased", "count"
    ),
    "wp_places_invitation": ngettext_lazy("%(count)d invitation", "%(count)d invitations", "count"),
    "wp_places_leftalone": ngettext_lazy(
        "%(count)d wish for no invitations", "%(count)d wishes for no invitations", "count"
    ),
    "wp_places_policy": ngettext_lazy(
        "%(count)d version of a notice", "%(count)d versions of a notice", "count"
    ),
    "wp_places_arrival": ngettext_lazy(
        "%(count)d note of who joined by themselves", "%(count)d notes of who joined by themselves", "count"
    ),
    "wp_convene_issue": ngettext_lazy("%(count)d issue", "%(count)d issues", "count"),
    "wp_convene_framing": ngettext_lazy("%(count)d framing", "%(count)d framings", "count"),
    "wp_convene_proposedframing": ngettext_lazy(
        "%(count)d proposed framing", "%(count)d proposed framings", "count"
    ),
    "wp_convene_contact": ngettext_lazy(
        "%(count)d contact in the book", "%(count)d contacts in the book", "count"
    ),
    "wp_convene_couldspeak": ngettext_lazy(
        "%(count)d note of who could speak", "%(count)d notes of who could speak", "count"
    ),
    "wp_convene_accessneeds": ngettext_lazy(
        "%(count)d note of what somebody needs", "%(count)d notes of what people need", "count"
    ),
    "wp_convene_issueinvitation": ngettext_lazy(
        "%(count)d invitation to speak for a perspective",
        "%(count)d invitations to speak for perspectives",
        "count",
    ),
    "wp_convene_lottery": ngettext_lazy("%(count)d lottery", "%(count)d lotteries", "count"),
    "wp_convene_feature": ngettext_lazy(
        "%(count)d feature of a panel", "%(count)d features of panels", "count"
    ),
    "wp_convene_target": ngettext_lazy("%(count)d target of a panel", "%(count)d targets of panels", "count"),
    "wp_convene_registration": ngettext_lazy(
        "%(count)d registration for a lottery", "%(count)d registrations for lotteries", "count"
    ),
    "wp_convene_apart": ngettext_lazy(
        "%(count)d note that two registrations are apart",
        "%(count)d notes that two registrations are apart",
        "count",
    ),
    "wp_convene_draw": ngettext_lazy("%(count)d draw", "%(count)d draws", "count"),
    "wp_convene_seat": ngettext_lazy("%(count)d seat on a panel", "%(count)d seats on panels", "count"),
    "wp_convene_sponsorwords": ngettext_lazy(
        "%(count)d note of a sponsor's words", "%(count)d notes of sponsors' words", "count"
    ),
    "wp_convene_circle": ngettext_lazy(
        "%(count)d circle that was chosen", "%(count)d circles that were chosen", "count"
    ),
    "wp_convene_candidacy": ngettext_lazy(
        "%(count)d note of who stands for a circle", "%(count)d notes of who stands for a circle", "count"
    ),
    "wp_convene_asking": ngettext_lazy(
        "%(count)d note of what an organisation was asked for",
        "%(count)d notes of what organisations were asked for",
        "count",
    ),
    "wp_convene_mandate": ngettext_lazy("%(count)d mandate", "%(count)d mandates", "count"),
    "wp_convene_standingstatement": ngettext_lazy(
        "%(count)d version of an organisation's word for all",
        "%(count)d versions of an organisation's word for all",
        "count",
    ),
    "wp_convene_takingpart": ngettext_lazy(
        "%(count)d note of who takes part", "%(count)d notes of who takes part", "count"
    ),
    "wp_convene_amendment": ngettext_lazy(
        "%(count)d change to what is said", "%(count)d changes to what is said", "count"
    ),
    "wp_convene_expectedchange": ngettext_lazy(
        "%(count)d expected change", "%(count)d expected changes", "count"
    ),
    "wp_convene_reading": ngettext_lazy("%(count)d reading", "%(count)d readings", "count"),
    "wp_convene_groundrules": ngettext_lazy(
        "%(count)d set of ground rules", "%(count)d sets of ground rules", "count"
    ),
    "wp_convene_agreement": ngettext_lazy("%(count)d agreement", "%(count)d agreements", "count"),
    "wp_convene_perspective": ngettext_lazy(
        "%(count)d perspective on an issue", "%(count)d perspectives on an issue", "count"
    ),
    "wp_convene_note": ngettext_lazy(
        "%(count)d note on a perspective", "%(count)d notes on perspectives", "count"
    ),
    "wp_convene_interest": ngettext_lazy(
        "%(count)d declared interest", "%(count)d declared interests", "count"
    ),
    "wp_convene_absence": ngettext_lazy(
        "%(count)d proposal to go on without some", "%(count)d proposals to go on without some", "count"
    ),
    "wp_convene_tie": ngettext_lazy(
        "%(count)d note of how two perspectives stand to one another",
        "%(count)d notes of how two perspectives stand to one another",
        "count",
    ),
    "wp_convene_wickednessanswer": ngettext_lazy(
        "%(count)d answer how wicked an issue is", "%(count)d answers how wicked an issue is", "count"
    ),
    "wp_convene_card": ngettext_lazy(
        "%(count)d card of expectations", "%(count)d cards of expectations", "count"
    ),
    "wp_convene_cardline": ngettext_lazy("%(count)d line of a card", "%(count)d lines of cards", "count"),
    "wp_convene_pairing": ngettext_lazy(
        "%(count)d match or mismatch", "%(count)d matches or mismatches", "count"
    ),
    "wp_convene_settling": ngettext_lazy(
        "%(count)d word about a mismatch", "%(count)d words about mismatches", "count"
    ),
    "wp_convene_dismissal": ngettext_lazy(
        "%(count)d dismissed suggestion", "%(count)d dismissed suggestions", "count"
    ),
    "wp_convene_proposedrules": ngettext_lazy(
        "%(count)d draft of ground rules", "%(count)d drafts of ground rules", "count"
    ),
    "wp_mediate_conversation": ngettext_lazy("%(count)d conversation", "%(count)d conversations", "count"),
    "wp_mediate_statement": ngettext_lazy("%(count)d statement", "%(count)d statements", "count"),
    "wp_mediate_pseudonym": ngettext_lazy("%(count)d made-up name", "%(count)d made-up names", "count"),
    "wp_mediate_aside": ngettext_lazy(
        "%(count)d idea kept for whoever facilitates",
        "%(count)d ideas kept for whoever facilitates",
        "count",
    ),
    "wp_mediate_ruling": ngettext_lazy(
        "%(count)d decision of moderators", "%(count)d decisions of moderators", "count"
    ),
    "wp_mediate_statementreport": ngettext_lazy(
        "%(count)d report to moderators", "%(count)d reports to moderators", "count"
    ),
    "wp_mediate_room": ngettext_lazy("%(count)d room for guests", "%(count)d rooms for guests", "count"),
    "wp_mediate_sheet": ngettext_lazy(
        "%(count)d sheet of paper with answers", "%(count)d sheets of paper with answers", "count"
    ),
    "wp_mediate_guest": ngettext_lazy("%(count)d guest", "%(count)d guests", "count"),
    "wp_mediate_ballot": ngettext_lazy("%(count)d ballot", "%(count)d ballots", "count"),
    "wp_mediate_votebatch": ngettext_lazy(
        "%(count)d batch of answers", "%(count)d batches of answers", "count"
    ),
    "wp_mediate_ontherecord": ngettext_lazy(
        "%(count)d note of who answers on the record", "%(count)d notes of who answers on the record", "count"
    ),
    "wp_account_followup": ngettext_lazy("%(count)d next step", "%(count)d next steps", "count"),
    "wp_account_report": ngettext_lazy("%(count)d report", "%(count)d reports", "count"),
}
"""Every table of evidence, as a count of its rows is said."""


def counted(count: int, table: str) -> str:
    """Return how many rows of a table there are, in words."""
    return str(KINDS[table] % {"count": count})


def listed(rows: Iterable[Mapping[str, Any]]) -> str:
    """Return how many rows of which kinds these are, in words."""
    tables = [row["table"] for row in rows]
    return get_text_list([counted(tables.count(one), one) for one in dict.fromkeys(tables)], _("and"))
