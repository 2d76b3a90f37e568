"""Measure how long a learner waits after a save, beside a fresh pytest process.

    python benchmarks/watch.py [KATA] [SAVES]

A watch runs in a terminal of its own (a pty; Linux and macOS). Each save is one of a few
right and wrong texts; the clock stops when the verdict on that text is on the screen.
Between two saves a fresh pytest process judges the same text, so that both meet the same
load. Then: the time until the first screen, and the memory of all processes of the watch.
"""

import argparse
import fcntl
import os
import pty
import random
import re
import select
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import termios
import time
from pathlib import Path

from nnkata.cli import main as nnkata
from nnkata.content.catalog import find, read_path
from nnkata.content.workspace import bundled

PAUSE = 1.0  # seconds between saves: time for the next worker to get warm, as with a learner


class Screen:
    """A watch in a terminal, and what it has written since it was asked last."""

    def __init__(self, folder, slug):
        self.master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("4H", 40, 100, 0, 0))
        words = [sys.executable, "-m", "nnkata", "watch", slug, "--fresh"]
        environment = {**os.environ, "TERM": "xterm"}
        self.begun = time.perf_counter()
        self.process = subprocess.Popen(
            words, cwd=folder, env=environment, stdin=slave, stdout=slave, stderr=slave
        )
        os.close(slave)

    def until(self, pattern, seconds=60.0):
        """Return the seconds until a pattern is on the screen."""
        begun, text = time.perf_counter(), ""
        while time.perf_counter() - begun < seconds:
            if select.select([self.master], [], [], 0.5)[0]:
                text += os.read(self.master, 65536).decode("utf-8", "replace")
                if re.search(pattern, text):
                    return time.perf_counter() - begun
        raise SystemExit(f"this did not appear: {pattern}\n{text}")

    def drain(self):
        while select.select([self.master], [], [], 0)[0]:
            os.read(self.master, 65536)

    def quit(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(20)


def texts_of(slug):
    """Return the reference, and mistakes of it, each as a whole file."""
    workspace = bundled()
    right = workspace.reference(slug).read_text(encoding="utf-8")
    wrong = [file.read_text(encoding="utf-8") for file in workspace.mistakes(slug)[:4]]
    return [right, *(f"{right}\n\n{text}" for text in wrong)]


def fresh_pytest(folder, spec):
    begun = time.perf_counter()
    command = [sys.executable, "-m", "pytest", str(spec), "-q", "-x", "--goals=none"]
    environment = {**os.environ, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    command += ["-p", "nnkata.plugin"]
    subprocess.run(command, cwd=folder, env=environment, capture_output=True)
    return time.perf_counter() - begun


def memory_of(parent):
    """Return MB of a process and its children: resident, and what each adds."""
    table = subprocess.run(["ps", "-A", "-o", "pid=,ppid=,rss="], capture_output=True)
    rows = [list(map(int, line.split())) for line in table.stdout.decode().splitlines()]
    memory = {}
    for pid, above, resident in rows:
        if parent in (pid, above):
            memory[pid] = (resident / 1024, proportional(pid))
    return memory


def proportional(pid):
    try:
        text = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except OSError:
        return float("nan")
    return int(re.search(r"^Pss: +(\d+)", text, re.MULTILINE)[1]) / 1024


def print_times(name, seconds):
    values = sorted(1000 * value for value in seconds)
    middle, high = values[len(values) // 2], values[int(len(values) * 0.95)]
    print(f"{name:<34} median {middle:6.0f} ms, 95 % under {high:6.0f} ms")
    return middle


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("kata", nargs="?", default="softmax_nll")
    parser.add_argument("saves", nargs="?", type=int, default=50)
    args = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="nnkata-watch-"))
    try:
        nnkata(["init", str(folder / "mine")])
        measure(folder / "mine", args.kata, args.saves)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def measure(folder, slug, saves):
    kata = find(read_path(folder / "katas"), slug)
    texts, rng = texts_of(slug), random.Random(0)
    first = []
    for _ in range(8):
        screen = Screen(folder, slug)
        first.append(screen.until(f"{slug}: "))
        screen.until("judged at")
        screen.quit()
    screen = Screen(folder, slug)
    screen.until("judged at")
    watched, plain = [], []
    for number in range(saves):
        text = f"{rng.choice(texts)}\n# save {number}\n"
        time.sleep(PAUSE)
        screen.drain()
        kata.stub.write_text(text, encoding="utf-8")
        watched.append(screen.until("judged at"))
        plain.append(fresh_pytest(folder, kata.spec))
    print(f"{slug}, {saves} saves, load {os.getloadavg()[0]:.1f}")
    ratio = print_times("save to verdict, watch", watched)
    ratio /= print_times("the same text, fresh pytest", plain)
    print(f"{'watch / fresh pytest, medians':<34} {ratio:.2f}")
    print_times("first screen", first)
    time.sleep(PAUSE)
    memory = memory_of(screen.process.pid)
    resident, added = (sum(value[i] for value in memory.values()) for i in (0, 1))
    print(
        f"memory of {len(memory)} processes: {resident:.0f} MB resident, "
        f"{added:.0f} MB with shared pages shared"
    )
    screen.quit()


if __name__ == "__main__":
    main()
