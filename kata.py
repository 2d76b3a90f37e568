"""The two commands, on any machine with Python 3.11 or newer:

    python kata.py          set up, and show where you are and what comes next
    python kata.py test     set up, and pass the tests on this Python (--all: on every
                            Python, with proofs, coverage, the site and Keras)

Any other words go to the command line: `python kata.py check neuron` is the same as
`nnkata check neuron`, and needs nothing installed by hand. Everything is installed into
.venv, nothing anywhere else.
"""

import sys

if __name__ == "__main__":
    # A learner's json.py beside this file must not stand in for Python's own.
    if not getattr(sys.flags, "safe_path", False):
        del sys.path[0]

try:
    import hashlib
    import importlib.util
    import os
    import shlex
    import shutil
    import signal
    import subprocess
    from pathlib import Path
except KeyboardInterrupt:
    sys.stderr.write("kata.py: stopped\n")
    sys.exit(130)

OLDEST = (3, 11)
ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
# What the environment with these packages can do the work of.
COVERED_BY = {"core": ("core", "dev"), "dev": ("dev",)}
INSTALLING = "nnkata-installing"
NO_NETWORK = (
    "NewConnectionError",
    "NameResolutionError",
    "ConnectTimeout",
    "ReadTimeout",
    "ProxyError",
    "Max retries exceeded",
    "Failed to establish a new connection",
    "Temporary failure in name resolution",
    "Network is unreachable",
)


def main(words):
    if sys.version_info < OLDEST:
        sys.exit(
            "nnkata needs Python 3.11 or newer; this is %d.%d." % sys.version_info[:2]
        )
    if words[:1] == ["test"]:
        set_up("dev")
        environments = ["-e", "ALL"] if "--all" in words else ["-e", "py"]
        rest = [word for word in words[1:] if word != "--all"]
        return hand_over(["-P", "-m", "tox", "run", *environments, *rest])
    set_up("core")
    return hand_over(["-P", "-m", "nnkata", *words])


# -- setting up ------------------------------------------------------------------------


def set_up(what):
    """Make .venv and install into it, unless that was done here, for this Python."""
    facts = facts_of(PYTHON)
    stamps = [read_stamp(name) for name in COVERED_BY[what]]
    interrupted = (VENV / INSTALLING).exists()
    if facts and not interrupted and [str(ROOT), *facts, packages()] in stamps:
        return
    refuse_what_cannot_be_changed(facts)
    known = [stamp[:-1] for stamp in map(read_stamp, COVERED_BY) if stamp]
    moved = bool(known) and [str(ROOT), *(facts or [])] not in known
    if interrupted or moved or not facts or not has_pip(PYTHON):
        make_environment()
    install(what)


