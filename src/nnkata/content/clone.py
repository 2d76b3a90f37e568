"""Update a clone by git: lessons, specs and engine are new, the learner's files stay.

The learner's files stand under paths that git tracks, so a plain `git pull` refuses as
soon as one of their stubs changes. Here the commit to go to is made first, without a
change to the clone: the upstream commit, or a merge of it with what the learner
committed, in which the learner's files win. Only a fast-forward to it touches the clone.
Files that are written but not committed are copied, and git does not touch them: it goes
over a commit in which they are as in the old one, so that it has nothing to do there.
"""

import os
import re
import subprocess
import tempfile
from collections import defaultdict
from collections.abc import Collection
from pathlib import Path, PurePosixPath

from nnkata.content.renewal import kind_of, news_of_stub
from nnkata.errors import WorkspaceError
from nnkata.files import decoded, read_bytes, same_text, write_bytes

SETTINGS = {"LC_ALL": "C", "GIT_TERMINAL_PROMPT": "0"}
# Of git's own environment, none of it may lead to another repository.
FOREIGN = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY")
OPTIONS = ("-c", f"core.hooksPath={os.devnull}")  # hooks are for commits people make
# Who commits where git does not know it.
NOBODY = ("-c", "user.name=nnkata", "-c", "user.email=nnkata@localhost")
# Files of git's folder that a command leaves there until it is finished.
IN_PROGRESS = {"MERGE_HEAD", "CHERRY_PICK_HEAD", "REVERT_HEAD"}
IN_PROGRESS |= {"rebase-merge", "rebase-apply"}
ANEW = "Clone anew, and use `export` and `import`."
Files = dict[str, bytes]  # by path below the clone


class _GitError(WorkspaceError):
    """A git command failed; the message is the reason that git gave."""


def pull(root: Path, backups: Path) -> list[str]:
    """Bring a clone to the newest commit of its upstream, and keep what is written.

    Parameters
    ----------
    root : Path
        The top of the clone.
    backups : Path
        A folder that does not exist yet, for copies of the learner's files.

    Returns
    -------
    list of str
        What is new, line by line.

    Raises
    ------
    WorkspaceError
        If the clone cannot be updated; nothing has changed then.
    """
    _check_ready(root)
    upstream = _fetch(root)
    old = _git(root, "rev-parse", "HEAD")
    problem = (
        "This clone and its upstream have no commit in common, so `update` cannot join"
        f" them. Nothing was changed. {ANEW}"
    )
    base = _git(root, "merge-base", old, upstream, problem=problem)
    if base == upstream:
        return ["Nothing is newer than what is here."]
    mine = _written(root, base)
    _copy(mine, root, backups)
    new = upstream if base == old else _merged(root, old, upstream, base)
    _forward(root, old, new, mine)
    lines = _news(root, old, new, base, mine)
    if backups.exists():
        folder = backups.relative_to(root)
        lines.append(f"Your files stay as they are; copies are in {folder}")
    return lines


# -- before anything changes -----------------------------------------------------------


def _check_ready(root: Path) -> None:
    """Raise `WorkspaceError` if a pull is impossible, or might cost the learner work."""
    problem = f"{root} is not a usable git clone. {ANEW}"
    top = _git(root, "rev-parse", "--show-toplevel", problem=problem)
    if not root.samefile(top):
        raise WorkspaceError(problem)
    folder = Path(_git(root, "rev-parse", "--absolute-git-dir"))
    if any((folder / name).exists() for name in IN_PROGRESS):
        raise WorkspaceError(
            "A merge, a rebase or the like is in progress in this clone. Finish or abort"
            " it with git, then update again."
        )
    changed = [path for path in _changed_files(root) if not _is_stub(path)]
    if changed:
        more = f" and {len(changed) - 1} more" if changed[1:] else ""
        raise WorkspaceError(
            f"{changed[0]}{more} changed here, and only the files that you are to write are"
            " kept. Commit or undo the change (see `git status`), then update again."
        )


def _fetch(root: Path) -> str:
    """Fetch; return the newest commit of the branch that the clone follows."""
    problem = "This branch follows no other branch. Set one: git branch -u origin/main"
    name = _git(root, "rev-parse", "--abbrev-ref", "@{upstream}", problem=problem)
    problem = f"{name} cannot be fetched. Is there a network? Nothing was changed."
    _git(root, "fetch", "--quiet", problem=problem)
    return _git(root, "rev-parse", "@{upstream}")


# -- the learner's files ---------------------------------------------------------------


def _written(root: Path, base: str) -> Files:
    """Return the files of katas that differ from the stub they began as, by path."""
    written = {}
    for path in filter(_is_stub, _names(root, base)):
        data = read_bytes(root / path)
        if data is not None and not same_text(data, _stored(root, base, path)):
            written[path] = data
    return written


def _copy(files: Files, root: Path, backups: Path) -> None:
    """Copy every written file, and every staged one that differs from file and commit."""
    for path, data in files.items():
        write_bytes(backups / PurePosixPath(path).name, data)
    for path in _changed_files(root):
        staged = _stored(root, "", path)
        if staged not in (b"", files.get(path), _stored(root, "HEAD", path)):
            write_bytes(backups / f"{PurePosixPath(path).name}.staged", staged)


# -- the new commit --------------------------------------------------------------------


