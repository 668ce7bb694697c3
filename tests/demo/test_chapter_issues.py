"""What the chapter on the issues counts on."""

import datetime as dt

from wholeplace.demo.chapter_issues import months_before


def test_the_last_days_of_the_months_before_a_day_are_told_the_oldest_first() -> None:
    days = [dt.date(2025, 12, 31), dt.date(2026, 1, 31), dt.date(2026, 2, 28)]
    assert months_before(dt.date(2026, 3, 31), 3) == days
