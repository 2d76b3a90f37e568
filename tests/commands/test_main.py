"""`python -m nnkata`: Ctrl-C is one line, however early it comes."""

import os
import subprocess
import sys

import pytest


@pytest.mark.skipif(os.name == "nt", reason="a console's Ctrl-C is no signal there")
def test_ctrl_c_that_was_held_back_is_one_line(tiny):
    """As kata.py starts it: a signal that came before the start waits until then."""
    program = (
        "import os, signal, sys\n"
        "signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})\n"
        "os.kill(os.getpid(), signal.SIGINT)\n"
        "os.execv(sys.executable, [sys.executable, '-m', 'nnkata', 'list'])\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=tiny.root,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert (done.returncode, done.stdout) == (130, "")
    assert done.stderr == "nnkata: stopped\n"
