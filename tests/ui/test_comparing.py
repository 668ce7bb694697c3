"""Two versions of a text: which words went, which came, and when nothing is marked."""

import time

from wholeplace.ui.comparing import Run, compared


def test_the_words_that_changed_are_marked_on_each_side() -> None:
    before, after = compared("The last bus leaves at six.", "The last bus leaves at eight.")
    assert before == [Run("The last bus leaves at "), Run("six.", changed=True)]
    assert after == [Run("The last bus leaves at "), Run("eight.", changed=True)]


def test_each_side_reads_as_it_was_written() -> None:
    old, new = "One two three\n\nfour five six", "Two three\n\nfour and six, seven"
    for text, runs in zip((old, new), compared(old, new), strict=True):
        assert "".join(run.text for run in runs) == text


def test_texts_that_have_little_in_common_are_not_marked_at_all() -> None:
    assert compared("We lack places", "Nobody agreed when it ends") == (
        [Run("We lack places")],
        [Run("Nobody agreed when it ends")],
    )


def test_the_longest_texts_there_can_be_are_not_held_against_each_other_while_a_reader_waits() -> None:
    before, after = "a " * 2000, "a " * 1999
    assert compared(before, after) == ([Run(before)], [Run(after)])
    begun = time.process_time()
    compared("a b " * 350, "b a " * 350)
    assert time.process_time() - begun < 1
