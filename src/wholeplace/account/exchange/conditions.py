"""What must hold before an export is kept."""

from django.utils.translation import gettext_lazy as _

from wholeplace.kernel.wording import declare_wording

declare_wording(
    {
        "export_too_large": _(
            "So many people and statements together are more than one machine can work on. The most is two hundred"
            " million people times statements."
        )
    }
)
