#!/usr/bin/env bash
# Gradescope runs this once, as root, when it builds the image. Choose Ubuntu 24.04 there:
# nnkata needs Python 3.11 or newer.
set -euo pipefail
source=${AUTOGRADER:-/autograder}/source

apt-get update
apt-get install -y --no-install-recommends python3-venv
python3 -m venv /opt/nnkata
/opt/nnkata/bin/python -m pip install "$source"/nnkata-*.whl
# Submissions are graded by an account that may do nothing.
useradd --system --create-home grader
# Fails the build, with the reason, where no sandbox works.
cd /home/grader
setpriv --reuid=grader --regid=grader --clear-groups env HOME=/home/grader /opt/nnkata/bin/nnkata doctor
