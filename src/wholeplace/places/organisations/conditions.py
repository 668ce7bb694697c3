"""What must hold before an organisation is listed."""

from django.utils.translation import gettext_lazy as _

from wholeplace.kernel.wording import declare_wording

declare_wording({"organisation_taken": _("“{name}” is already listed.")})
