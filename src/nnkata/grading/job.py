"""A job of grading: all that a process on another machine needs, as plain data."""

from dataclasses import dataclass


@dataclass(frozen=True)
class GradingJob:
    """One file of one student.

    Attributes
    ----------
    student, kata : str
        Who handed in, and the slug of the kata.
    source : str
        The text of the file.
    secret : str
        128 bits in hexadecimal digits, the same for all of a class: decide the calls and
        seeds that no submission can know.
    trusts : bool
        Whether to run without a wall where none works.
    goals : str
        Which graded runs: required, or none.
    """

    student: str
    kata: str
    source: str
    secret: str
    trusts: bool = False
    goals: str = "required"
