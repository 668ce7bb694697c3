"""What a file of people comes to is told before anybody in it is kept."""

import re
from typing import Any

from tests.convene.pooling import main, opened
from tests.convene.test_lottery_files import HEAD, ROWS, csv_of, send
from tests.kernel.scene import Scene, own_keys, saltmarsh

from wholeplace.convene.lottery.models import SentPool
from wholeplace.kernel.jobs.models import JobRun

__all__ = ["own_keys", "saltmarsh"]
LEAD = re.compile(r"<form[^>]*>(.*?)</form>", re.DOTALL)
HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)"')


def pressed(page: Any, button: str) -> dict[str, str]:
    """Return what a button of a page sends besides what is filled in."""
    form = next(one for one in LEAD.findall(page.content.decode()) if button in one)
    return {name: value for name, value in HIDDEN.findall(form) if name != "csrfmiddlewaretoken"}


def looked(scene: Scene, *rows: str, head: str = HEAD) -> tuple[Any, Any, str]:
    """Send a file; return who sent it, the page that shows what it comes to, and its address."""
    client, page = send(scene, opened(scene), csv_of(*rows, head=head))
    return client, page, page.redirect_chain[-1][0]


def test_choosing_other_columns_by_the_pages_own_button_takes_nobody_in(saltmarsh: Scene) -> None:
    client, page, path = looked(saltmarsh, *ROWS)
    sent = {**pressed(page, "Read it so"), "name": ["last_name"], "outside_id": "external_id"}
    told = main(client.post(path, sent, follow=True))
    assert SentPool.objects.get().report["columns"]["name"] == ["last_name"]
    assert "2 people are new." in told
    assert not JobRun.objects.filter(job="lottery.take_in_file").exists()
