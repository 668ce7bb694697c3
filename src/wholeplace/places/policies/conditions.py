"""Why one of a place's notices is not changed."""

from django.utils.translation import gettext_lazy as _

from wholeplace.kernel.wording import declare_wording

declare_wording(
    {
        "policy_as_it_is": _("Nothing was changed: this is what the notice says already."),
        "policy_changed_meanwhile": _(
            "Somebody else changed this notice while you were writing. Open it afresh, and put what you want to change"
            " into their text."
        ),
    }
)
