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


def test_what_a_web_server_in_front_says_is_believed_only_where_one_is_declared(tmp_path):
    told = [
        subprocess.run(
            [sys.executable, "-c", "from wholeplace import settings as s; print(s.SECURE_PROXY_SSL_HEADER, s.ALLAUTH_TRUSTED_PROXY_COUNT)"],
            env={**os.environ, "WHOLEPLACE_PUBLIC_URL": "https://x.example", "WHOLEPLACE_HOME": str(tmp_path), "WHOLEPLACE_PROXIES": proxies},
            capture_output=True, text=True, check=True,
        ).stdout.strip()
        for proxies in ("0", "1")
    ]  # fmt: skip
    assert told == ["None 0", "('HTTP_X_FORWARDED_PROTO', 'https') 1"]
