"""update in a clone: what is new arrives by git, and no answer is lost on the way."""

import os
import shutil
import subprocess

import pytest

from nnkata.cli import main
from nnkata.content import clone as pulling

PROMISE = '"""Twice the number x;'
NEW_PROMISE = '"""The double of x;'
MINE = f'def double(x):\n    {PROMISE} as I read it."""\n    return x + x\n'
STUB = "katas/double/double.py"
LESSON = "katas/double/README.md"
WHO = ["-c", "user.name=Someone", "-c", "user.email=someone@example.org"]


def git(folder, *words):
    done = subprocess.run(["git", *WHO, *words], cwd=folder, capture_output=True)
    assert done.returncode == 0, done.stderr
    return done.stdout.decode().strip()


def commit(folder, message="more"):
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "-m", message)


def replace(file, old, new):
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


@pytest.fixture
def upstream(tiny):
    """The repository that learners clone."""
    tiny.write("src/nnkata/engine.py", "VERSION = 1\n")
    tiny.write(".gitignore", ".nnkata/\n")
    tiny.write(LESSON, "# Double\n")
    git(tiny.root, "init", "--quiet", "--initial-branch=main")
    commit(tiny.root, "first")
    return tiny.root


@pytest.fixture
def clone(upstream, tmp_path, monkeypatch):
    """A learner's clone, and its folder is where commands run."""
    for role in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{role}_NAME", "Learner")
        monkeypatch.setenv(f"GIT_{role}_EMAIL", "learner@example.org")
    git(tmp_path, "clone", "--quiet", str(upstream), "clone")
    monkeypatch.chdir(tmp_path / "clone")
    return tmp_path / "clone"


@pytest.fixture
def update(clone, capsys):
    """Run the command; its exit status, and all that it prints."""

    def updating():
        status = main(["update"])
        output = capsys.readouterr()
        return status, output.out + output.err

    return updating


@pytest.fixture
def news(upstream):
    """A new lesson, engine and docstring of a stub, upstream."""
    (upstream / LESSON).write_text("# Double, told better\n", encoding="utf-8")
    (upstream / "src/nnkata/engine.py").write_text("VERSION = 2\n")
    replace(upstream / STUB, PROMISE, NEW_PROMISE)
    commit(upstream, "news")


def state(folder):
    """Every file of a clone but git's own and the copies, and the commit it is at."""
    files = {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for file in folder.rglob("*")
        if file.is_file() and not {".git", ".nnkata"} & {*file.parts}
    }
    return files, git(folder, "rev-parse", "HEAD"), git(folder, "status", "--porcelain")


def copies(folder):
    return {
        file.name: file.read_text("utf-8")
        for file in (folder / ".nnkata" / "backups").glob("update-*/*")
    }


def has_news(folder):
    lesson = (folder / LESSON).read_text("utf-8")
    engine = (folder / "src/nnkata/engine.py").read_text("utf-8")
    return ("told better" in lesson, "2" in engine) == (True, True)


# -- what arrives ----------------------------------------------------------------------


def test_nothing_new_is_said_and_changes_nothing(clone, update):
    (clone / STUB).write_text(MINE, encoding="utf-8")
    before = state(clone)
    assert update() == (0, "Nothing is newer than what is here.\n")
    assert state(clone) == before


def test_a_clone_without_answers_gets_all_of_it(clone, news, update, upstream):
    status, output = update()
    assert (status, output) == (0, "double: lesson, stub\nalso new: src\n")
    assert state(clone)[:2] == state(upstream)[:2]


def test_an_answer_stays_and_the_rest_arrives(clone, news, update):
    (clone / STUB).write_text(MINE, encoding="utf-8")
    status, output = update()
    assert status == 0, output
    assert (clone / STUB).read_text("utf-8") == MINE
    assert has_news(clone)
    assert copies(clone) == {"double.py": MINE}
    assert "copies are in .nnkata/backups/update-" in output


