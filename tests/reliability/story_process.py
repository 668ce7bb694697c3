"""Tells a small place into an installation and signs its people in; run as a program, prints JSON.

On its last line: each person's session by first name, the ids of what the story began with, and the key under which
each voter answers.
"""

import json
import sys

STATEMENTS, VOTERS = 40, 12
"""Enough people that their answers enter the record in batches while they vote."""


def main() -> None:
    from wholeplace.cli import start

    start()
    from django.test import Client
    from tests.kernel.scene import tell
    from tests.mediate.conversations.live import joined, opened

    from wholeplace.kernel.jobs.worker import run_all_now
    from wholeplace.mediate.conversations.keys import voter_key
    from wholeplace.serving import prepare_database

    prepare_database()
    scene = tell()
    issue = scene.issue()
    voters = {f"p{number}": one for number, one in enumerate(joined(scene, people=int(sys.argv[1])))}
    held = opened(scene, seeds=[f"Statement {number} about the evening." for number in range(STATEMENTS)])
    run_all_now()
    people = {}
    for name, member in (scene.people | voters).items():
        client = Client()
        client.force_login(member.person)
        people[name] = client.cookies["sessionid"].value
    facts = {
        "issue": str(issue.pk),
        "tariq": str(scene.people["tariq"].pk),
        "council": str(scene.organisations["Council"].pk),
        "conversation": str(held.pk),
    } | {f"key of {name}": voter_key(held, member) for name, member in voters.items()}
    sys.stdout.write(json.dumps({"people": people, "facts": facts}) + "\n")


if __name__ == "__main__":
    main()
