"""What every address answers to whom: the whole policy of who may ask for what, beside the URL map."""

from dataclasses import dataclass

from tests.house.map import GUEST, ROLES, VISITOR
from tests.house.map import MEMBERS as MEMBERS_ROLES


@dataclass(frozen=True)
class Row:
    """The statuses of one address: for everybody, or `visitor outsider member` (a guest is a visitor to all but a guest's
    own pages, whoever was removed an outsider) and then the exceptions by role.

    A form is sent with nothing filled in but its key, so that members see it again (200) where answers are needed, and
    are led on (302) where none are. An action of the API gets a body that is right in the scene.
    """

    get: str
    post: str
    head: str = ""
    others: str = "405"

    def expected(self, method: str, role: str) -> int:
        """Return the status one request should get."""
        said = {"GET": self.get, "HEAD": self.head or self.get, "POST": self.post}.get(method, self.others)
        return _read(said)[role]


def _read(said: str) -> dict[str, int]:
    kinds = [int(one) for one in said.split() if "=" not in one]
    visitor, outsider, member = kinds if len(kinds) == 3 else kinds * 3
    answers = {role: member if role in MEMBERS_ROLES else outsider for role in ROLES}
    answers |= dict.fromkeys((VISITOR, GUEST), visitor)
    exceptions = [one.split("=") for one in said.split() if "=" in one]
    return answers | {role: int(status) for role, status in exceptions}


READ = Row("200", "405")
PAGE = Row("200", "200")
MEMBERS = Row("302 403 200", "302 403 200")
NOT_HERE = Row("404", "404")
API_READ = Row("200", "405", head="405")
CONVENERS = Row("405", "401 403 409 convener=200")
AFRESH = Row("302", "302")
"""A page that asks whoever has not just signed in to do so again."""
FOR_CONVENERS = Row("302 403 404 convener=200", "302 403 404 convener=200")
"""What is not there for anybody but conveners."""
FOR_THOSE_WHO_SET_UP = Row(
    "302 403 404 convener=200 facilitator=200", "302 403 404 convener=200 facilitator=200"
)
"""What somebody needs, which whoever sets events up reads and nobody else takes back."""
NOT_NOW = Row("405", "401 403 409")
"""An action that the state of the scene allows nobody."""

MODERATION = Row(
    "302 403 404 convener=200 moderator=200 scrutineer=200",
    "302 403 404 convener=200 moderator=200 scrutineer=200",
)

ASIDES = Row("302 403 404 facilitator=200 moderator=200", "302 403 404 facilitator=200 moderator=200")
"""What is kept for whoever facilitates: not there for anybody else, whichever hat they wear."""
OF_ANOTHER_KIND = Row("302 403 404", "302 403 404")
"""Where other proposals are amended than the one that the group of the scene is asked about."""
FOR_THE_AUTHOR = Row("302 403 404 convener=200", "302 403 404 convener=302")
"""What the convener wrote, and alone says more of."""

