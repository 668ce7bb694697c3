"""A democratic lottery: who can be drawn with which chance, as fair as can be, and a draw that anybody can work out again."""

from wholeplace.analysis.lottery.draw import BALLS, Urn, counts_of, drawn, seats_of
from wholeplace.analysis.lottery.drawing_up import draw_up
from wholeplace.analysis.lottery.kinds import Kinds, Quota, kinds_of
from wholeplace.analysis.lottery.possible import Change, Relaxation, is_possible, relaxations
from wholeplace.analysis.lottery.programmes import Impossible, Unfinished
from wholeplace.analysis.lottery.result import Lottery, Method, gini
from wholeplace.analysis.lottery.watch import Progress

__all__ = [
    "BALLS",
    "Change",
    "Impossible",
    "Kinds",
    "Lottery",
    "Method",
    "Progress",
    "Quota",
    "Relaxation",
    "Unfinished",
    "Urn",
    "counts_of",
    "draw_up",
    "drawn",
    "gini",
    "is_possible",
    "kinds_of",
    "relaxations",
    "seats_of",
]
