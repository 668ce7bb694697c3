"""Tells a small place into an installation and signs its people in; run as a program, prints JSON.

On its last line: each person's session by first name, and the ids of what the story began with.
"""

import json
import sys


def main() -> None:
    from wholeplace.cli import start

    start()
    from django.test import Client
    from tests.kernel.scene import tell

    from wholeplace.kernel.jobs.worker import run_all_now
    from wholeplace.serving import prepare_database

    prepare_database()
    scene = tell()
    issue = scene.issue()
    run_all_now()
    people = {}
    for name, member in scene.people.items():
        client = Client()
        client.force_login(member.person)
        people[name] = client.cookies["sessionid"].value
    facts = {
        "issue": str(issue.pk),
        "tariq": str(scene.people["tariq"].pk),
        "council": str(scene.organisations["Council"].pk),
    }
    sys.stdout.write(json.dumps({"people": people, "facts": facts}) + "\n")


if __name__ == "__main__":
    main()