def facts_of(python):
    """Base executable and version of an interpreter; None if it does not start."""
    program = (
        "import sys; print(sys._base_executable); print('%d.%d' % sys.version_info[:2])"
    )
    try:
        done = subprocess.run(
            [str(python), "-I", "-S", "-c", program],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
    except OSError:  # missing, a dangling link, or another user's
        return None
    lines = os.fsdecode(done.stdout).splitlines()
    return lines if done.returncode == 0 and len(lines) == 2 else None


def packages():
    """Tells one list of packages from another."""
    text = (ROOT / "pyproject.toml").read_bytes().replace(b"\r\n", b"\n")
    return hashlib.sha256(text).hexdigest()


def read_stamp(what):
    """Place, base executable, version and packages of a finished set-up, else []."""
    try:
        lines = (VENV / f"nnkata-{what}").read_text(encoding="utf-8").splitlines()
    except (OSError, ValueError):
        return []
    return lines if len(lines) == 4 else []


def write_stamp(what):
    lines = [str(ROOT), *(facts_of(PYTHON) or []), packages()]
    stamp = VENV / f"nnkata-{what}"
    part = VENV / f"nnkata-{what}.part"
    part.write_text("\n".join(lines) + "\n", encoding="utf-8")
    part.replace(stamp)


def refuse_what_cannot_be_changed(facts):
    """Say in one line that another user's checkout cannot be set up from here."""
    folder = VENV if VENV.is_dir() else ROOT
    if os.access(str(folder), os.W_OK):
        return
    why = f"{folder} has to be set up, and you may not write there"
    if PYTHON.is_symlink() and not facts:
        why = f"{PYTHON} leads to a Python that you cannot use, and you may not write there"
    sys.exit(f"kata.py: {why}. Clone the repository into a folder of your own.")


def make_environment():
    if importlib.util.find_spec("ensurepip") is None:
        version = "%d.%d" % sys.version_info[:2]
        sys.exit(
            f"Python's ensurepip is missing: install the package python{version}-venv"
            f" (Debian, Ubuntu: sudo apt install python{version}-venv) and try again."
        )
    say("making .venv")
    said = output_of([sys.executable, "-m", "venv", "--clear", str(VENV)])
    if said is not None:
        sys.exit(f"kata.py: making .venv failed: {last_words(said)}")


def install(what):
    say("installing nnkata and what it needs into .venv (once, about a minute)")
    (VENV / INSTALLING).touch()  # stays where the process is killed
    target = str(ROOT) + ("[dev]" if what == "dev" else "")
    pip = [str(PYTHON), "-m", "pip", "install", "--quiet", "--retries", "2"]
    said = output_of([*pip, "--editable", target])
    (VENV / INSTALLING).unlink()
    if said is None:
        write_stamp(what)
        say("ready")
    elif any(word in said for word in NO_NETWORK):
        sys.exit(
            "kata.py: there is no network, or it does not reach the packages that nnkata"
            " needs. Connect, and run the same command again."
        )
    else:
        sys.exit(f"kata.py: the installation failed: {last_words(said)}")


def has_pip(python):
    """Whether pip is there: in a half-made .venv it is not."""
    return output_of([str(python), "-m", "pip", "--version"]) is None


def output_of(command):
    """What a command says, if it fails; None if it succeeds.

    It keeps nothing in the home folder, and imports nothing from the clone.
    """
    settings = {"PIP_NO_CACHE_DIR": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    settings["PYTHONSAFEPATH"] = "1"  # also for what the command starts itself
    try:
        done = subprocess.run(
            command,
            cwd=str(ROOT),
            env=dict(os.environ, **settings),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
    except OSError as error:
        return str(error)
    return done.stdout.decode("utf-8", "replace") if done.returncode else None


def last_words(said):
    """The line of an output that says why, as the end of a message."""
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    errors = (
        [line for line in lines if "error" in line.lower()] or lines or ["no reason"]
    )
    return errors[-1].partition("ERROR: ")[2] or errors[-1]


# -- handing over ----------------------------------------------------------------------


def hand_over(arguments):
    """Go on as the .venv's Python, in the folder the learner is in."""
    environment = dict(os.environ, NNKATA_COMMAND=command_typed(), **homes())
    if Path.cwd() != ROOT and ROOT not in Path.cwd().parents:
        os.chdir(str(ROOT))
    if "tox" in arguments:
        os.chdir(str(ROOT))
        environment.update(every_python_of_pyenv(environment))
    command = [str(PYTHON), *arguments]
    if os.name == "nt":
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # the command itself obeys it
        return subprocess.call(command, env=environment)
    sys.stdout.flush()
    if "nnkata" in arguments:  # which takes Ctrl-C as soon as it can answer in one line
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    return os.execve(command[0], command, environment)


def command_typed():
    """How this was called, for the commands that are printed: `python3 kata.py`."""
    try:
        script = os.path.relpath(str(ROOT / "kata.py"))
    except ValueError:  # on another drive
        script = str(ROOT / "kata.py")
    return f"{python_typed()} {quoted(script)}"


def python_typed():
    """The name of the interpreter as it was typed, as far as that is known."""
    typed = (getattr(sys, "orig_argv", None) or [sys.executable])[0]
    name = os.path.basename(typed)
    if os.name == "nt":
        name = name[:-4] if name.lower().endswith(".exe") else name
        if os.path.basename(typed) == typed or is_this_python(name):
            return name
        return "py" if shutil.which("py") else "python"  # the launcher gives a path
    if name == typed or shutil.which(name):
        return name
    return quoted(typed)


def is_this_python(name):
    found = shutil.which(name)
    return bool(found) and os.path.samefile(found, sys.executable)


def quoted(path):
    return f'"{path}"' if os.name == "nt" and " " in path else shlex.quote(path)


def homes():
    """Where libraries keep their caches, that would use the home folder."""
    if not os.access(str(VENV), os.W_OK):
        return {}
    places = {"MPLCONFIGDIR": "matplotlib", "KERAS_HOME": "keras"}
    return {
        name: str(VENV / folder)
        for name, folder in places.items()
        if name not in os.environ
    }


def every_python_of_pyenv(environment):
    """pyenv shows only the Pythons that are switched on; tox should see them all."""
    root = environment.get("PYENV_ROOT", str(Path.home() / ".pyenv"))
    bins = sorted(str(folder) for folder in Path(root).glob("versions/3.*/bin"))
    return {"PATH": os.pathsep.join([*bins, environment.get("PATH", "")])}


def say(text):
    print(f"kata.py: {text}", file=sys.stderr, flush=True)


def stopped():
    """End as after Ctrl-C, whatever else is pressed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    say("stopped")
    return 130


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(stopped())
