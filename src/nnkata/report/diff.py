"""The learner's answer beside the reference, as a unified diff."""

import difflib

from nnkata.content.catalog import Kata
from nnkata.content.workspace import Workspace
from nnkata.files import text_lines


def diff_lines(workspace: Workspace, kata: Kata) -> list[str]:
    """Return how the learner's file differs from the reference, line by line."""
    texts = text_lines(kata.stub), text_lines(workspace.reference(kata.slug))
    lines = difflib.unified_diff(*texts, "yours", "reference", lineterm="")
    return [*lines] or ["Your answer is identical to the reference."]