POLICY = {
    "": READ,
    "privacy/": READ,
    "accessibility/": READ,
    "terms/": READ,
    "complaints/": READ,
    "source/": READ,
    "place.css": READ,
    "gallery/": Row("404", "405"),
    "healthz/": READ,
    "<slug:place>/place.css": READ,
    "<slug:place>/logo/<slug:digest>/": READ,
    "<slug:place>/search/": READ,
    "<slug:place>/files/<uuid:file>/": READ,
    "<slug:place>/files/<uuid:file>/content/": READ,
    "<slug:place>/files/<uuid:file>/picture/": READ,
    "<slug:place>/files/<uuid:file>/take-back/": MEMBERS,
    "<slug:place>/files/<uuid:file>/hold/": MEMBERS,
    "<slug:place>/files/<uuid:file>/propose-down/": MEMBERS,
    "<slug:place>/files/<uuid:file>/take-down/": MEMBERS,
    "<slug:place>/files/<uuid:file>/keep/": MEMBERS,
    "<slug:place>/files/<uuid:file>/answer/": MEMBERS,
    "<slug:place>/hat/": Row("405", "302 403 404"),
    "<slug:place>/behalf/": Row("405", "302 403 302"),
    "sign-in/": Row("200 302 302", "200 302 302"),
    "sign-in/code/": Row("302", "302"),
    "sign-in/closed/": READ,
    "sign-in/second-step/": Row("302", "302"),
    "sign-in/passkey/": Row("302", "302"),
    "sign-in/again/": Row("302 200 200", "302 200 200"),
    "sign-out/": Row("302 200 200", "302"),
    "you/sign-in/": Row("302 200 200", "302"),
    "you/sign-in/app/add/": AFRESH,
    "you/sign-in/app/remove/": AFRESH,
    "you/sign-in/passkeys/add/": AFRESH,
    "you/sign-in/passkeys/<int:pk>/remove/": AFRESH,
    "you/sign-in/codes/": AFRESH,
    "you/sign-in/codes/new/": AFRESH,
    "demo/": NOT_HERE,
    "setup/": NOT_HERE,
    "setup/place/": NOT_HERE,
    "setup/you/": NOT_HERE,
    "setup/second-convener/": NOT_HERE,
    "setup/address/": NOT_HERE,
    "setup/mail/": NOT_HERE,
    "setup/colour/": NOT_HERE,
    "setup/logo/": NOT_HERE,
    "setup/issue/": NOT_HERE,
    "setup/check/": NOT_HERE,
    "<slug:place>/what-next/": Row("302 403 404 convener=200", "302 403 404 convener=200"),
    "demo/enter/": Row("405", "404"),
    "demo/outbox/": NOT_HERE,
    "api/v1/<slug:place>/openapi.json": READ,
    "api/v1/<slug:place>/actions/area.add": CONVENERS,
    "api/v1/<slug:place>/actions/conversation.answer": CONVENERS,
    "api/v1/<slug:place>/actions/conversation.begin": NOT_NOW,
    "api/v1/<slug:place>/actions/conversation.close_early": NOT_NOW,
    "api/v1/<slug:place>/actions/conversation.go_on_record": NOT_NOW,
    "api/v1/<slug:place>/actions/conversation.keep_open": NOT_NOW,
    "api/v1/<slug:place>/actions/conversation.propose_close": CONVENERS,
    "api/v1/<slug:place>/actions/conversation.reword": NOT_NOW,
    "api/v1/<slug:place>/actions/conversation.say": CONVENERS,
    "api/v1/<slug:place>/actions/aside.write": CONVENERS,
    "api/v1/<slug:place>/actions/area.rename": CONVENERS,
    "api/v1/<slug:place>/actions/change.correct_reading": CONVENERS,
    "api/v1/<slug:place>/actions/change.declare": CONVENERS,
    "api/v1/<slug:place>/actions/change.read": CONVENERS,
    "api/v1/<slug:place>/actions/change.restate": CONVENERS,
    "api/v1/<slug:place>/actions/change.second": CONVENERS,
    "api/v1/<slug:place>/actions/expectation.amend_rules": NOT_NOW,
    "api/v1/<slug:place>/actions/expectation.ask_rules": NOT_NOW,
    "api/v1/<slug:place>/actions/expectation.confirm": CONVENERS,
    "api/v1/<slug:place>/actions/expectation.dismiss": CONVENERS,
    "api/v1/<slug:place>/actions/expectation.draw_up_rules": NOT_NOW,
    "api/v1/<slug:place>/actions/expectation.live_with": CONVENERS,
    "api/v1/<slug:place>/actions/expectation.mark": CONVENERS,
    "api/v1/<slug:place>/actions/expectation.park": CONVENERS,
    "api/v1/<slug:place>/actions/expectation.say_how_much": CONVENERS,
    "api/v1/<slug:place>/actions/expectation.settle": CONVENERS,
    "api/v1/<slug:place>/actions/expectation.take_back": NOT_NOW,
    "api/v1/<slug:place>/actions/expectation.write_card": CONVENERS,
    "api/v1/<slug:place>/actions/file.take_back": NOT_NOW,
    "api/v1/<slug:place>/actions/ground_rules.agree": CONVENERS,
    "api/v1/<slug:place>/actions/ground_rules.declare": CONVENERS,
    "api/v1/<slug:place>/actions/issue.describe": CONVENERS,
    "api/v1/<slug:place>/actions/issue.move": CONVENERS,
    "api/v1/<slug:place>/actions/issue.second_move": CONVENERS,
    "api/v1/<slug:place>/actions/wickedness.answer": CONVENERS,
    "api/v1/<slug:place>/actions/decision.answer": CONVENERS,
    "api/v1/<slug:place>/actions/decision.approve": NOT_NOW,
    "api/v1/<slug:place>/actions/decision.object_in_confidence": Row("405", "401 403 409 convener=200"),
    "api/v1/<slug:place>/actions/decision.reply": CONVENERS,
    "api/v1/<slug:place>/actions/decision.withdraw": NOT_NOW,
    "api/v1/<slug:place>/actions/erasure.withdraw": NOT_NOW,
    "api/v1/<slug:place>/actions/hat.confirm": CONVENERS,
    "api/v1/<slug:place>/actions/hat.decline": Row("405", "401 403 409 convener=200 newcomer=200"),
    "api/v1/<slug:place>/actions/hat.end": Row("405", "401 403 409 convener=200 operator=200"),
    "api/v1/<slug:place>/actions/hat.keep": Row("405", "401 403 409 convener=200 operator=200"),
    "api/v1/<slug:place>/actions/hat.propose_end": Row("405", "401 403 409 convener=200 operator=200"),
    "api/v1/<slug:place>/actions/hat.propose": Row("405", "401 403 409 convener=200 operator=200"),
    "api/v1/<slug:place>/actions/hat.take_off": Row("405", "401 403 409 sponsor=200"),
    "api/v1/<slug:place>/actions/circle.ask": NOT_NOW,
    "api/v1/<slug:place>/actions/circle.stand": NOT_NOW,
    "api/v1/<slug:place>/actions/circle.withdraw": NOT_NOW,
    "api/v1/<slug:place>/actions/issue.amend_proposal": NOT_NOW,
    "api/v1/<slug:place>/actions/issue.ask_decision": NOT_NOW,
    "api/v1/<slug:place>/actions/issue.name": CONVENERS,
    "api/v1/<slug:place>/actions/issue.propose_framing": CONVENERS,
    "api/v1/<slug:place>/actions/issue.reframe": CONVENERS,
    "api/v1/<slug:place>/actions/issue.reword_framing": NOT_NOW,
    "api/v1/<slug:place>/actions/issue.second_decision": NOT_NOW,
    "api/v1/<slug:place>/actions/issue.withdraw_framing": NOT_NOW,
    "api/v1/<slug:place>/actions/issue.stop_taking_part": CONVENERS,
    "api/v1/<slug:place>/actions/issue.take_part": Row("405", "401 403 200 convener=409"),
    "api/v1/<slug:place>/actions/letters.start": NOT_NOW,
    "api/v1/<slug:place>/actions/letters.stop": Row("405", "401 403 200"),
    "api/v1/<slug:place>/actions/ledger.rotate_key": Row("405", "401 403 409 operator=200"),
    "api/v1/<slug:place>/actions/member.admit": CONVENERS,
    "api/v1/<slug:place>/actions/member.correct": Row("405", "401 403 409 convener=200 newcomer=200"),
    "api/v1/<slug:place>/actions/member.keep": Row("405", "401 403 409 convener=200 operator=200"),
    "api/v1/<slug:place>/actions/member.leave": Row("405", "401 403 409 newcomer=200"),
    "api/v1/<slug:place>/actions/member.propose_removal": Row("405", "401 403 409 convener=200 operator=200"),
    "api/v1/<slug:place>/actions/member.remove": Row("405", "401 403 409 convener=200 operator=200"),
    "api/v1/<slug:place>/actions/asking.take_back": Row("405", "401 403 404"),
    "api/v1/<slug:place>/actions/mandate.ask": Row("405", "401 403 200"),
    "api/v1/<slug:place>/actions/mandate.lay_down": NOT_NOW,
    "api/v1/<slug:place>/actions/standing.ask": Row("405", "401 403 200"),
    "api/v1/<slug:place>/actions/standing.ask_withdrawal": NOT_NOW,
    "api/v1/<slug:place>/actions/standing.second": CONVENERS,
    "api/v1/<slug:place>/actions/organisation.add": CONVENERS,
    "api/v1/<slug:place>/actions/place.describe": CONVENERS,
    "api/v1/<slug:place>/actions/place.remove_logo": CONVENERS,
    "api/v1/<slug:place>/actions/interest.declare": CONVENERS,
    "api/v1/<slug:place>/actions/interest.end": NOT_NOW,
    "api/v1/<slug:place>/actions/note.open_up": NOT_NOW,
    "api/v1/<slug:place>/actions/note.take_back": NOT_NOW,
    "api/v1/<slug:place>/actions/note.write": CONVENERS,
    "api/v1/<slug:place>/actions/perspective.amend_absence": NOT_NOW,
    "api/v1/<slug:place>/actions/perspective.ask_absence": NOT_NOW,
    "api/v1/<slug:place>/actions/perspective.bring_back": NOT_NOW,
    "api/v1/<slug:place>/actions/perspective.change_many": CONVENERS,
    "api/v1/<slug:place>/actions/perspective.describe": CONVENERS,
    "api/v1/<slug:place>/actions/perspective.map": CONVENERS,
    "api/v1/<slug:place>/actions/perspective.place": CONVENERS,
    "api/v1/<slug:place>/actions/perspective.propose_absence": NOT_NOW,
    "api/v1/<slug:place>/actions/perspective.set_aside": CONVENERS,
    "api/v1/<slug:place>/actions/perspective.speak_for": CONVENERS,
    "api/v1/<slug:place>/actions/perspective.stop_speaking": NOT_NOW,
    "api/v1/<slug:place>/actions/perspective.suggest": CONVENERS,
    "api/v1/<slug:place>/actions/perspective.take_up": NOT_NOW,
    "api/v1/<slug:place>/actions/perspective.turn_down": NOT_NOW,
    "api/v1/<slug:place>/actions/perspective.undo": NOT_NOW,
    "api/v1/<slug:place>/actions/tie.end": CONVENERS,
    "api/v1/<slug:place>/actions/tie.say": CONVENERS,
    "api/v1/<slug:place>/actions/policy.write": CONVENERS,
    "api/v1/<slug:place>/actions/report.add_next_step": CONVENERS,
    "api/v1/<slug:place>/actions/report.carry_statements": CONVENERS,
    "api/v1/<slug:place>/actions/report.draft": CONVENERS,
    "api/v1/<slug:place>/actions/report.leave_statements": CONVENERS,
    "api/v1/<slug:place>/actions/report.publish": CONVENERS,
    "api/v1/<slug:place>/issues": API_READ,
    "api/v1/<slug:place>/issues/<issue>": API_READ,
    "api/v1/<slug:place>/decisions": API_READ,
    "api/v1/<slug:place>/decisions/<decision>": API_READ,
    "api/v1/<slug:place>/conversations": API_READ,
    "api/v1/<slug:place>/conversations/<conversation>/landscape": API_READ,
    "api/v1/<slug:place>/record": API_READ,
    "api/v1/<slug:place>/search": API_READ,
    "api/v1/<slug:place>/": Row("404", "404", others="404"),
    "<slug:place>/": PAGE,
    "<slug:place>/describe/": MEMBERS,
    "<slug:place>/describe/logo/": MEMBERS,
    "<slug:place>/describe/logo/take-off/": Row("302 403 200", "302 403 200 convener=302"),
    "<slug:place>/areas/": MEMBERS,
    "<slug:place>/areas/<uuid:area>/": MEMBERS,
    "<slug:place>/people/": MEMBERS,
    "<slug:place>/people/admit/": MEMBERS,
    "<slug:place>/people/leave/": Row("302 403 200", "302 403 302 operator=200 convener=200"),
    "<slug:place>/people/<uuid:member>/hat/": MEMBERS,
    "<slug:place>/people/<uuid:member>/propose-removal/": MEMBERS,
    "<slug:place>/people/<uuid:member>/remove/": Row(
        "302 403 404 newcomer=200 convener=200 operator=200",
        "302 403 404 newcomer=200 convener=302 operator=302",
    ),
    "<slug:place>/people/<uuid:member>/keep/": Row(
        "302 403 404 newcomer=200 convener=200 operator=200",
        "302 403 404 newcomer=200 convener=302 operator=302",
    ),
    "<slug:place>/people/joined/": MEMBERS,
    "<slug:place>/people/joined/<uuid:arrival>/confirm/": Row(
        "302 403 404 convener=200", "302 403 404 convener=302"
    ),
    "<slug:place>/people/joined/<uuid:arrival>/decline/": Row(
        "302 403 404 convener=200", "302 403 404 convener=302"
    ),
    "<slug:place>/people/invite/": MEMBERS,
    "<slug:place>/people/invitations/": MEMBERS,
    "<slug:place>/people/invitations/<uuid:invitation>/take-back/": Row(
        "302 403 404 convener=200", "302 403 404 convener=302"
    ),
    "<slug:place>/people/invitations/<uuid:invitation>/again/": Row(
        "302 403 404 convener=200", "302 403 404 convener=200"
    ),
    "<slug:place>/join/<str:link>/": Row("200 403 403", "200 403 403"),
    "<slug:place>/hats/<uuid:hat>/confirm/": Row("302 403 200", "302 403 200 convener=302"),
    "<slug:place>/hats/<uuid:hat>/decline/": Row("302 403 200", "302 403 200 convener=302 newcomer=302"),
    "<slug:place>/hats/<uuid:hat>/end/": MEMBERS,
    "<slug:place>/hats/<uuid:hat>/keep/": MEMBERS,
    "<slug:place>/hats/<uuid:hat>/propose-end/": MEMBERS,
    "<slug:place>/hats/<uuid:hat>/take-off/": MEMBERS,
    "<slug:place>/notices/": Row("302 403 200", "302 403 302"),
    "<slug:place>/notices/stop/<str:token>/": PAGE,
    "<slug:place>/people/<uuid:member>/correct/": MEMBERS,
    "<slug:place>/yourself/": MEMBERS,
    "<slug:place>/yourself/correct/": MEMBERS,
    "<slug:place>/yourself/data/": MEMBERS,
    "<slug:place>/yourself/erase/": MEMBERS,
    "<slug:place>/yourself/keep/": MEMBERS,
    "<slug:place>/privacy/": READ,
    "<slug:place>/accessibility/": READ,
    "<slug:place>/terms/": READ,
    "<slug:place>/complaints/": READ,
    "<slug:place>/policies/<slug:kind>/change/": MEMBERS,
    "<slug:place>/policies/<slug:kind>/<int:edition>/": READ,
    "<slug:place>/your-sign-in/": Row("302 200 200", "302"),
    "<slug:place>/issues/": PAGE,
    "<slug:place>/issues/name/": MEMBERS,
    "<slug:place>/issues/<uuid:issue>/": PAGE,
    "<slug:place>/issues/<uuid:issue>/framing/": MEMBERS,
    "<slug:place>/issues/<uuid:issue>/framings/propose/": MEMBERS,
    "<slug:place>/issues/framings/<uuid:proposed>/evidence/": MEMBERS,
    "<slug:place>/issues/framings/<uuid:proposed>/anew/": MEMBERS,
    "<slug:place>/issues/framings/<uuid:proposed>/withdraw/": MEMBERS,
    "<slug:place>/issues/framings/<uuid:proposed>/history/": PAGE,
    "<slug:place>/issues/<uuid:issue>/decide/": MEMBERS,
    "<slug:place>/issues/decisions/<uuid:decision>/": PAGE,
    "<slug:place>/issues/decisions/<uuid:decision>/amend/": MEMBERS,
    "<slug:place>/issues/decisions/<uuid:decision>/second/": MEMBERS,
    "<slug:place>/issues/decisions/<uuid:decision>/withdraw/": MEMBERS,
    "<slug:place>/issues/objections/<uuid:objection>/answer/": MEMBERS,
    "<slug:place>/issues/<uuid:issue>/circle/": PAGE,
    "<slug:place>/issues/<uuid:issue>/circle/stand/": MEMBERS,
    "<slug:place>/issues/<uuid:issue>/circle/ask/": MEMBERS,
    "<slug:place>/issues/circle/<uuid:candidacy>/withdraw/": MEMBERS,
    "<slug:place>/issues/<uuid:issue>/take-part/": Row("302 403 200", "302 403 302 convener=200"),
    "<slug:place>/issues/<uuid:issue>/stop/": Row("302 403 200", "302 403 200 convener=302"),
    "<slug:place>/issues/<uuid:issue>/describe/": MEMBERS,
    "<slug:place>/issues/<uuid:issue>/status/": MEMBERS,
    "<slug:place>/issues/<uuid:issue>/history/": PAGE,
    "<slug:place>/issues/amendments/<uuid:amendment>/second/": Row("302 403 200", "302 403 200 convener=302"),
    "<slug:place>/changes/issues/<uuid:issue>/say/": MEMBERS,
    "<slug:place>/changes/restatements/<uuid:restatement>/second/": Row(
        "302 403 200", "302 403 200 convener=302"
    ),
    "<slug:place>/changes/readings/<uuid:reading>/correct/": MEMBERS,
    "<slug:place>/changes/readings/<uuid:reading>/evidence/": MEMBERS,
    "<slug:place>/changes/<uuid:change>/": PAGE,
    "<slug:place>/changes/<uuid:change>/restate/": MEMBERS,
    "<slug:place>/changes/<uuid:change>/reading/": MEMBERS,
    "<slug:place>/changes/<uuid:change>/file/": MEMBERS,
    "<slug:place>/changes/<uuid:change>/readings.csv": PAGE,
    "<slug:place>/ground-rules/issues/<uuid:issue>/": PAGE,
    "<slug:place>/ground-rules/issues/<uuid:issue>/declare/": MEMBERS,
    "<slug:place>/ground-rules/<uuid:rules>/agree/": Row("302 403 200", "302 403 200 convener=302"),
    "<slug:place>/stakeholders/issues/<uuid:issue>/": MEMBERS,
    "<slug:place>/stakeholders/issues/<uuid:issue>/missing/": Row("302 403 200", "302 403 200"),
    "<slug:place>/stakeholders/issues/<uuid:issue>/grid/": MEMBERS,
    "<slug:place>/stakeholders/issues/<uuid:issue>/network/": MEMBERS,
    "<slug:place>/stakeholders/issues/<uuid:issue>/without/": MEMBERS,
    "<slug:place>/stakeholders/absences/<uuid:absence>/": MEMBERS,
    "<slug:place>/stakeholders/absences/<uuid:absence>/ask/": MEMBERS,
    "<slug:place>/stakeholders/absences/amend/<uuid:decision>/": OF_ANOTHER_KIND,
    "<slug:place>/stakeholders/issues/<uuid:issue>/undo/": MEMBERS,
    "<slug:place>/stakeholders/issues/<uuid:issue>/export/<slug:listing>.<slug:form>": MEMBERS,
    "<slug:place>/stakeholders/issues/<uuid:issue>/import/": MEMBERS,
    "<slug:place>/stakeholders/sheets/<uuid:sheet>/": Row(
        "302 403 404 convener=200", "302 403 404 convener=302"
    ),
    "<slug:place>/stakeholders/contacts/": MEMBERS,
    "<slug:place>/stakeholders/contacts/add/": MEMBERS,
    "<slug:place>/stakeholders/contacts/remove/": Row("302 403 200 convener=302", "302 403 200 convener=302"),
    "<slug:place>/stakeholders/contacts/import/": MEMBERS,
    "<slug:place>/stakeholders/contacts/sheets/<uuid:book>/": FOR_CONVENERS,
    "<slug:place>/stakeholders/contacts/<uuid:contact>/": FOR_CONVENERS,
    "<slug:place>/stakeholders/contacts/<uuid:contact>/change/": FOR_CONVENERS,
    "<slug:place>/stakeholders/contacts/notes/<uuid:guess>/drop/": Row(
        "302 403 404 convener=200", "302 403 404 convener=302"
    ),
    "<slug:place>/stakeholders/<uuid:perspective>/contacts/": MEMBERS,
    "<slug:place>/stakeholders/issues/<uuid:issue>/add/": MEMBERS,
    "<slug:place>/stakeholders/issues/<uuid:issue>/suggest/": MEMBERS,
    "<slug:place>/stakeholders/ties/<uuid:tie>/end/": Row("302 403 200", "302 403 200 convener=302"),
    "<slug:place>/stakeholders/issues/<uuid:issue>/interests/": MEMBERS,
    "<slug:place>/stakeholders/interests/<uuid:interest>/end/": MEMBERS,
    "<slug:place>/stakeholders/notes/<uuid:note>/open/": MEMBERS,
    "<slug:place>/stakeholders/notes/<uuid:note>/take-back/": MEMBERS,
    "<slug:place>/stakeholders/<uuid:perspective>/note/": MEMBERS,
    "<slug:place>/stakeholders/<uuid:perspective>/": MEMBERS,
    "<slug:place>/stakeholders/<uuid:perspective>/describe/": MEMBERS,
    "<slug:place>/stakeholders/<uuid:perspective>/place/": MEMBERS,
    "<slug:place>/stakeholders/<uuid:perspective>/set-aside/": MEMBERS,
    "<slug:place>/stakeholders/<uuid:perspective>/bring-back/": MEMBERS,
    "<slug:place>/stakeholders/<uuid:perspective>/take-up/": MEMBERS,
    "<slug:place>/stakeholders/<uuid:perspective>/turn-down/": MEMBERS,
    "<slug:place>/stakeholders/<uuid:perspective>/speak/": Row("302 403 200", "302 403 200 convener=302"),
    "<slug:place>/stakeholders/<uuid:perspective>/stop-speaking/": MEMBERS,
    "<slug:place>/stakeholders/<uuid:perspective>/ties/": MEMBERS,
    "<slug:place>/invitations/": MEMBERS,
    "<slug:place>/invitations/yours/<uuid:issue_invitation>/": Row("302 403 404", "302 403 404"),
    "<slug:place>/invitations/code/": PAGE,
    "<slug:place>/invitations/answer/<str:answer>/": PAGE,
    "<slug:place>/invitations/answer/<str:answer>/come-in/": NOT_HERE,
    "<slug:place>/invitations/issues/<uuid:issue>/": MEMBERS,
    "<slug:place>/invitations/issues/<uuid:issue>/many/": MEMBERS,
    "<slug:place>/invitations/issues/<uuid:issue>/participation/": Row("302 403 200", "302 403 200"),
    "<slug:place>/invitations/issues/<uuid:issue>/needs/": Row("302 403 200", "302 403 200"),
    "<slug:place>/invitations/needs/": Row("302 403 200", "302 403 302"),
    "<slug:place>/invitations/needs/<uuid:needs>/take-back/": FOR_THOSE_WHO_SET_UP,
    "<slug:place>/invitations/issues/<uuid:issue>/letters/": MEMBERS,
    "<slug:place>/invitations/issues/<uuid:issue>/letters/letters.pdf": Row("302 403 404", "302 403 404"),
    "<slug:place>/invitations/issues/<uuid:issue>/letters/posted/": Row("302 403 302", "302 403 302"),
    "<slug:place>/invitations/issues/<uuid:issue>/calls/": MEMBERS,
    "<slug:place>/invitations/perspectives/<uuid:perspective>/": MEMBERS,
    "<slug:place>/invitations/perspectives/<uuid:perspective>/words/": MEMBERS,
    "<slug:place>/invitations/perspectives/<uuid:perspective>/words/ask/": MEMBERS,
    "<slug:place>/invitations/words/<uuid:sponsor_words>/take-back/": FOR_CONVENERS,
    "<slug:place>/invitations/<uuid:issue_invitation>/": FOR_CONVENERS,
    "<slug:place>/invitations/<uuid:issue_invitation>/call/": FOR_CONVENERS,
    "<slug:place>/invitations/<uuid:issue_invitation>/call/code/": FOR_CONVENERS,
    "<slug:place>/invitations/<uuid:issue_invitation>/remind/": FOR_CONVENERS,
    "<slug:place>/invitations/<uuid:issue_invitation>/take-back/": FOR_CONVENERS,
    "<slug:place>/invitations/<uuid:issue_invitation>/again/": FOR_CONVENERS,
    "<slug:place>/invitations/<uuid:issue_invitation>/take-up/": FOR_CONVENERS,
    "<slug:place>/lotteries/code/": PAGE,
    "<slug:place>/lotteries/ticket/<str:ticket>/seat/": NOT_HERE,
    "<slug:place>/lotteries/seats/<uuid:seat>/": FOR_CONVENERS,
    "<slug:place>/lotteries/seats/<uuid:seat>/ask/": FOR_CONVENERS,
    "<slug:place>/lotteries/seats/<uuid:seat>/letter/": Row(
        "302 403 404 convener=200", "302 403 404 convener=200"
    ),
    "<slug:place>/lotteries/seats/<uuid:seat>/remind/": FOR_CONVENERS,
    "<slug:place>/lotteries/seats/<uuid:seat>/answer/": FOR_CONVENERS,
    "<slug:place>/lotteries/<uuid:lottery>/seats/": FOR_CONVENERS,
    "<slug:place>/lotteries/<uuid:lottery>/seats/ask/": FOR_CONVENERS,
    "<slug:place>/lotteries/<uuid:lottery>/seats/letters/": FOR_CONVENERS,
    "<slug:place>/lotteries/<uuid:lottery>/seats/remind/": FOR_CONVENERS,
    "<slug:place>/lotteries/<uuid:lottery>/seats/<str:roll>.<str:form>": FOR_CONVENERS,
    "<slug:place>/lotteries/<uuid:lottery>/report/": PAGE,
    "<slug:place>/lotteries/<uuid:lottery>/report/report.<str:form>": PAGE,
    "<slug:place>/people/invitations/stop/<str:wish>/": PAGE,
    "<slug:place>/mandates/": MEMBERS,
    "<slug:place>/mandates/ask/": MEMBERS,
    "<slug:place>/mandates/ask/for-all/": MEMBERS,
    "<slug:place>/mandates/ask/withdrawal/": MEMBERS,
    "<slug:place>/mandates/askings/<uuid:asking>/take-back/": Row("302 403 404", "302 403 404"),
    "<slug:place>/mandates/for-all/<uuid:for_all>/second/": Row("302 403 200", "302 403 200 convener=302"),
    "<slug:place>/mandates/organisations/": PAGE,
    "<slug:place>/mandates/organisations/<uuid:organisation>/": PAGE,
    "<slug:place>/mandates/issues/<uuid:issue>/": PAGE,
    "<slug:place>/mandates/answer/<str:letter>/": PAGE,
    "<slug:place>/mandates/answer/<str:letter>/no/": PAGE,
    "<slug:place>/mandates/given/<str:word>/": PAGE,
    "<slug:place>/mandates/given/<str:word>/take-back/": Row("200", "302"),
    "<slug:place>/mandates/given/<str:word>/renew/": PAGE,
    "<slug:place>/mandates/<uuid:mandate>/": MEMBERS,
    "<slug:place>/mandates/<uuid:mandate>/lay-down/": MEMBERS,
    "<slug:place>/expectations/issues/<uuid:issue>/": MEMBERS,
    "<slug:place>/expectations/issues/<uuid:issue>/card/": MEMBERS,
    "<slug:place>/expectations/issues/<uuid:issue>/alike/": Row("302 403 200", "302 403 404"),
    "<slug:place>/expectations/issues/<uuid:issue>/ground-rules/": MEMBERS,
    "<slug:place>/expectations/cards/<uuid:card>/": MEMBERS,
    "<slug:place>/expectations/lines/<uuid:line>/amount/": MEMBERS,
    "<slug:place>/expectations/lines/<uuid:line>/mark/": MEMBERS,
    "<slug:place>/expectations/pairings/<uuid:pairing>/": MEMBERS,
    "<slug:place>/expectations/pairings/<uuid:pairing>/settle/": MEMBERS,
    "<slug:place>/expectations/pairings/<uuid:pairing>/park/": MEMBERS,
    "<slug:place>/expectations/pairings/<uuid:pairing>/take-back/": MEMBERS,
    "<slug:place>/expectations/settlings/<uuid:settling>/confirm/": Row(
        "302 403 200", "302 403 200 convener=302"
    ),
    "<slug:place>/expectations/ground-rules/<uuid:drawn>/": MEMBERS,
    "<slug:place>/expectations/ground-rules/<uuid:drawn>/ask/": MEMBERS,
    "<slug:place>/expectations/ground-rules/amend/<uuid:decision>/": OF_ANOTHER_KIND,
    "<slug:place>/wickedness/issues/<uuid:issue>/": PAGE,
    "<slug:place>/wickedness/issues/<uuid:issue>/<slug:question>/": MEMBERS,
    "<slug:place>/conversations/": PAGE,
    "<slug:place>/conversations/<uuid:conversation>/": PAGE,
    "<slug:place>/conversations/<uuid:conversation>/on-the-record/": PAGE,
    "<slug:place>/conversations/<uuid:conversation>/you/": MEMBERS,
    "<slug:place>/conversations/<uuid:conversation>/statements/<int:number>/": PAGE,
    "<slug:place>/conversations/open/<uuid:issue>/": MEMBERS,
    "<slug:place>/conversations/live/<uuid:live>/": PAGE,
    "<slug:place>/conversations/live/<uuid:live>/join/": Row("200 200 302", "200 200 302"),
    "<slug:place>/conversations/live/<uuid:live>/join/open/": Row("302 403 200", "302 403 200 convener=302"),
    "<slug:place>/conversations/live/<uuid:live>/join/close/": MEMBERS,
    "<slug:place>/conversations/room/": PAGE,
    "<slug:place>/conversations/rooms/<uuid:room>/poster/": Row(
        "302 403 404 convener=200", "302 403 404 convener=200"
    ),
    "<slug:place>/conversations/rooms/<uuid:room>/close/": Row(
        "302 403 404 convener=200", "302 403 404 convener=302"
    ),
    "<slug:place>/conversations/live/<uuid:live>/rooms/": MEMBERS,
    "<slug:place>/conversations/live/<uuid:live>/guest/": Row("302 guest=200", "302 guest=200"),
    "<slug:place>/conversations/live/<uuid:live>/guest/back/": PAGE,
    "<slug:place>/conversations/live/<uuid:live>/guest/statements/<int:number>/anew/": Row(
        "302 guest=404", "302 guest=404"
    ),
    "<slug:place>/conversations/live/<uuid:live>/guest/statements/<int:number>/moderators/": Row(
        "302 guest=404", "302 guest=404"
    ),
    "<slug:place>/conversations/live/<uuid:live>/guest/finish/": Row("302 guest=200", "302"),
    "<slug:place>/conversations/live/<uuid:live>/guest/say/": Row("302 guest=200", "302 guest=200"),
    "<slug:place>/conversations/live/<uuid:live>/claim/": MEMBERS,
    "<slug:place>/conversations/live/<uuid:live>/poster/": PAGE,
    "<slug:place>/conversations/live/<uuid:live>/paper/": PAGE,
    "<slug:place>/conversations/live/<uuid:live>/paper/type/": MEMBERS,
    "<slug:place>/conversations/live/<uuid:live>/take-part/": Row("302 403 200", "302 403 302 convener=200"),
    "<slug:place>/conversations/live/<uuid:live>/answer/": Row(
        "302 403 302 convener=200", "302 403 302 convener=200"
    ),
    "<slug:place>/conversations/live/<uuid:live>/answers/": MEMBERS,
    "<slug:place>/conversations/live/<uuid:live>/statements/": PAGE,
    "<slug:place>/conversations/live/<uuid:live>/say/": MEMBERS,
    "<slug:place>/conversations/live/<uuid:live>/statements/<int:number>/anew/": Row(
        "302 403 404", "302 403 404"
    ),
    "<slug:place>/conversations/live/<uuid:live>/statements/<int:number>/sign/": Row(
        "302 403 404", "302 403 404"
    ),
    "<slug:place>/conversations/live/<uuid:live>/naming/": MEMBERS,
    "<slug:place>/conversations/live/<uuid:live>/asides/": ASIDES,
    "<slug:place>/conversations/live/<uuid:live>/asides/write/": MEMBERS,
    "<slug:place>/conversations/live/<uuid:live>/asides/<uuid:aside>/answer/": ASIDES,
    "<slug:place>/conversations/live/<uuid:live>/asides/<uuid:aside>/ask/": Row(
        ASIDES.get, "302 403 404 facilitator=302 moderator=200"
    ),
    "<slug:place>/conversations/live/<uuid:live>/asides/<uuid:aside>/open/": FOR_THE_AUTHOR,
    "<slug:place>/conversations/live/<uuid:live>/asides/<uuid:aside>/take-back/": FOR_THE_AUTHOR,
    "<slug:place>/conversations/live/<uuid:live>/on-the-record/": MEMBERS,
    "<slug:place>/conversations/live/<uuid:live>/begin/": MEMBERS,
    "<slug:place>/conversations/live/<uuid:live>/more-time/": MEMBERS,
    "<slug:place>/conversations/live/<uuid:live>/close-early/": MEMBERS,
    "<slug:place>/conversations/live/<uuid:live>/close-early/second/": MEMBERS,
    "<slug:place>/conversations/live/<uuid:live>/close-early/drop/": MEMBERS,
    "<slug:place>/conversations/live/<uuid:live>/statements/<int:number>/report/": PAGE,
    "<slug:place>/conversations/live/<uuid:live>/statements/<int:number>/moderators/": Row(
        "302 403 404", "302 403 404"
    ),
    "<slug:place>/conversations/live/<uuid:live>/moderation/": MODERATION,
    "<slug:place>/conversations/live/<uuid:live>/moderation/log/": MEMBERS,
    "<slug:place>/exchange/conversations/<uuid:conversation>/moderation/log.csv": Row(
        "302 403 404", "302 403 404"
    ),
    "<slug:place>/exchange/issues/<uuid:issue>/import/": Row("302 403 200", "302 403 200"),
    "<slug:place>/exchange/staged/<uuid:staged>/": Row(
        "302 403 404 convener=200", "302 403 404 convener=302"
    ),
    "<slug:place>/exchange/conversations/<uuid:conversation>/<slug:table>.<slug:form>": PAGE,
    "<slug:place>/reports/<uuid:conversation>/": PAGE,
    "<slug:place>/reports/<uuid:conversation>/write/": MEMBERS,
    "<slug:place>/reports/<uuid:conversation>/publish/": Row("302 403 200", "302 403 200 convener=302"),
    "<slug:place>/reports/<uuid:conversation>/<int:version>/pdf/": Row("200", "302"),
    "<slug:place>/reports/<uuid:conversation>/<int:version>/brief/": Row("200", "302"),
    "<slug:place>/reports/<uuid:conversation>/statements/": MEMBERS,
    "<slug:place>/reports/<uuid:conversation>/statements/answer/": MEMBERS,
    "<slug:place>/reports/<uuid:conversation>/next-step/": MEMBERS,
    "<slug:place>/record/": PAGE,
    "<slug:place>/record/how-to-check/": PAGE,
    "<slug:place>/record/since/": PAGE,
    "<slug:place>/record/read/": Row("302 403 405", "302 403 302"),
    "<slug:place>/record/refused/": PAGE,
    "<slug:place>/record/by-two/": PAGE,
    "<slug:place>/record/pack/public/": PAGE,
    "<slug:place>/record/pack/scrutineer/": MEMBERS,
    "<slug:place>/record/<uuid:entry>/": PAGE,
    "<slug:place>/record/<uuid:entry>/parts/<int:part>/": PAGE,
}
"""Every address as the URL map writes it."""
