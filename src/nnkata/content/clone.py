"""Update a clone by git: lessons, specs and engine are new, the learner's files stay.

The learner's files stand under paths that git tracks, so a plain `git pull` refuses as
soon as one of their stubs changes. Here the outcome is made first: the branch of origin,
or a merge of it with what the learner committed, made in a worktree of its own, in which
the learner's files win. Only a fast-forward to that outcome touches the clone. Files that
are written but not committed step aside for it, as copies, and come back.
"""

import os
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath

from nnkata.content.stubs import news_of_stub
from nnkata.errors import WorkspaceError
from nnkata.files import decoded, read_bytes, same_text

KINDS = {
    "README.md": "lesson",
    "kata.toml": "facts",
    "hints.toml": "hints",
    "calibration.json": "honest runs",
    "tests.json": "list of tests",
}
SETTINGS = {"LC_ALL": "C", "GIT_TERMINAL_PROMPT": "0"}
# Hooks and signatures are for commits that people make.
PLAIN = ["-c", f"core.hooksPath={os.devnull}", "-c", "commit.gpgSign=false"]
# Of git's own environment, none of it may lead to another repository.
FOREIGN = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY")
UNDER_WAY = {
    "MERGE_HEAD": "a merge",
    "CHERRY_PICK_HEAD": "a cherry-pick",
    "REVERT_HEAD": "a revert",
    "rebase-merge": "a rebase",
    "rebase-apply": "a rebase",
}


class GitError(Exception):
    """A git command failed; the last line of what it said."""


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
    _refuse_what_is_not_ready(root)
    upstream = _fetched(root)
    old = _git(root, "rev-parse", "HEAD")
    if _is_ancestor(root, upstream, old):
        return ["Nothing is newer than what is here."]
    base = _base(root, old, upstream)
    mine = _written(root, base)
    _copy(mine, root, backups)
    with _outcome(root, old, upstream, base) as new:
        _forward(root, old, new, mine, backups)
    kept = f"Your files stay as they are; copies are in {backups.relative_to(root)}"
    return [*_news(root, old, new, base, mine), *([kept] if mine else [])]


def kind_of(file: PurePosixPath | Path) -> str:
    """What a file of a kata's folder is called in a message."""
    if file.name == f"test_{file.parent.name}.py":
        return "spec"
    return "stub" if file.stem == file.parent.name else KINDS.get(file.name, file.name)


# -- before anything changes -----------------------------------------------------------


def _refuse_what_is_not_ready(root: Path) -> None:
    """Raise `WorkspaceError` if a pull is impossible, or might cost the learner work."""
    try:
        top = Path(_git(root, "rev-parse", "--show-toplevel"))
    except GitError as error:
        raise WorkspaceError(f"{root} is not a usable git clone: {error}.") from None
    if not top.samefile(root):
        raise WorkspaceError(
            f"{root} is not a git clone, so `update` cannot bring anything. Clone the"
            " repository, and use `export` and `import` to take your files there."
        )
    for name, what in UNDER_WAY.items():
        if (root / _git(root, "rev-parse", "--git-path", name)).exists():
            raise WorkspaceError(
                f"{what.capitalize()} is in progress in this clone. Finish or abort it"
                " with git, then update again."
            )
    changed = [path for path in _changed_files(root) if not _is_stub_path(path)]
    if changed:
        more = f" and {len(changed) - 1} more" if changed[1:] else ""
        raise WorkspaceError(
            f"{changed[0]}{more} changed here, and only the files that katas ask you to"
            " write are kept. Commit the change or undo it (`git status` shows it), then"
            " update again."
        )


def _fetched(root: Path) -> str:
    """Fetch; return the newest commit of the branch that the clone follows."""
    try:
        name = _git(root, "rev-parse", "--abbrev-ref", "@{upstream}")
    except GitError:
        raise WorkspaceError(
            "The branch of this clone follows no other branch, so there is nothing to"
            " update from. Set one: git branch --set-upstream-to=origin/main"
        ) from None
    try:
        _git(root, "fetch", "--quiet")
    except GitError as error:
        raise WorkspaceError(
            f"{name} cannot be fetched: {error}. Is there a network? Nothing was changed."
        ) from None
    return _git(root, "rev-parse", "@{upstream}")


