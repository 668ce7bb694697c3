"""Who answers how wicked an issue is."""

from wholeplace.convene.issues.conditions import takes_part
from wholeplace.kernel.conditions import any_of, wears
from wholeplace.kernel.people import HatKind

may_answer = any_of(takes_part, wears(HatKind.CONVENER))
"""The actor takes part in the issue, or convenes."""