def _merged(root: Path, old: str, upstream: str, base: str) -> str:
    """Commit upstream's files with the learner's stubs, and with what only they changed."""
    theirs = {*_names(root, base, upstream)}
    wins = {
        path
        for path in _names(root, base, old)
        if path not in theirs or (_is_stub(path) and _stored(root, old, path))
    }
    return _commit(root, upstream, old, wins, old, upstream)


def _commit(
    root: Path, start: str, other: str, paths: Collection[str], *parents: str
) -> str:
    """Commit the files of one commit, with those at `paths` as they are in another.

    Return the commit. The clone's own index and files are not touched.
    """
    changes = _split(_git(root, "diff-tree", "-r", "-z", "--no-renames", start, other))
    entries = ""
    for change, path in zip(changes[::2], changes[1::2], strict=True):
        if path in paths:
            _, mode, _, blob, _ = change.split()
            entries += f"{mode} {blob}\t{path}\0"
    with tempfile.TemporaryDirectory() as folder:
        index = {"GIT_INDEX_FILE": str(Path(folder, "index"))}
        _git(root, "read-tree", start, **index)
        _git(root, "update-index", "-z", "--index-info", stdin=entries, **index)
        tree = _git(root, "write-tree", **index)
    words = ["commit-tree", tree, "-m", "Update the katas and keep the answers"]
    for parent in parents:
        words += ["-p", parent]
    try:
        return _git(root, *words)
    except _GitError:
        return _git(root, *NOBODY, *words)


def _forward(root: Path, old: str, new: str, mine: Files) -> None:
    """Go to the new commit; files that are written and not committed stay as they are.

    A stub that is deleted, or differs in its line ends alone, is replaced by the new one.
    """
    in_the_way = {*_changed_files(root)} & {*_names(root, old, new)}
    detour = _commit(root, new, old, mine, new) if in_the_way else new
    try:
        if in_the_way - {*mine}:
            _git(root, "checkout", "--quiet", "HEAD", "--", *in_the_way - {*mine})
        _git(root, "merge", "--quiet", "--ff-only", detour)
        if in_the_way:
            _git(root, "reset", "--quiet", new)
    except _GitError as error:
        raise WorkspaceError(
            f"git cannot go to the new commit: {error}. Everything is as it was."
        ) from None


# -- what is new -----------------------------------------------------------------------


def _news(root: Path, old: str, new: str, base: str, mine: Files) -> list[str]:
    """Return what is new in each kata and beside them, also in stubs of written files."""
    katas: dict[str, list[str]] = defaultdict(list)
    others = set()
    for name in _names(root, old, new):
        path = PurePosixPath(name)
        if path.parts[0] != "katas" or len(path.parts) != 3:
            others.add(path.parts[0])
        elif name not in mine:
            katas[path.parts[1]].append(kind_of(path))
    for name, data in mine.items():
        stubs = [_stored(root, commit, name) for commit in (base, "@{upstream}")]
        news = news_of_stub(*map(decoded, (data, *stubs)))
        katas[PurePosixPath(name).parts[1]].extend(news)
    lines = [f"{slug}: {', '.join(kinds)}" for slug, kinds in katas.items() if kinds]
    return [*lines, *([f"also new: {', '.join(sorted(others))}"] if others else [])]


# -- git -------------------------------------------------------------------------------


def _is_stub(path: str) -> bool:
    """Return whether a path is that of a file that learners write."""
    parts = PurePosixPath(path).parts
    return len(parts) == 3 and parts[0] == "katas" and parts[2] == f"{parts[1]}.py"


def _changed_files(root: Path) -> list[str]:
    """Return the tracked files that differ from the last commit, staged or not."""
    return sorted({*_names(root, "HEAD"), *_names(root, "--cached", "HEAD")})


def _stored(root: Path, commit: str, path: str) -> bytes:
    """Return a file of a commit, or of the index for ""; b"" if it is not in it."""
    return _run(root, "cat-file", "blob", f"{commit}:{path}").stdout


def _names(root: Path, *commits: str) -> list[str]:
    """Return the paths that differ, as `git diff` finds them."""
    return _split(_git(root, "diff", "--name-only", "--no-renames", "-z", *commits))


def _split(names: str) -> list[str]:
    return names.split("\0")[:-1]


def _git(root: Path, *words: str, problem: str = "", **options: str) -> str:
    """Return what a git command prints, without the last line end.

    If it fails, the message of the `_GitError` is the problem and the reason of git's.
    """
    done = _run(root, *words, **options)
    if done.returncode:
        reason = _reason(os.fsdecode(done.stderr))
        both = f"{problem} (git: {reason})" if reason else problem
        raise _GitError(both if problem else reason)
    return os.fsdecode(done.stdout).strip("\n")


def _run(
    root: Path, *words: str, stdin: str = "", **settings: str
) -> subprocess.CompletedProcess[bytes]:
    environment = {k: v for k, v in os.environ.items() if k not in FOREIGN}
    try:
        return subprocess.run(
            ["git", *OPTIONS, *words],
            cwd=root,
            env={**environment, **SETTINGS, **settings},
            input=os.fsencode(stdin),
            capture_output=True,
        )
    except FileNotFoundError:
        raise WorkspaceError("`update` needs git, which is not installed.") from None


def _reason(stderr: str) -> str:
    """Return git's first error in one line, with the file that it names below, or ""."""
    error = re.search(r"^(?:fatal|error): (.+:\n.+|.+)$", stderr, re.MULTILINE)
    text = error[1] if error else stderr.strip().rpartition("\n")[2]
    return " ".join(text.split()).rstrip(".")
