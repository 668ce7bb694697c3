"""What a place says about itself at the foot of its pages."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PolicyKind(models.TextChoices):
    """The notices every place gives."""

    PRIVACY = "privacy", _("Privacy")
    ACCESSIBILITY = "accessibility", _("Accessibility")
    TERMS = "terms", _("Terms")
    COMPLAINTS = "complaints", _("Complaints")
