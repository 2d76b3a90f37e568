"""The watch in a terminal: on a screen, once, and with nobody to look at it."""

import os
import re
import select
import signal
import subprocess
import sys
import time

import pytest

RIGHT = "def double(x):\n    return 2 * x\n"
WRONG = "def double(x):\n    return x\n"


def test_once_prints_the_verdict_and_fails(run, tiny):
    tiny.mine(WRONG)
    status, out, _ = run("watch", "double", "--once")
    assert status == 1
    assert "1 of 3 tests\nx double of three is six\n" in out


def test_once_prints_the_verdict_and_passes(run, tiny):
    tiny.mine(RIGHT)
    status, out, _ = run("watch", "double", "--once")
    assert (status, "3 of 3 tests" in out) == (0, True)


def test_once_takes_the_next_kata(run, tiny):
    tiny.passed()
    assert "2. quadruple: Twice twice as much" in run("watch", "--once")[1]


def test_once_after_the_last_kata_takes_the_last(run, tiny):
    tiny.passed("double")
    tiny.passed("quadruple")
    assert "2. quadruple" in run("watch", "--once")[1]


def test_once_of_a_half_written_file_fails(run, tiny):
    tiny.mine("def double(x:\n")
    status, out, _ = run("watch", "--once")
    assert (status, "cannot be read as Python yet" in out) == (1, True)


def test_once_remembers(run, tiny):
    tiny.mine(WRONG)
    run("watch", "--once")
    status, out, _ = run("watch", "--once")
    assert (status, "(cached" in out) == (1, True)
    assert "(cached" not in run("watch", "--once", "--fresh")[1]


def test_without_a_terminal_it_judges_once(run, tiny):
    tiny.mine(RIGHT)
    status, out, _ = run("watch", "double")
    assert (status, "3 of 3 tests" in out, "\x1b" in out) == (0, True, False)


def test_an_unknown_kata_suggests_its_neighbour(run):
    status, _, err = run("watch", "doubel")
    assert (status, "Did you mean 'double'?" in err) == (2, True)


def test_an_empty_path_is_told(run, tiny):
    tiny.write("katas/syllabus.toml", "chapters = []\n")
    status, _, err = run("watch")
    assert (status, "syllabus.toml lists no kata." in err) == (2, True)