def _changed_files(root: Path) -> list[str]:
    """The tracked files that differ from the last commit, staged or not."""
    return sorted({*_names(root, "HEAD"), *_names(root, "--cached", "HEAD")})


def _is_stub_path(path: str) -> bool:
    parts = PurePosixPath(path).parts
    return len(parts) == 3 and parts[0] == "katas" and parts[2] == f"{parts[1]}.py"


def _base(root: Path, old: str, upstream: str) -> str:
    """The commit that the clone and its upstream have both grown from."""
    try:
        return _git(root, "merge-base", old, upstream)
    except GitError:
        raise WorkspaceError(
            "This clone and its upstream have no commit in common, so `update` cannot"
            " join them. Nothing was changed. Clone anew, and use `export` and `import`."
        ) from None


# -- the learner's files ---------------------------------------------------------------


def _written(root: Path, base: str) -> dict[str, bytes]:
    """The files of katas that are more than the stub they began as, by path."""
    names = _split(_git(root, "ls-tree", "-r", "--name-only", "-z", base, "katas"))
    stubs = {*filter(_is_stub_path, names)}
    stubs |= {*filter(_is_stub_path, _changed_files(root))}
    found = {}
    for path in stubs:
        data = read_bytes(root / path)
        if data is not None and not same_text(data, _stored(root, base, path)):
            found[path] = data
    return found


def _copy(files: dict[str, bytes], root: Path, backups: Path) -> None:
    """Keep a copy of every written file, and of what is staged and is neither."""
    try:
        for path, data in files.items():
            name = PurePosixPath(path).name
            backups.mkdir(parents=True, exist_ok=True)
            (backups / name).write_bytes(data)
            staged = _stored(root, "", path)
            if staged not in (b"", data, _stored(root, "HEAD", path)):
                (backups / f"{name}.staged").write_bytes(staged)
    except OSError as error:
        raise WorkspaceError(
            f"{backups} cannot be written: {error.strerror}. Nothing was changed."
        ) from None


# -- the outcome -----------------------------------------------------------------------


@contextmanager
def _outcome(root: Path, old: str, upstream: str, base: str) -> Iterator[str]:
    """The commit to go on from, made without a change to the learner's folder."""
    if _is_ancestor(root, old, upstream):
        yield upstream
        return
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        place = Path(folder, "merge")
        try:
            _git(
                root, *PLAIN, "worktree", "add", "--quiet", "--detach", str(place), old
            )
            yield _merged(place, old, upstream, base)
        except GitError as error:
            raise WorkspaceError(
                f"What you committed cannot be merged with what is new: {error}."
                " Nothing was changed."
            ) from None
        finally:
            with suppress(GitError):
                _git(root, "worktree", "remove", "--force", str(place))


def _merged(place: Path, old: str, upstream: str, base: str) -> str:
    """Merge in a worktree: the learner's stubs win, else what is upstream."""
    settings = [*PLAIN, *_author(place)]
    merge = ["merge", "--no-commit", "--no-ff", "-X", "theirs", "-X", "no-renames"]
    try:
        _git(place, *settings, *merge, upstream)
    except GitError:
        conflicts = _names(place, "--diff-filter=U")
        if not conflicts:  # it did not even begin
            raise
        for path in conflicts:
            _take(place, upstream, path)
    for path in _names(place, "--diff-filter=AM", base, old):
        if _is_stub_path(path):
            _take(place, old, path)
    told = "Update the katas and keep the answers"
    _git(place, *settings, "commit", "--quiet", "--no-verify", "-m", told)
    return _git(place, "rev-parse", "HEAD")


def _author(place: Path) -> list[str]:
    """Settings for a commit; nothing where git knows who the learner is."""
    try:
        _git(place, "var", "GIT_COMMITTER_IDENT")
        _git(place, "var", "GIT_AUTHOR_IDENT")
    except GitError:
        return ["-c", "user.name=nnkata", "-c", "user.email=nnkata@localhost"]
    return []


def _take(place: Path, commit: str, path: str) -> None:
    """A file as it is in a commit, also where it is not there any more."""
    if _git(place, "ls-tree", "--name-only", commit, "--", path):
        _git(place, "checkout", "--quiet", commit, "--", path)
    else:
        _git(place, "rm", "--quiet", "--force", "--ignore-unmatch", "--", path)


