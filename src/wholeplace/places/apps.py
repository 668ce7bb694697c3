"""Organisations, people, sign-in as a Django application."""

from django.apps import AppConfig

FEATURES = (
    "places.invited",
    "places.joining",
    "places.notices",
    "places.organisations",
    "places.partnership",
    "places.people",
    "places.policies",
    "places.sign_in",
    "places.yourself",
)


class PlacesConfig(AppConfig):
    """Organisations, people, sign-in."""

    name = "wholeplace.places"
    label = "wp_places"

    def ready(self) -> None:
        """Show each feature in the kernel's registries."""
        _declare()
        _show_who_is_here()
        _lead_to_the_pages()
        _say_what_goes()
        _decline()


def _show_who_is_here() -> None:
    """Show the people of a place, and what is asked of them."""
    from wholeplace.kernel.people import Hat, Membership  # noqa: PLC0415
    from wholeplace.kernel.places import Area, Organisation  # noqa: PLC0415
    from wholeplace.kernel.reachable import REACHABLE, Reachable  # noqa: PLC0415
    from wholeplace.kernel.search.searchable import SEARCHABLE  # noqa: PLC0415
    from wholeplace.places.invited import held as invited  # noqa: PLC0415
    from wholeplace.places.invited.models import Invitation  # noqa: PLC0415
    from wholeplace.places.invited.queries import invitations_visible_to  # noqa: PLC0415
    from wholeplace.places.joining import held as joining  # noqa: PLC0415
    from wholeplace.places.joining.models import Arrival  # noqa: PLC0415
    from wholeplace.places.joining.queries import arrivals_visible_to  # noqa: PLC0415
    from wholeplace.places.organisations import searching  # noqa: PLC0415
    from wholeplace.places.organisations.queries import areas_visible_to, organisations_visible_to  # noqa: PLC0415
    from wholeplace.places.partnership.files import decide_about_file  # noqa: PLC0415
    from wholeplace.places.partnership.home import LATELY, STEPS  # noqa: PLC0415
    from wholeplace.places.people import searching as people  # noqa: PLC0415
    from wholeplace.places.people.home import about_yourself, lately, second_word  # noqa: PLC0415
    from wholeplace.places.people.queries import hats_visible_to, members_visible_to  # noqa: PLC0415
    from wholeplace.places.policies import held as policies  # noqa: PLC0415
    from wholeplace.places.sign_in.home import second_step  # noqa: PLC0415

    invited.declare()
    joining.declare()
    policies.declare()
    REACHABLE.add("places.partnership", Reachable(Area, areas_visible_to))
    REACHABLE.add("places.organisations", Reachable(Organisation, organisations_visible_to))
    REACHABLE.add("places.people", Reachable(Membership, members_visible_to))
    REACHABLE.add("places.joining", Reachable(Arrival, arrivals_visible_to))
    REACHABLE.add("places.invited", Reachable(Invitation, invitations_visible_to))
    REACHABLE.add("places.people", Reachable(Hat, hats_visible_to))
    SEARCHABLE.add("places.organisations", searching.ORGANISATIONS, order=70)
    SEARCHABLE.add("places.people", people.PEOPLE, order=60)
    LATELY.add("places.people", lately)
    STEPS.add("places.partnership", decide_about_file, order=12)
    STEPS.add("places.people", about_yourself, order=5)
    STEPS.add("places.people", second_word, order=10)
    STEPS.add("places.sign_in", second_step, order=8)


def _lead_to_the_pages() -> None:
    from django.utils.translation import gettext_lazy as _  # noqa: PLC0415 registries need the app registry

    from wholeplace.places.policies.names import PolicyKind  # noqa: PLC0415
    from wholeplace.ui.shell import NAV, NavLink, Where, to_everybody, to_members  # noqa: PLC0415

    NAV.add("places.people", NavLink(_("People"), "people", to_members), order=60)
    NAV.add("places.yourself", NavLink(_("Yourself"), "yourself", to_members, Where.PERSON), order=30)
    NAV.add("places.notices", NavLink(_("What you were told"), "notices", to_members, Where.PERSON), order=40)
    NAV.add("places.sign_in", NavLink(_("How you sign in"), "your_sign_in", to_members, Where.PERSON))
    for kind in PolicyKind:
        NAV.add("places.policies", NavLink(kind.label, f"policy_{kind.value}", to_everybody, Where.FOOTER))


def _say_what_goes() -> None:
    """Say what goes by itself, and after how long."""
    import datetime as dt  # noqa: PLC0415

    from django.conf import settings  # noqa: PLC0415
    from django.utils.translation import gettext_lazy as _  # noqa: PLC0415 registries need the app registry

    from wholeplace.kernel.privacy.periods import PERIODS, Period  # noqa: PLC0415
    from wholeplace.places.invited.conditions import KEPT as INVITED_KEPT  # noqa: PLC0415
    from wholeplace.places.joining.names import KEPT as TYPED_KEPT  # noqa: PLC0415

    signed_in = dt.timedelta(seconds=settings.SESSION_COOKIE_AGE)
    invited = _("The name and address of somebody who was invited by a letter and did not join")
    PERIODS.add("places.invited", Period(invited, INVITED_KEPT), order=60)
    typed = _("An address that somebody typed to join by themselves, and did not prove")
    PERIODS.add("places.joining", Period(typed, TYPED_KEPT), order=61)
    PERIODS.add("places.sign_in", Period(_("Where somebody is signed in, unless they sign out"), signed_in))
    for feature in set(FEATURES) - {"places.invited", "places.joining", "places.sign_in"}:
        PERIODS.decline(feature, "nothing of it goes by itself")


