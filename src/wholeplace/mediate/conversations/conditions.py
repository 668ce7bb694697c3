"""What must hold before a conversation is taken in."""

from django.utils.translation import gettext_lazy as _

from wholeplace.kernel.wording import declare_wording

declare_wording(
    {
        "nothing_to_take_in": _(
            "The export holds no statement that anybody answered. Check that it is whole."
        ),
        "conversation_taken_in": _(
            "This conversation was already imported, as “{title}”. Its figures are released: a second import, with"
            " somebody more, would give away how they answered."
        ),
    }
)
