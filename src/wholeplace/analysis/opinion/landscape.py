"""The opinion landscape, from votes to what bridges and what divides."""

from collections.abc import Callable
from dataclasses import replace
from typing import TypeAlias

import numpy as np

from wholeplace.analysis.opinion.agreement import agreement
from wholeplace.analysis.opinion.arrays import BoolArray, FloatArray, IntArray
from wholeplace.analysis.opinion.choice import ModeChoice, choose_mode
from wholeplace.analysis.opinion.counts import Counts, count_answers, count_by_group
from wholeplace.analysis.opinion.evidence import evidence_of_groups
from wholeplace.analysis.opinion.groups import Grouping, groups_of_base_clusters, groups_of_map
from wholeplace.analysis.opinion.maps import DrawnMap, debiased_opinion_map, parity_map
from wholeplace.analysis.opinion.positions import taking_part
from wholeplace.analysis.opinion.priority import vote_priority
from wholeplace.analysis.opinion.representative import majority_statements, representative_statements
from wholeplace.analysis.opinion.result import Evidence, Landscape, Mode, OpinionMap, Reason, SecondOpinion
from wholeplace.analysis.opinion.votes import VoteMatrix

Report: TypeAlias = Callable[[str, float], None]


def analyse(
    votes: VoteMatrix,
    *,
    moderated: BoolArray,
    seed: int,
    mode: Mode = "auto",
    report: Report | None = None,
) -> Landscape:
    """Work out the opinion landscape of a conversation.

    `moderated` (statements,) is true for what was moderated out. Mode "parity" follows Polis; "debiased"
    uses the variational map, which withstands few votes a person and yes-sayers; "auto" takes the debiased
    map only where it predicts hidden votes better. Parity draws groups whenever there are people enough; the
    other two only above a sign-flip ratio of 1.12, and above that of every flip. `report` is told each stage
    and the share done, 0 to 1. The same votes and seed give the same bytes. Raises ValueError where `moderated` has the wrong length.
    """
    if moderated.shape != (votes.statements,):
        raise ValueError(f"moderated must have one entry for each of {votes.statements} statements")
    tell = report or _silent
    tell("counting", 0.0)
    overall, active = count_answers(votes), taking_part(votes)
    evidence = evidence_of_groups(votes, active=active, moderated=moderated, seed=seed, mode=mode)
    tell("choosing", 0.1)
    why = _choice(votes, evidence, moderated=moderated, seed=seed, mode=mode)
    tell("mapping", 0.4)
    parity = parity_map(votes, overall=overall, moderated=moderated, seed=seed)
    drawn = _debiased(votes, why, axes=evidence.axes or 0, moderated=moderated, seed=seed, mode=mode)
    chosen = drawn.map if drawn else parity.map
    tell("grouping", 0.8)
    grouping = _grouping(chosen, drawn, active=active, seed=seed) if evidence.drawn else None
    evidence = evidence if grouping else replace(evidence, drawn=False, reason=_without(evidence))
    tell("comparing", 0.9)
    result = _landscape(
        votes,
        chosen,
        grouping,
        evidence=evidence,
        why=why,
        active=active,
        overall=overall,
        extremity=parity.extremity,
        moderated=moderated,
    )
    tell("done", 1.0)
    return result


def _without(evidence: Evidence) -> Reason:
    """Say why there are no groups: as was found before, or because the map falls into one only."""
    return "no_evidence" if evidence.drawn else evidence.reason


def _silent(stage: str, share: float) -> None:
    """Tell nobody."""


def _choice(
    votes: VoteMatrix, evidence: Evidence, *, moderated: BoolArray, seed: int, mode: Mode
) -> ModeChoice | None:
    """Let hidden votes choose the map, where that is asked for and there is something to hide."""
    if mode != "auto" or evidence.reason in {"too_few_people", "too_few_votes"}:
        return None
    return choose_mode(votes, moderated=moderated, seed=seed)


def _grouping(chosen: OpinionMap, drawn: DrawnMap | None, *, active: BoolArray, seed: int) -> Grouping | None:
    if drawn is None:
        return groups_of_base_clusters(chosen.positions[active])
    return groups_of_map(drawn.found, chosen.positions, active=active, seed=seed)


def _labels(grouping: Grouping | None, *, active: BoolArray) -> IntArray:
    labels = np.full(len(active), -1, dtype=np.int64)
    if grouping:
        labels[active] = grouping.labels
    return labels


def _debiased(
    votes: VoteMatrix, why: ModeChoice | None, *, axes: int, moderated: BoolArray, seed: int, mode: Mode
) -> DrawnMap | None:
    """Draw the debiased map where it was asked for, or foretold hidden votes better."""
    chosen = mode == "debiased" or (why is not None and why.mode.value == "debiased")
    if not votes.votes or not chosen:
        return None
    return debiased_opinion_map(votes, moderated=moderated, seed=seed, why=why, axes=axes)


def _landscape(
    votes: VoteMatrix,
    chosen: OpinionMap,
    grouping: Grouping | None,
    *,
    evidence: Evidence,
    why: ModeChoice | None,
    active: BoolArray,
    overall: Counts,
    extremity: FloatArray,
    moderated: BoolArray,
) -> Landscape:
    labels = _labels(grouping, active=active)
    by_group = count_by_group(votes, labels, groups=int(labels.max(initial=-1)) + 1)
    within = by_group.total() if grouping else count_by_group(votes, labels + active, groups=1).total()
    return Landscape(
        mode=chosen.mode,
        why=why,
        evidence=evidence,
        positions=chosen.positions,
        uncertainty=chosen.uncertainty,
        axes=chosen.axes,
        taking_part=active,
        labels=labels,
        group_sizes=np.bincount(labels[labels >= 0]),
        overall=overall,
        within=within,
        by_group=by_group,
        extremity=extremity,
        priority=vote_priority(within, extremity=extremity),
        agreement=agreement(by_group if grouping else _as_one_group(within), moderated=moderated),
        representative=representative_statements(by_group, moderated=moderated),
        majority_agree=majority_statements(overall, moderated=moderated, direction="agree"),
        majority_disagree=majority_statements(overall, moderated=moderated, direction="disagree"),
        silhouettes=grouping.silhouettes if grouping else {},
        second_opinions=_second_opinions(grouping, evidence),
    )


def _second_opinions(grouping: Grouping | None, evidence: Evidence) -> tuple[SecondOpinion, ...]:
    silhouette = (SecondOpinion("silhouette_of_people", grouping.by_people),) if grouping else ()
    return (
        silhouette if evidence.axes is None else (*silhouette, SecondOpinion("sign_flip", evidence.axes + 1))
    )


def _as_one_group(counts: Counts) -> Counts:
    return Counts(counts.agree[None], counts.disagree[None], counts.passed[None])
