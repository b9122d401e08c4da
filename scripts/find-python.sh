#!/bin/sh
# Prints the interpreter to build the environment with: the first on the PATH that runs and is new enough.
set -eu

for name in python3 python3.13 python3.12 python3.11 python3.14; do
    if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then
        command -v "$name"
        exit 0
    fi
done

if found=$(python3 -c 'import platform; print(platform.python_version())' 2>/dev/null); then
    echo "Cần Python 3.11 trở lên; máy này có python3 $found và không có python3.11, 3.12 hay 3.13." >&2
    echo "Python 3.11 or later is needed; python3 here is $found." >&2
else
    echo "Không tìm thấy python3 trên máy này; cần Python 3.11 trở lên." >&2
    echo "No python3 was found; Python 3.11 or later is needed." >&2
fi
echo "Debian, Ubuntu:  sudo apt-get update && sudo apt-get install python3.11 python3.11-venv" >&2
exit 1
