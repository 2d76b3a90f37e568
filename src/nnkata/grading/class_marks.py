"""The marks of a class as one table: what all forms of the gradebook are made from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from nnkata.content.catalog import Kata
from nnkata.grading.mark import Mark, Result
from nnkata.grading.similar import Similar, missing_extra, similar_submissions
from nnkata.grading.submission import Submission
from nnkata.subject.sandbox.walls import WALLS

DIGITS = 4  # of a score behind the point


@dataclass(frozen=True)
class Gradebook:
    """The marks of a class, and what was handed in.

    Attributes
    ----------
    katas : sequence of Kata
        What was to be handed in, in the order of the path.
    submissions : sequence of Submission
    marks : sequence of Mark
        At most one for a student and a kata. Where there is none, it is not graded.
    trusts : bool
        Whether files might run without a wall where none works. The page, the tables and
        the JSON say so, and which did.
    """

    katas: Sequence[Kata]
    submissions: Sequence[Submission]
    marks: Sequence[Mark]
    trusts: bool = False

    @cached_property
    def rows(self) -> Mapping[str, Sequence[Mark]]:
        """By student, in order: a mark for each kata."""
        known = {(mark.student, mark.kata): mark for mark in self.marks}
        return {
            student: [
                replace(
                    known.get((student, slug)) or _not_graded(student, slug),
                    points=points,
                )
                for slug, points in self.points.items()
            ]
            for student in sorted(submission.student for submission in self.submissions)
        }

    @cached_property
    def points(self) -> Mapping[str, float]:
        """By kata: what can be earned. Without its graded runs that is less."""
        return {
            kata.slug: max(
                (mark.points for mark in self.marks if mark.kata == kata.slug),
                default=0,
            )
            or kata.points
            for kata in self.katas
        }

    @property
    def total(self) -> float:
        """What can be earned in all."""
        return sum(self.points.values())

    @property
    def similar_problem(self) -> str:
        """Why similar submissions are not known, and what to do; "" if they are."""
        return missing_extra()

    @cached_property
    def similar(self) -> Sequence[Similar]:
        """Who resembles whom: a hint for a person, on which no mark depends."""
        if self.similar_problem:
            return []
        return similar_submissions(self.katas, self.submissions)

    def unwalled(self, student: str) -> list[str]:
        """Return the katas of a student that ran without a wall, as they were trusted."""
        marks = self.rows[student]
        return [mark.kata for mark in marks if mark.tier and mark.tier not in WALLS]

    @property
    def without_wall(self) -> bool:
        """Whether any file ran without a wall: its mark is not safe from forgery."""
        return any(map(self.unwalled, self.rows))

    def score(self, student: str) -> float:
        """Return what a student has earned so far."""
        return sum(mark.score for mark in self.rows[student])

    @cached_property
    def complete(self) -> Sequence[str]:
        """The students whose score is final."""
        return [student for student in self.rows if not self.waiting(student)]

    def waiting(self, student: str) -> list[str]:
        """Return the katas of a student that are not graded: the score is not final."""
        return [mark.kata for mark in self.rows[student] if not mark.is_final]


def number(score: float) -> str:
    """Return a score as it is shown: with two digits behind the point at most."""
    return f"{score:.2f}".rstrip("0").removesuffix(".")


def _not_graded(student: str, slug: str) -> Mark:
    reason = "The grading was stopped before it. Run the command again: it goes on."
    return Mark(student, slug, Result.NOT_GRADED, reason=reason)