def _declare() -> None:
    """Import whatever declares actions and jobs."""
    from wholeplace.places.invited import actions as _invited  # noqa: F401, PLC0415
    from wholeplace.places.invited import jobs as _sending  # noqa: F401, PLC0415
    from wholeplace.places.invited import unwanted as _unwanted  # noqa: F401, PLC0415
    from wholeplace.places.joining import actions as _joining  # noqa: F401, PLC0415
    from wholeplace.places.joining import jobs as _forgetting  # noqa: F401, PLC0415
    from wholeplace.places.organisations import actions as _organisations  # noqa: F401, PLC0415
    from wholeplace.places.partnership import actions as _partnership  # noqa: F401, PLC0415
    from wholeplace.places.people import actions as _people  # noqa: F401, PLC0415
    from wholeplace.places.people import leaving as _leaving  # noqa: F401, PLC0415
    from wholeplace.places.policies import actions as _policies  # noqa: F401, PLC0415
    from wholeplace.places.yourself import jobs as _erasing  # noqa: F401, PLC0415


def _decline() -> None:
    """Say why a feature shows nothing where others do."""
    from wholeplace.kernel.ledger.check import CHECKS  # noqa: PLC0415 registries need the app registry
    from wholeplace.kernel.privacy.personal import PERSONAL  # noqa: PLC0415
    from wholeplace.places.invited.onward import ONWARD  # noqa: PLC0415
    from wholeplace.places.partnership.home import LATELY, STEPS, WORK  # noqa: PLC0415
    from wholeplace.places.yourself.contributions import ANSWERS, CONTRIBUTIONS, PARTS  # noqa: PLC0415
    from wholeplace.ui.shell import NAV  # noqa: PLC0415

    kernels = "what it knows of people is in the kernel's tables, which say what they hold"
    for feature in FEATURES:
        CHECKS.decline(feature, "its rows are compared with the ledger as all evidence is")
        if feature not in {"places.invited", "places.joining", "places.policies"}:
            PERSONAL.decline(feature, kernels)
        if feature != "places.partnership":
            WORK.decline(feature, "it is no work of the partnership, but what the work stands on")
        if feature != "places.invited":
            ONWARD.decline(feature, "a newcomer is led to what is talked about, not there")
        if feature != "places.yourself":
            CONTRIBUTIONS.decline(feature, "nothing one says to others is said there")
            PARTS.decline(feature, "one takes part in issues, not there")
            ANSWERS.decline(feature, "statements are answered in conversations")
    NAV.decline("places.invited", "whom one invites stands by the people")
    NAV.decline("places.joining", "who joined by themselves stands by the people")
    NAV.decline("places.organisations", "organisations are shown beside the people who act for them")
    NAV.decline("places.partnership", "its page is the first, which the place's own name leads to")
    STEPS.decline("places.invited", "whom to invite is for conveners to think about")
    STEPS.decline("places.joining", "whoever joins is led straight to what they joined for")
    for feature in ("places.notices", "places.organisations", "places.policies", "places.yourself"):
        STEPS.decline(feature, "it asks nothing of anybody who is already here")
    LATELY.decline("places.invited", "who is invited is nobody else's business until they join")
    LATELY.decline("places.joining", "a new member is told of with the people")
    LATELY.decline("places.yourself", "what somebody does about their own data is nobody else's business")
    LATELY.decline("places.organisations", "a new organisation is news once its people join")
    LATELY.decline("places.notices", "what somebody was told is nobody else's business")
    LATELY.decline("places.policies", "it is at the foot of every page, and says since when")
    LATELY.decline("places.sign_in", "who signs in is nobody else's business")
    _leave_unnamed()


def _leave_unnamed() -> None:
    """Say why a feature's records are not named, traced or found from outside."""
    from wholeplace.kernel.lineage.kin import KIN  # noqa: PLC0415 registries need the app registry
    from wholeplace.kernel.reachable import REACHABLE  # noqa: PLC0415
    from wholeplace.kernel.search.searchable import SEARCHABLE  # noqa: PLC0415
    from wholeplace.places.people.badges import BADGES  # noqa: PLC0415

    REACHABLE.decline("places.notices", "notices belong to their reader alone")
    REACHABLE.decline("places.sign_in", "sessions belong to a person, not to a place")
    REACHABLE.decline("places.yourself", "a wish to be erased belongs to a person alone")
    REACHABLE.decline("places.policies", "a notice is named by its kind, and nothing is done to a version")
    for feature in FEATURES:
        KIN.decline(feature, "it is who is here, where and how, and no step of the work")
        if feature != "places.people":
            BADGES.decline(feature, "who somebody is stands by their name already")
    SEARCHABLE.decline("places.invited", "conveners find an invitation on its own page")
    SEARCHABLE.decline("places.joining", "whoever joined is found among the people")
    SEARCHABLE.decline("places.partnership", "areas are named beside what lies in them")
    SEARCHABLE.decline("places.policies", "it is at the foot of every page")
    for feature in ("places.notices", "places.sign_in", "places.yourself"):
        SEARCHABLE.decline(feature, "it is for one person alone")
