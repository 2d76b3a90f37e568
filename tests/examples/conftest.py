"""Where the recipes can be followed."""

import os
import sys

collect_ignore = []
if sys.platform != "linux":  # there are no walls
    collect_ignore += ["test_container.py", "test_gradescope.py", "test_teachers.py"]
if os.name == "nt":  # nor GitHub's shell
    collect_ignore += ["test_github_classroom.py"]
