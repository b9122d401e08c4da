#!/bin/sh
# Uses an installed `luocdo` as a new user would, in an empty folder:  scripts/smoke.sh COMMAND FOLDER
set -eu
luocdo=$1
folder=$2/smoke
mkdir -p "$folder"
cd "$folder"

fail() {
    echo "smoke: $1" >&2
    exit 1
}

"$luocdo" demo
for file in out/graph.html out/briefing.docx; do
    [ -s "$file" ] || fail "luocdo demo wrote no $file"
done

mkdir own
printf 'Số: 12/QĐ-BKHCN\nQUYẾT ĐỊNH\nBộ Công an chủ trì xây dựng Cơ sở dữ liệu thử nghiệm, hoàn thành trước ngày 30/6/2026.\n' >own/mot.txt
"$luocdo" load --store own.luocdo own
"$luocdo" stats --store own.luocdo --format json | grep -q '"Task"' || fail "the loaded document gave no task"
"$luocdo" check --store own.luocdo

"$(dirname "$luocdo")/python" - <<'PY' || fail "import luocdo does not answer"
import luocdo

with luocdo.open("own.luocdo") as graph:
    answer = graph.query("tasks", agency="Bộ Công an", as_of="2027-01-01")
    assert answer.total == 1 and answer.rows[0]["due_on"] == "2026-06-30", answer.rows
    assert answer.to_networkx().number_of_edges() > 1
PY

# The tools for assistants come with an extra: without it the program says which.
"$luocdo" mcp --store own.luocdo </dev/null 2>mcp.log || grep -q "luocdo\[mcp\]" mcp.log || fail "luocdo mcp failed and did not say why"

status=0
"$luocdo" load --store own.luocdo missing.txt 2>/dev/null || status=$?
[ "$status" = 1 ] || fail "loading a missing file ended with $status, not 1"
status=0
"$luocdo" no-such-command >/dev/null 2>&1 || status=$?
[ "$status" = 2 ] || fail "a wrong command ended with $status, not 2"

port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
"$luocdo" serve --store own.luocdo --host 127.0.0.1 --port "$port" >serve.log 2>&1 &
server=$!
trap 'kill "$server" 2>/dev/null || true' EXIT
python3 - "$port" <<'PY' || { cat serve.log >&2; fail "the server did not answer on /healthz"; }
import sys, time, urllib.error, urllib.request

for _ in range(100):
    try:
        sys.exit(urllib.request.urlopen(f"http://127.0.0.1:{sys.argv[1]}/healthz", timeout=2).status != 200)
    except urllib.error.URLError:
        time.sleep(0.2)
sys.exit(1)
PY
echo "smoke: everything answered"
