"""How statements are found by their words, and compared by what they mean."""

from django.utils.translation import gettext_lazy as _

from wholeplace.kernel.search.searchable import Searchable
from wholeplace.mediate.conversations.models import Statement
from wholeplace.mediate.conversations.queries import statements_to_compare, statements_to_find

STATEMENTS = Searchable(
    "statement",
    _("Statement"),
    _("Statements"),
    Statement,
    statements_to_find,
    compared=statements_to_compare,
)
"""The statements of conversations, imported ones too; those that are answered here are compared as well."""
