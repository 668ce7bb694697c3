"""What must hold before a conversation is taken in."""

from django.utils.translation import gettext_lazy as _

from wholeplace.kernel.wording import declare_wording

declare_wording(
    {
        "nothing_to_take_in": _(
            "The export holds no statement that anybody answered. Check that it is whole."
        ),
        "too_few_to_take_in": _(
            "Fewer than {least} people answered here without giving their name. Of so few, no number could be shown"
            " without showing who said what, so the conversation is not imported. With a small circle, hold a named"
            " round instead: everybody says openly what they think, and you note it together."
        ),
        "conversation_taken_in": _(
            "This conversation was already imported, as “{title}”. Its figures are released: a second import, with"
            " somebody more, would give away how they answered."
        ),
        "taken_in_elsewhere": _(
            "Most of these statements were already imported elsewhere on this installation, where you may not read"
            " them. Figures of the same conversation in two places, with somebody more in one, would give away how"
            " they answered. Ask whoever runs the installation."
        ),
    }
)
