"""What a student handed in: texts that were read, and never run."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Submission:
    """The files of one student.

    Attributes
    ----------
    student : str
        The name of the folder or file that was handed in, unique in a class.
    files : mapping of str to str
        By kata: the source text that was handed in for it.
    refused : mapping of str to str
        By kata: why the file that was handed in for it is not read.
    notes : tuple of str
        What else was handed in and is not read, a line each with its reason.
    """

    student: str
    files: Mapping[str, str] = field(default_factory=dict)
    refused: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