def test_an_answer_is_not_even_touched(clone, news, update):
    """So that nothing which stops an update half way can cost it."""
    (clone / STUB).write_text(MINE, encoding="utf-8")
    before = (clone / STUB).stat()
    update()
    after = (clone / STUB).stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_what_changed_in_the_stub_of_an_answer_is_shown(clone, news, update):
    (clone / STUB).write_text(MINE, encoding="utf-8")
    output = update()[1]
    assert "double: lesson, your file stays as it is; its stub now asks:" in output
    assert f"\n    -    {PROMISE} 0 stays 0" in output
    assert f"\n    +    {NEW_PROMISE} 0 stays 0" in output


def test_an_answer_whose_stub_did_not_change_stays_too(clone, upstream, update):
    (upstream / LESSON).write_text("# Double, told better\n", encoding="utf-8")
    commit(upstream)
    (clone / STUB).write_text(MINE, encoding="utf-8")
    assert update()[1].startswith("double: lesson\nYour files stay as they are;")
    assert (clone / STUB).read_text("utf-8") == MINE


def test_a_second_update_works_like_the_first(clone, news, update, upstream):
    (clone / STUB).write_text(MINE, encoding="utf-8")
    update()
    replace(upstream / STUB, NEW_PROMISE, PROMISE)
    commit(upstream)
    assert f"+    {PROMISE}" in update()[1]
    assert (clone / STUB).read_text("utf-8") == MINE


def test_an_answer_that_is_staged_stays(clone, news, update):
    (clone / STUB).write_text("# staged\n", encoding="utf-8")
    git(clone, "add", STUB)
    (clone / STUB).write_text(MINE, encoding="utf-8")
    assert update()[0] == 0
    assert (clone / STUB).read_text("utf-8") == MINE
    assert copies(clone) == {"double.py": MINE, "double.py.staged": "# staged\n"}


def test_an_answer_that_is_staged_alone_is_copied(clone, news, update):
    stub = (clone / STUB).read_text("utf-8")
    (clone / STUB).write_text(MINE, encoding="utf-8")
    git(clone, "add", STUB)
    (clone / STUB).write_text(stub, encoding="utf-8")
    assert update()[0] == 0
    assert copies(clone) == {"double.py.staged": MINE}


def test_an_answer_that_is_not_in_the_way_stays_staged(clone, upstream, update):
    (upstream / LESSON).write_text("# Double, told better\n", encoding="utf-8")
    commit(upstream)
    (clone / STUB).write_text(MINE, encoding="utf-8")
    git(clone, "add", STUB)
    assert update()[0] == 0
    assert git(clone, "status", "--porcelain") == f"M  {STUB}"


def test_an_answer_with_other_line_ends_stays(clone, news, update):
    (clone / STUB).write_bytes(MINE.replace("\n", "\r\n").encode())
    assert update()[0] == 0
    assert (clone / STUB).read_bytes() == MINE.replace("\n", "\r\n").encode()


def test_a_stub_that_differs_in_line_ends_alone_is_renewed(clone, news, update):
    stub = clone / STUB
    stub.write_bytes(stub.read_bytes().replace(b"\n", b"\r\n"))
    assert update()[1] == "double: lesson, stub\nalso new: src\n"
    assert NEW_PROMISE in stub.read_text("utf-8")


def test_an_answer_of_a_kata_that_leaves_the_repository_stays(clone, upstream, update):
    git(upstream, "rm", "--quiet", "-r", "katas/quadruple")
    commit(upstream)
    file = clone / "katas/quadruple/quadruple.py"
    file.write_text("mine = 4\n", encoding="utf-8")
    assert update()[0] == 0
    assert file.read_text("utf-8") == "mine = 4\n"


def test_a_stub_that_was_deleted_comes_back(clone, news, update):
    (clone / STUB).unlink()
    assert update()[0] == 0
    assert NEW_PROMISE in (clone / STUB).read_text("utf-8")


# -- answers that are committed --------------------------------------------------------


