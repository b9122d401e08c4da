#!/bin/sh
# Makes .venv, puts the locked packages in and the project itself on top. Safe to run again, also after an interrupted run.
set -eu
cd "$(dirname "$0")/.."

# Settings of a developer's shell must not leak into the environment that is built here.
unset PYTHONPATH PYTHONHOME

usable() {
    .venv/bin/python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && .venv/bin/python -m pip --version >/dev/null 2>&1
}

if ! usable; then
    python=$(sh scripts/find-python.sh)
    # Debian ships venv without ensurepip, which is a package of its own for each version of Python.
    if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
        package=$("$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')
        if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
            echo "Đang cài $package ... (installing $package)" >&2
            apt-get update -q >&2
            DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "$package" >&2
        else
            echo "Python trên máy này thiếu mô-đun venv. Hãy chạy lệnh sau rồi thử lại:" >&2
            echo "Python here lacks its venv module. Run this, then try again:" >&2
            echo "    sudo apt-get update && sudo apt-get install $package" >&2
            exit 1
        fi
    fi
    rm -rf .venv
    "$python" -m venv .venv
fi

echo "Đang cài các gói đã khóa phiên bản vào .venv, mất khoảng một phút ... (installing the locked packages, about a minute)" >&2
# Old releases of pip warn of an extra that lxml spells otherwise; the lock names what it brings.
pip=".venv/bin/python -m pip --quiet --quiet --disable-pip-version-check"
$pip install --require-hashes -r requirements.lock
$pip install --no-deps --no-build-isolation -e .
