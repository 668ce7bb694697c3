"""The letters a demo would have sent."""

from django.core import mail
from django.core.mail import EmailMessage

from wholeplace.demo.letters import letters

FILES = "django.core.mail.backends.filebased.EmailBackend"


def test_letters_sent_within_one_second_are_all_kept_the_newest_first(settings, tmp_path):
    settings.EMAIL_FILE_PATH = tmp_path
    with mail.get_connection(FILES) as one_file:
        for subject in ("First", "Second", "Third"):
            text = f"{subject}\n---------\nis here"
            EmailMessage(subject, text, to=["a@x.example"], connection=one_file).send()
    assert len(list(tmp_path.glob("*.log"))) == 1
    assert [(one.subject, one.text.split()[0]) for one in letters()] == [
        ("Third", "Third"),
        ("Second", "Second"),
        ("First", "First"),
    ]
    assert [one.subject for one in letters("SECOND")] == ["Second"]
    assert [one.subject for one in letters("a@x")] == ["Third", "Second", "First"]
    assert letters("nobody@x") == []
