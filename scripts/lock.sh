#!/bin/sh
# Writes both lock files anew from pyproject.toml: requirements.lock for work on the project, requirements-run.lock for
# running it. The second is held to the versions of the first. `scripts/lock.sh --upgrade` moves to newer versions.
set -eu
cd "$(dirname "$0")/.."

if command -v uv >/dev/null; then
    uv=uv
elif [ -x .venv/bin/uv ]; then
    uv=.venv/bin/uv
else
    .venv/bin/python -m pip install --quiet --disable-pip-version-check uv
    uv=.venv/bin/uv
fi

compile() {
    "$uv" pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header "$@"
}

compile "$@" --extra dev --extra mcp --extra pandas --extra py2neo --output-file requirements.lock pyproject.toml
compile --constraint requirements.lock --output-file requirements-run.lock pyproject.toml

if grep -n '://' requirements.lock requirements-run.lock; then
    echo "A lock file names a host: locks must install from whichever registry a machine is set up for." >&2
    exit 1
fi