def test_a_committed_answer_wins_over_a_new_stub(clone, news, update, upstream):
    (clone / STUB).write_text(MINE, encoding="utf-8")
    commit(clone, "my answer")
    status, output = update()
    assert status == 0, output
    assert (clone / STUB).read_text("utf-8") == MINE
    assert has_news(clone)
    assert git(clone, "status", "--porcelain") == ""
    newest = git(upstream, "rev-parse", "HEAD")
    git(clone, "merge-base", "--is-ancestor", newest, "HEAD")


def test_a_committed_answer_is_not_mixed_with_a_new_docstring(clone, upstream, update):
    """git itself would merge the two, where they are in different lines."""
    replace(clone / STUB, "raise NotImplementedError", "return 2 * x  #")
    mine = (clone / STUB).read_text("utf-8")
    commit(clone, "my answer")
    first = (upstream / STUB).read_text("utf-8")
    (upstream / STUB).write_text('"""New words."""\n\n' * 9 + first, encoding="utf-8")
    commit(upstream)
    assert update()[0] == 0
    assert (clone / STUB).read_text("utf-8") == mine


def test_a_committed_answer_may_be_changed_further(clone, news, update):
    (clone / STUB).write_text("# first\n", encoding="utf-8")
    commit(clone, "my answer")
    (clone / STUB).write_text(MINE, encoding="utf-8")
    assert update()[0] == 0
    assert (clone / STUB).read_text("utf-8") == MINE
    assert has_news(clone)
    assert copies(clone) == {"double.py": MINE}


def test_of_all_else_that_is_committed_the_newer_wins(clone, news, update):
    (clone / LESSON).write_text("# My own words\n", encoding="utf-8")
    (clone / "notes.txt").write_text("mine", encoding="utf-8")
    commit(clone, "notes")
    assert update()[0] == 0
    assert has_news(clone)
    assert (clone / "notes.txt").read_text("utf-8") == "mine"


def test_what_only_the_learner_changed_stays_changed(clone, news, update):
    git(clone, "rm", "--quiet", "katas/quadruple/hints.toml")
    replace(clone / ".gitignore", ".nnkata/", ".nnkata/\nnötes.txt")
    (clone / "größe.txt").write_text("mine", encoding="utf-8")
    commit(clone, "notes")
    assert update()[0] == 0
    assert has_news(clone)
    assert not (clone / "katas/quadruple/hints.toml").exists()
    assert "nötes.txt" in (clone / ".gitignore").read_text("utf-8")
    assert (clone / "größe.txt").exists()
    assert git(clone, "status", "--porcelain") == ""


def test_a_history_that_was_rewritten_is_merged_without_a_name(
    clone, news, update, upstream, monkeypatch
):
    """Without a commit of their own, learners may not have set a name for git."""
    for name in ("AUTHOR_NAME", "AUTHOR_EMAIL", "COMMITTER_NAME", "COMMITTER_EMAIL"):
        monkeypatch.delenv(f"GIT_{name}")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    git(clone, "config", "user.useConfigOnly", "true")
    (clone / STUB).write_text(MINE, encoding="utf-8")
    update()
    git(upstream, "commit", "--quiet", "--amend", "-m", "news, in other words")
    status, output = update()
    assert status == 0, output
    assert (clone / STUB).read_text("utf-8") == MINE


def test_a_merge_is_by_whom_git_is_told_of(clone, news, update, monkeypatch, tmp_path):
    for name in ("AUTHOR_NAME", "AUTHOR_EMAIL", "COMMITTER_NAME", "COMMITTER_EMAIL"):
        monkeypatch.delenv(f"GIT_{name}")
    settings = tmp_path / "gitconfig"
    settings.write_text("[user]\nname = Ada\nemail = ada@example.org\n")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(settings))
    (clone / "notes.txt").write_text("mine", encoding="utf-8")
    commit(clone, "notes")
    assert update()[0] == 0
    assert git(clone, "log", "-1", "--format=%an %cn") == "Ada Ada"