def _forward(
    root: Path, old: str, new: str, mine: dict[str, bytes], backups: Path
) -> None:
    """Go to the new commit; files that are written and not committed come back.

    A stub that differs in its line ends alone is renewed with all else.
    """
    in_the_way = {*_names(root, old, new)} & {*_changed_files(root)}
    aside = {path: read_bytes(root / path) for path in sorted(in_the_way)}
    come_back = {*aside}
    try:
        if aside:
            _git(root, "checkout", "--quiet", "HEAD", "--", *aside)
        _git(root, *PLAIN, "merge", "--quiet", "--ff-only", new)
        come_back &= {*mine}
    except GitError as error:
        raise WorkspaceError(
            f"git could not go on to what is new: {error}. Everything is as it was."
        ) from None
    finally:
        for path, data in aside.items():
            if data is not None and path in come_back:
                _put_back(root / path, data, backups)


def _put_back(file: Path, data: bytes, backups: Path) -> None:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    except OSError as error:
        raise WorkspaceError(
            f"{file} cannot be written: {error.strerror}. Your text is in"
            f" {backups / file.name}: copy it back."
        ) from None


# -- what is new -----------------------------------------------------------------------


def _news(
    root: Path, old: str, new: str, base: str, mine: dict[str, bytes]
) -> list[str]:
    """What came, kata by kata, and what stubs of written files ask otherwise."""
    katas: dict[str, list[str]] = {}
    rest = []
    for name in _names(root, old, new):
        path = PurePosixPath(name)
        if path.parts[0] != "katas" or len(path.parts) != 3:
            rest.append(path.parts[0])
        elif name not in mine:
            katas.setdefault(path.parts[1], []).append(kind_of(path))
    for name, data in mine.items():
        before = decoded(_stored(root, base, name))
        now = decoded(_stored(root, "@{upstream}", name))
        news = news_of_stub(decoded(data), before, now)
        katas.setdefault(PurePosixPath(name).parent.name, []).extend(news)
    lines = [f"{slug}: {', '.join(kinds)}" for slug, kinds in katas.items() if kinds]
    others = sorted({*rest})
    return [*lines, *([f"also new: {', '.join(others)}"] if others else [])]


# -- git -------------------------------------------------------------------------------


def _stored(root: Path, commit: str, path: str) -> bytes:
    """A file as it is in a commit, or in the index for ""; empty if it is not there."""
    try:
        return _run(root, "cat-file", "blob", f"{commit}:{path}")
    except GitError:
        return b""


def _is_ancestor(root: Path, older: str, newer: str) -> bool:
    try:
        _git(root, "merge-base", "--is-ancestor", older, newer)
    except GitError:
        return False
    return True


def _names(folder: Path, *which: str) -> list[str]:
    """The paths that differ, as `git diff` finds them."""
    return _split(_git(folder, "diff", "--name-only", "--no-renames", "-z", *which))


def _split(names: str) -> list[str]:
    return [name for name in names.split("\0") if name]


def _git(folder: Path, *words: str) -> str:
    return os.fsdecode(_run(folder, *words)).strip("\n")


def _run(folder: Path, *words: str) -> bytes:
    environment = {k: v for k, v in os.environ.items() if k not in FOREIGN}
    try:
        done = subprocess.run(
            ["git", *words],
            cwd=folder,
            env={**environment, **SETTINGS},
            stdin=subprocess.DEVNULL,
            capture_output=True,
        )
    except FileNotFoundError:
        raise WorkspaceError(
            "`update` needs git, which is not installed here. Nothing was changed."
        ) from None
    if done.returncode:
        raise GitError(_reason(os.fsdecode(done.stderr)))
    return done.stdout


def _reason(said: str) -> str:
    """What git says of a failure, in one line."""
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    starts = [
        n for n, line in enumerate(lines) if line.startswith(("fatal:", "error:"))
    ]
    if not starts:
        return lines[-1].rstrip(".") if lines else "git gave no reason"
    reason = lines[starts[0]].partition(": ")[2].rstrip(".")
    named = lines[starts[0] + 1 : starts[0] + 2] if reason.endswith(":") else []
    return " ".join([reason, *named])
