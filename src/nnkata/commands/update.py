"""Get newer lessons and specs without a change of your files.

In a clone, everything else is updated from where it was cloned, too.
"""

from argparse import Namespace
from contextlib import suppress

from nnkata.content.backup import new_backup
from nnkata.content.clone import pull
from nnkata.content.renewal import renew
from nnkata.content.workspace import Workspace, current_workspace
from nnkata.errors import NnkataError


def run(args: Namespace) -> None:
    """Print what was renewed, and where the old files are kept."""
    workspace = current_workspace()
    _carry_over(workspace)
    folder = new_backup(workspace, "update")
    if (workspace.root / "src" / "nnkata").is_dir():
        print("\n".join(pull(workspace.root, folder)))
        return
    news = renew(workspace.katas, folder)
    print("\n".join(news) or "Nothing is newer than what is here.")
    if folder.exists():
        print(f"What was replaced is kept in {folder.relative_to(workspace.root)}")


def _carry_over(workspace: Workspace) -> None:
    """Keep passes valid whose version is of an older form: it is of the files as they are."""
    if (workspace.state / "progress.json").is_file():
        # What cannot be read now is what an update replaces.
        with suppress(NnkataError, OSError):
            workspace.progress.carry_over(workspace.path)
