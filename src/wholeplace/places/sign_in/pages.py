"""Where somebody says who they are."""

from allauth.account.stages import LoginStage
from allauth.account.views import RequestLoginCodeView
from django.http import HttpRequest


class SignIn(RequestLoginCodeView):  # type: ignore[misc] # allauth has no types
    """Asks for an address each time it is opened, while the code asked for before can still be typed on its own page."""

    def _redirect_to_pending_stage(self, request: HttpRequest, stage: LoginStage) -> None:
        """Lead nobody on to the code of an address that may have been mistyped."""


sign_in_page = SignIn.as_view()