if os.name == "posix":
    import fcntl
    import pty
    import struct
    import termios

    def _as_from_a_shell():
        """Ctrl-C at the terminal reaches the program, and is not ignored."""
        fcntl.ioctl(0, termios.TIOCSCTTY, 0)
        signal.signal(signal.SIGINT, signal.SIG_DFL)

    class Terminal:
        """A program in a terminal of so many lines and columns."""

        def __init__(self, words, cwd, lines=24, columns=90, **environment):
            self.master, slave = pty.openpty()
            fcntl.ioctl(
                slave, termios.TIOCSWINSZ, struct.pack("4H", lines, columns, 0, 0)
            )
            surroundings = {**os.environ, "TERM": "xterm", **environment}
            for name in ("COLUMNS", "LINES"):
                surroundings.pop(name, None)
            self.process = subprocess.Popen(
                [sys.executable, "-m", "nnkata", *words],
                cwd=cwd,
                env=surroundings,
                stdin=slave,
                stdout=slave,
                stderr=slave,
                start_new_session=True,
                preexec_fn=_as_from_a_shell,
            )
            os.close(slave)
            self.seen = ""

        def until(self, text):
            """Read until a text is shown; what was shown before is forgotten."""
            patience = time.monotonic() + 120
            while text not in self.seen:
                assert time.monotonic() < patience, f"no {text!r} in {self.seen!r}"
                self._read()
            shown, self.seen = self.seen, self.seen.split(text, 1)[1]
            return shown

        def press(self, keys):
            os.write(self.master, keys.encode())

        def stopped(self):
            """Wait until it is suspended."""
            _, status = os.waitpid(self.process.pid, os.WUNTRACED)
            assert os.WIFSTOPPED(status)

        def end(self):
            """Its exit status, once it has ended by itself."""
            patience = time.monotonic() + 120
            while self.process.poll() is None:
                assert time.monotonic() < patience, f"it goes on: {self.seen!r}"
                self._read()
            self._read()
            return self.process.returncode

        def _read(self):
            if select.select([self.master], [], [], 0.05)[0]:
                try:
                    self.seen += os.read(self.master, 65536).decode("utf-8", "replace")
                except OSError:  # the other end is closed
                    time.sleep(0.05)

        def close(self):
            if self.process.poll() is None:
                self.process.kill()
            self.process.wait()
            os.close(self.master)

    @pytest.fixture
    def terminal(tiny):
        opened = []

        def opening(*words, **options):
            opened.append(Terminal(words, tiny.root, **options))
            return opened[-1]

        yield opening
        for each in opened:
            each.close()

    def test_on_a_screen_a_save_is_judged_and_q_leaves_it(tiny, terminal):
        screen = terminal("watch")
        screen.until("Write double in katas/double/double.py.")
        tiny.mine(WRONG)
        screen.until("double(3): expected 6, got 3")
        tiny.mine(RIGHT)
        screen.until("n goes on to quadruple.")
        screen.press("n")
        screen.until("2. quadruple: ")
        screen.press("q")
        assert screen.end() == 0
        assert "\x1b[?1049l" in screen.seen  # what was on the screen is back
        assert "\x1b[?25h" in screen.seen  # and so is the cursor

    def test_keys_are_not_shown(terminal):
        screen = terminal("watch")
        screen.until("judged at")
        assert not termios.tcgetattr(screen.master)[3] & termios.ECHO
        screen.press("e")
        screen.until("about 5 minutes")  # of the lesson

    def test_control_c_leaves_it(terminal):
        screen = terminal("watch")
        screen.until("judged at")
        screen.press("\x03")
        assert screen.end() == 0
        assert "Traceback" not in screen.seen
        assert "\x1b[?1049l" in screen.seen

    @pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
    def test_a_signal_to_end_puts_the_terminal_in_order(terminal, number):
        screen = terminal("watch")
        screen.until("judged at")
        screen.process.send_signal(number)
        assert screen.end() == 0
        assert "\x1b[?1049l" in screen.seen

    def test_a_suspended_watch_makes_room_and_comes_back(terminal):
        screen = terminal("watch")
        screen.until("judged at")
        screen.process.send_signal(signal.SIGTSTP)
        screen.until("\x1b[?1049l")
        screen.stopped()
        screen.process.send_signal(signal.SIGCONT)
        screen.until("\x1b[?1049h")
        screen.until("judged at")
        screen.press("q")
        assert screen.end() == 0

    def test_without_colours_there_are_none(tiny, terminal):
        tiny.mine(WRONG)
        screen = terminal("watch", NO_COLOR="1")
        shown = screen.until("double(3): expected 6, got 3")
        assert re.findall(r"\x1b\[[0-9;]*3[0-9]m", shown) == []

    def test_with_colours_a_failure_is_red(tiny, terminal):
        tiny.mine(WRONG)
        shown = terminal("watch").until("double(3): expected 6, got 3")
        assert "\x1b[31m" in shown

    def test_a_terminal_that_moves_no_cursor_gets_text(tiny, terminal):
        screen = terminal("watch", TERM="dumb")
        assert "\x1b" not in screen.until("judged at")
        tiny.mine(WRONG)
        assert "\x1b" not in screen.until("double(3): expected 6, got 3")
        screen.press("q")
        assert screen.end() == 0

    def test_a_window_that_changes_is_painted_anew(terminal):
        screen = terminal("watch")
        screen.until("judged at")
        fcntl.ioctl(screen.master, termios.TIOCSWINSZ, struct.pack("4H", 24, 30, 0, 0))
        screen.until("h hint   a all failures\x1b")