def test_a_merge_is_made_without_a_worktree(clone, news, update):
    (clone / STUB).write_text(MINE, encoding="utf-8")
    commit(clone, "my answer")
    update()
    assert len(git(clone, "worktree", "list").splitlines()) == 1


# -- refusals --------------------------------------------------------------------------


def refused(clone, update, words):
    """The command ends in one line, and nothing has changed."""
    before = state(clone)
    status, output = update()
    assert status == 2
    assert words in output
    assert output.count("\n") == 1
    assert state(clone) == before


@pytest.mark.parametrize("staged", [False, True])
def test_a_change_of_what_is_no_answer_is_refused(clone, news, update, staged):
    (clone / STUB).write_text(MINE, encoding="utf-8")
    replace(clone / LESSON, "# Double", "# My double")
    if staged:
        git(clone, "add", LESSON)
    refused(clone, update, f"{LESSON} changed here, and only the files")


def test_no_upstream_is_refused(clone, update):
    git(clone, "branch", "--unset-upstream")
    refused(clone, update, "follows no other branch")


def test_a_merge_in_progress_is_refused(clone, news, update):
    git(clone, "fetch", "--quiet")
    (clone / "notes.txt").write_text("mine", encoding="utf-8")
    commit(clone)
    git(clone, "merge", "--no-commit", "origin/main")
    refused(clone, update, "A merge, a rebase or the like is in progress")


def test_an_upstream_that_cannot_be_reached_is_refused(clone, news, update):
    git(clone, "remote", "set-url", "origin", str(clone.parent / "gone"))
    refused(clone, update, "origin/main cannot be fetched")


def test_histories_without_a_common_commit_are_told(clone, upstream, update):
    git(upstream, "checkout", "--quiet", "--orphan", "other")
    commit(upstream, "anew")
    git(upstream, "branch", "--force", "main", "other")
    refused(clone, update, "have no commit in common, so `update` cannot join them. No")


def test_a_machine_without_git_is_told(clone, update, monkeypatch):
    before = state(clone)
    with monkeypatch.context() as patch:
        patch.setenv("PATH", "")
        status, output = update()
    assert (status, "needs git" in output) == (2, True)
    assert state(clone) == before


def test_a_folder_that_is_no_clone_is_told(update, clone):
    shutil.rmtree(clone / ".git")
    status, output = update()
    assert (status, "is not a usable git clone" in output) == (2, True)


def test_a_file_in_the_way_of_a_new_one_is_named(clone, upstream, update):
    (upstream / "more.txt").write_text("theirs", encoding="utf-8")
    replace(upstream / STUB, PROMISE, NEW_PROMISE)
    commit(upstream)
    (clone / "more.txt").write_text("mine", encoding="utf-8")
    (clone / STUB).write_text(MINE, encoding="utf-8")
    refused(clone, update, "more.txt. Everything is as it was.")


def test_an_update_that_fails_half_way_changes_nothing(
    clone, news, update, monkeypatch
):
    (clone / STUB).write_text(MINE, encoding="utf-8")
    real = pulling._run

    def failing(folder, *words, **settings):
        if "--ff-only" in words:
            raise pulling._GitError("the disk is full")
        return real(folder, *words, **settings)

    monkeypatch.setattr(pulling, "_run", failing)
    refused(clone, update, "the disk is full. Everything is as it was.")


def test_ctrl_c_half_way_brings_the_answers_back(clone, news, update, monkeypatch):
    (clone / STUB).write_text(MINE, encoding="utf-8")
    before = state(clone)
    real = pulling._run

    def interrupted(folder, *words, **settings):
        if "--ff-only" in words:
            raise KeyboardInterrupt
        return real(folder, *words, **settings)

    monkeypatch.setattr(pulling, "_run", interrupted)
    assert update() == (130, "nnkata: stopped\n")
    assert state(clone) == before


def test_no_room_for_copies_changes_nothing(clone, news, update):
    (clone / STUB).write_text(MINE, encoding="utf-8")
    (clone / ".nnkata").write_text("a file where the folder should be")
    refused(clone, update, "cannot be written")
