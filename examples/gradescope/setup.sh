#!/usr/bin/env bash
# Gradescope runs this once, as root, when it builds the image. Choose Ubuntu 24.04 there:
# nnkata needs Python 3.11 or newer.
set -euo pipefail
source=${AUTOGRADER:-/autograder}/source
prefix=${PREFIX:-/opt/nnkata}

apt-get update
apt-get install -y --no-install-recommends python3-venv
python3 -m venv "$prefix"
"$prefix"/bin/python -m pip install "$source"/nnkata-*.whl
# Submissions are graded by an account that may do nothing.
useradd --system --create-home grader

doctor=(setpriv --reuid grader --regid grader --clear-groups "$prefix"/bin/nnkata doctor)
report=$("${doctor[@]}" || true)
echo "$report"
if ! grep -q 'sandbox .*: works' <<< "$report"; then
    echo "No sandbox works in this image, so nothing can be graded in it." >&2
    exit 1
fi
