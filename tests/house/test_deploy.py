"""What Django's own checks say of an installation with an https address."""

import os
import subprocess
import sys


def test_a_real_installation_is_warned_of_nothing(tmp_path):
    environment = {
        **{
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("WHOLEPLACE_", "DJANGO_"))
        },
        "DJANGO_SETTINGS_MODULE": "wholeplace.settings",
        "WHOLEPLACE_PUBLIC_URL": "https://saltmarsh.example",
        "WHOLEPLACE_HOME": str(tmp_path),
    }
    checked = subprocess.run(
        [sys.executable, "-m", "django", "check", "--deploy", "--fail-level", "WARNING"],
        env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (checked.returncode, checked.stderr) == (0, "")
    assert "no issues" in checked.stdout


def test_three_checks_are_silenced_and_the_settings_say_why():
    from wholeplace import settings

    assert settings.SILENCED_SYSTEM_CHECKS == ["security.W005", "security.W008", "security.W021"]
