"""The command line: exit statuses, what goes to stdout and stderr, messages instead of tracebacks."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from api.cli import run
from api.words import vocabulary
from queries.running import catalogue
from tests.api_texts import letter

ROOT = Path(__file__).resolve().parents[1]
QUESTION = "Nhiệm vụ nào phụ thuộc vào Trung tâm dữ liệu quốc gia?"
DAY = "2026-11-24"
Capture = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every test runs in a folder of its own, at 80 columns, with no setting of the user."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    for name in ("LUOCDO_STORE", "LUOCDO_LANG", "LUOCDO_HOST", "LUOCDO_PORT"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def own_store(samples_store: Path, tmp_path: Path) -> str:
    """A copy of the samples that a test may change."""
    return str(shutil.copy(samples_store, tmp_path / "own.db"))


def _json(capsys: Capture, arguments: list[str]) -> Any:
    assert run(arguments) == 0, capsys.readouterr().err
    return json.loads(capsys.readouterr().out)


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (["no-such-command"], 2, "Sai cách dùng: không có lệnh 'no-such-command'\n"),
        (["exprot"], 2, "không có lệnh 'exprot'; có phải: export?"),
        (["exprot", "--lang", "en"], 2, "Wrong usage: there is no command 'exprot'; did you mean: export?"),
        (["ask"], 2, "thiếu"),
        (["ask", "x", "--no-such-option"], 2, "--no-such-option"),
        (["ask", "x", "--as-of", "2024-02-31"], 2, "2024-02-31"),
        (["ask", "x", "--as-of", "mai"], 2, "không phải là một ngày"),
        (["stats", "--format", "xml"], 2, "--format"),
        (["query", "tasks", "agency"], 2, "tên=giá_trị"),
        (["query", "tasks", "agency=a", "agency=b"], 2, "hai lần"),
        (["export", "--around", "a", "--query", "tasks"], 2, "--around"),
        (["export", "agency=a"], 2, "--query"),
        (["export", "--depth", "-1"], 2, "--depth"),
        (["serve", "--port", "99999"], 2, "--port"),
        (["ask", "x", "--lang", "en", "--nope"], 2, "Wrong usage"),
        (["ask", QUESTION, "--store", "http://example"], 1, "đường dẫn tệp"),
    ],
)
def test_wrong_usage_and_failures(arguments: list[str], status: int, said: str, capsys: Capture) -> None:
    """Guards against a wrong exit status, a mute refusal, and messages among the data."""
    assert run(arguments) == status
    captured = capsys.readouterr()
    assert said in captured.err
    assert captured.out == ""
    assert "Traceback" not in captured.err


def test_without_a_command_the_help_is_shown(capsys: Capture) -> None:
    """Guards against a program that says nothing when one does not know what to say to it."""
    assert run([]) == 2
    assert "demo" in capsys.readouterr().out
    assert run(["--help"]) == 0
    assert "demo" in capsys.readouterr().out
    assert run(["--version"]) == 0
    assert re.fullmatch(r"luocdo \d+\.\d+\.\d+\n", capsys.readouterr().out)


@pytest.mark.parametrize("command", [["ask", QUESTION], ["stats"], ["check"], ["show", "Bộ Công an"], ["export"], ["query", "tasks"]])
def test_a_missing_store_says_how_to_fill_one(command: list[str], tmp_path: Path, capsys: Capture) -> None:
    """Guards against answering from an empty graph that nobody asked for, and against leaving one behind."""
    assert run([*command, "--store", "nowhere.db"]) == 1
    assert "luocdo load" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_no_store_is_refused(tmp_path: Path, capsys: Capture) -> None:
    """Guards against a traceback of the database on a file of another kind, and against writing into it."""
    other = tmp_path / "other.db"
    other.write_text("đây là thư riêng\n" * 100, "utf8")
    before = other.read_bytes()
    assert run(["stats", "--store", str(other)]) == 1
    assert "other.db" in capsys.readouterr().err
    assert other.read_bytes() == before


def test_broken_files_are_named_and_the_rest_is_loaded(tmp_path: Path, capsys: Capture) -> None:
    """Guards against one bad file that stops the others, or that passes in silence."""
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "empty.txt").write_bytes(b"")
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 40)
    (folder / "good.txt").write_text(letter(), "utf8")
    assert run(["load", str(folder), str(tmp_path / "absent.txt"), "--store", "s.db", "--format", "json"]) == 1
    captured = capsys.readouterr()
    for name in ("empty.txt", "binary.txt", "absent.txt"):
        (line,) = (line for line in captured.err.splitlines() if name in line)
        assert line.startswith("! ")
        assert len(line.split(name)[-1]) > len(": ")
    told = json.loads(captured.out)
    assert told["failed"] == 3
    assert {Path(file["source"]).name: file["outcome"] for file in told["files"]}["good.txt"] == "added"
    assert _json(capsys, ["stats", "--store", "s.db", "--format", "json"])["documents"] == 1


def test_loading_again_changes_nothing(own_store: str, capsys: Capture) -> None:
    """Guards against a second run that adds or alters facts."""
    before = _json(capsys, ["export", "--store", own_store])
    assert run(["load", str(ROOT / "samples"), "--store", own_store]) == 0
    assert "không đổi" in capsys.readouterr().out
    assert _json(capsys, ["export", "--store", own_store]) == before


def test_a_withdrawn_document_is_gone(own_store: str, capsys: Capture) -> None:
    """Guards against a withdrawal that leaves what only that document said."""
    before = _json(capsys, ["stats", "--store", own_store, "--format", "json"])
    assert run(["withdraw", "9012/QĐ-TTg", "--store", own_store]) == 0
    capsys.readouterr()
    after = _json(capsys, ["stats", "--store", own_store, "--format", "json"])
    assert after["documents"] == before["documents"] - 1
    assert after["nodes"]["Task"] < before["nodes"]["Task"]
    assert run(["withdraw", "Luật Dữ liệu", "--store", own_store]) == 1
    assert "không phải là văn bản đã nạp" in capsys.readouterr().err


def test_an_answer_for_people(samples_store: Path, capsys: Capture) -> None:
    """Guards against an answer without its reading or its sentences, and lines that a terminal of 80 columns breaks (but the command)."""
    assert run(["ask", QUESTION, "--store", str(samples_store), "--as-of", DAY]) == 0
    captured = capsys.readouterr()
    assert captured.err == ""
    assert captured.out.startswith("Hiểu câu hỏi là:")
    assert re.search(r"\[1\] .*: “", captured.out)
    assert max(len(line) for line in captured.out.splitlines() if not line.startswith("Truy vấn tương đương: luocdo")) <= 80


def test_a_question_needs_no_quotes(samples_store: Path, capsys: Capture) -> None:
    """Guards against a refusal of `luocdo ask nhiệm vụ nào quá hạn`."""
    store = ["--store", str(samples_store), "--as-of", DAY, "--format", "json"]
    assert _json(capsys, ["ask", *["Nhiệm", "vụ", "nào", "quá", "hạn?"], *store]) == _json(capsys, ["ask", "Nhiệm vụ nào quá hạn?", *store])


def test_an_answer_in_english(samples_store: Path, capsys: Capture) -> None:
    """Guards against Vietnamese labels in an English answer."""
    assert run(["ask", "Which tasks are overdue?", "--store", str(samples_store), "--as-of", DAY, "--lang", "en"]) == 0
    out = capsys.readouterr().out.split("Proving sentences:")[0]
    assert out.startswith("Understood as:")
    assert "overdue" in out
    heading = next(line for line in out.splitlines() if line.lstrip().startswith("#"))
    assert heading.isascii()
    assert "quá hạn" not in out


def test_an_answer_for_machines(samples_store: Path, capsys: Capture) -> None:
    """Guards against JSON without rows, totals or evidence."""
    answer = _json(capsys, ["ask", QUESTION, "--store", str(samples_store), "--as-of", DAY, "--format", "json"])
    assert answer["query"] == "dependents"
    assert answer["total"] == answer["returned"] == len(answer["rows"]) > 3
    assert all(row["evidence"] for row in answer["rows"])


@pytest.mark.parametrize("question", ["Thời tiết Hà Nội hôm nay thế nào?", "asdf qwer", "   "])
def test_a_refused_question(question: str, samples_store: Path, capsys: Capture) -> None:
    """Guards against guessing, and against machines that get no JSON when they asked for it."""
    assert run(["ask", question, "--store", str(samples_store), "--format", "json"]) == 1
    captured = capsys.readouterr()
    told = json.loads(captured.out)
    assert told["rows"] == []
    assert told["error"] in captured.err
    assert told["suggestions"]
    assert all(suggestion in captured.err for suggestion in told["suggestions"])


@pytest.mark.parametrize("name", sorted(catalogue()))
def test_every_query_runs_from_the_command_line(name: str, samples_store: Path, capsys: Capture) -> None:
    """Guards against a query whose own examples of parameters it does not take."""
    values = [f"{p.name}={p.example}" for p in catalogue()[name].parameters if p.required]
    status = run(["query", name, *values, "--store", str(samples_store), "--as-of", DAY, "--format", "json"])
    told = json.loads(capsys.readouterr().out)
    # The samples need not hold every example; what they lack or have twice is refused by name.
    assert status == 0 or "Không tìm thấy" in told["error"] or told["choices"]
    assert status == 1 or told["query"] == name


def test_the_catalogue_is_listed(capsys: Capture) -> None:
    """Guards against queries that one cannot find."""
    listed = {entry["name"]: entry for entry in _json(capsys, ["queries", "--format", "json"])}
    assert set(listed) == set(catalogue())
    assert run(["queries", "--lang", "en"]) == 0
    out = capsys.readouterr().out
    for name, query in catalogue().items():
        assert name in out
        assert query.title.en in out
        assert listed[name]["examples"]


def test_show_tells_relations_with_their_sentences(samples_store: Path, capsys: Capture) -> None:
    """Guards against an entity page without names, codes in place of words, or proof."""
    assert run(["show", "TTDLQG", "--store", str(samples_store)]) == 0
    out = capsys.readouterr().out
    assert "Trung tâm dữ liệu quốc gia" in out.splitlines()[0]
    assert "[platform:trung-tam-du-lieu-quoc-gia]" in out
    assert "[1]" in out
    assert "data_centre" not in out
    told = _json(capsys, ["show", "TTDLQG", "--store", str(samples_store), "--format", "json"])
    assert told["entity"]["type"] == "Platform"
    assert told["rows"]


def test_check_lists_what_wants_an_eye(samples_store: Path, capsys: Capture) -> None:
    """Guards against a check that hides what was left unresolved, or that fails because there is something."""
    told = _json(capsys, ["check", "--store", str(samples_store), "--format", "json"])
    unresolved = _json(capsys, ["stats", "--store", str(samples_store), "--format", "json"])["unresolved"]
    assert len(told["unresolved"]) == unresolved
    assert set(told) == {"unresolved", "undated", "contradictory", "alike", "brought_forward"}
    assert run(["check", "--store", str(samples_store)]) == 0


def test_contradictory_values_are_found(tmp_path: Path, capsys: Capture) -> None:
    """Guards against two values of one target for one day that nobody notices."""
    for number, value in ((81, 70), (82, 90)):
        body = f"Đến hết năm 2027, tỷ lệ hồ sơ thủ tục hành chính nộp trực tuyến đạt {value}%."
        (tmp_path / f"{number}.txt").write_text(letter(f"{number}/QĐ-BKHCN", body, number - 80), "utf8")
    assert run(["load", "81.txt", "82.txt", "--store", "s.db"]) == 0
    capsys.readouterr()
    (found,) = _json(capsys, ["check", "--store", "s.db", "--format", "json"])["contradictory"]
    assert "70" in found["where"]
    assert "90" in found["where"]


@pytest.mark.parametrize("extra", [[], ["--around", "TTDLQG", "--depth", "1"], ["--query", "overdue"]])
def test_exports_are_the_same_bytes(extra: list[str], samples_store: Path, tmp_path: Path, capsys: Capture) -> None:
    """Guards against exports that differ from run to run, and between stdout and a file."""
    arguments = ["export", "--format", "json", "--store", str(samples_store), "--as-of", DAY, *extra]
    assert run(arguments) == 0
    shown = capsys.readouterr().out
    assert run([*arguments, "-o", "new/folder/out.json"]) == 0
    assert (tmp_path / "new/folder/out.json").read_text("utf8") == shown
    assert json.loads(shown)["nodes"]


def test_the_output_file_names_the_format(samples_store: Path, tmp_path: Path) -> None:
    """Guards against a table of text in a file called .docx."""
    store = ["--store", str(samples_store), "--as-of", DAY]
    assert run(["ask", QUESTION, *store, "-o", "out.docx"]) == 0
    assert (tmp_path / "out.docx").read_bytes()[:2] == b"PK"
    assert run(["ask", QUESTION, *store, "-o", "out.txt"]) == 0
    assert (tmp_path / "out.txt").read_text("utf8").startswith("Hiểu câu hỏi là:")


def test_binary_data_is_kept_from_the_terminal(samples_store: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    """Guards against a screen full of letters that mean nothing."""
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    assert run(["export", "--format", "xlsx", "--store", str(samples_store)]) == 1
    captured = capsys.readouterr()
    assert "-o" in captured.err
    assert captured.out == ""


def test_a_file_is_written_whole_or_not_at_all(samples_store: Path, tmp_path: Path, capsys: Capture) -> None:
    """Guards against half a file in the place of a good one, and leavings beside it."""
    (tmp_path / "taken").mkdir()
    assert run(["export", "--store", str(samples_store), "-o", "taken"]) == 1
    assert "taken" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["taken"]


def test_unknown_formats_name_the_known(samples_store: Path, capsys: Capture) -> None:
    """Guards against a refusal that leaves one guessing."""
    assert run(["export", "--format", "pptx", "--store", str(samples_store)]) == 1
    assert "docx" in capsys.readouterr().err


def test_the_store_of_the_environment_is_used(samples_store: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    """Guards against a variable that is documented but not read."""
    monkeypatch.setenv("LUOCDO_STORE", str(samples_store))
    assert _json(capsys, ["stats", "--format", "json"])["documents"] == 16


def test_an_interrupt_is_told_in_one_line(own_store: str, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    """Guards against a traceback when a user stops a long load."""

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("loaders.pipeline.load", interrupted)
    assert run(["load", str(ROOT / "samples"), "--store", own_store]) == 130
    assert capsys.readouterr().err == "Đã dừng theo yêu cầu.\n"


# -- as a process --


def _command(*arguments: str, **options: Any) -> subprocess.Popen[bytes]:
    code = "from api.cli import main; main()"
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.Popen([sys.executable, "-c", code, *arguments], stderr=subprocess.PIPE, env=environment, **options)


def test_a_reader_that_leaves_early_is_no_error(samples_store: Path) -> None:
    """Guards against a traceback in `luocdo export | head`."""
    process = _command("export", "--store", str(samples_store), stdout=subprocess.PIPE)
    assert process.stdout is not None
    process.stdout.read(10)
    process.stdout.close()
    _, err = process.communicate(timeout=60)
    assert err == b""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
@pytest.mark.parametrize("arguments", [["export"], ["ask", QUESTION], ["stats", "--format", "json"]])
def test_a_full_disk_is_told(arguments: list[str], samples_store: Path) -> None:
    """Guards against a traceback, or a status of 0, when what was asked for could not be written."""
    with Path("/dev/full").open("wb") as full:
        process = _command(*arguments, "--store", str(samples_store), stdout=full)
        _, err = process.communicate(timeout=60)
    assert process.returncode == 1
    assert err.decode().strip() == "Lỗi hệ thống: đĩa đã đầy"


def test_output_is_utf8_whatever_the_terminal_says(samples_store: Path) -> None:
    """Guards against an encoding error on machines set to plain ASCII."""
    code = "from api.cli import main; main()"
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "LC_ALL": "C", "PYTHONIOENCODING": "ascii"}
    arguments = [sys.executable, "-c", code, "stats", "--store", str(samples_store)]
    done = subprocess.run(arguments, capture_output=True, env=environment, timeout=60, check=True)
    assert "Văn bản đã nạp" in done.stdout.decode("utf8")


def test_help_and_usage_load_nothing_heavy() -> None:
    """Guards against a help that takes seconds because the web server or the spreadsheet library came along."""
    code = "import sys; from api.cli import run; run(['load', '--help']); print(*sys.modules, file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, env={**os.environ, "PYTHONPATH": str(ROOT)}, check=True)
    heavy = {"fastapi", "uvicorn", "docx", "openpyxl", "pyvis", "rustworkx", "numpy", "networkx", "trafilatura", "lxml"}
    assert not heavy & set(done.stderr.decode().split())


def test_the_service_stops_on_an_interrupt(samples_store: Path, tmp_path: Path) -> None:
    """Guards against a server that says nothing of its address, or that ends in a traceback."""
    process = _command("serve", "--store", str(shutil.copy(samples_store, tmp_path / "s.db")), "--port", "0", stdout=subprocess.PIPE)
    assert process.stderr is not None
    line = process.stderr.readline().decode()
    assert re.search(r"http://127\.0\.0\.1:\d+/", line)
    time.sleep(0.5)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=30)
    assert err == b""
    assert process.returncode == 0


def test_a_taken_port_is_told(samples_store: Path, capsys: Capture) -> None:
    """Guards against a traceback of the socket."""
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        assert run(["serve", "--store", str(samples_store), "--port", port]) == 1
    assert port in capsys.readouterr().err


def test_the_demonstration(tmp_path: Path, capsys: Capture) -> None:
    """Guards against a first impression that fails, and a second run that is not quick."""
    assert run(["demo", "--as-of", DAY]) == 0
    captured = capsys.readouterr()
    assert QUESTION in captured.out
    assert "[1]" in captured.out
    assert "luocdo serve --store out/demo.db" in captured.err
    for name in ("graph.html", "briefing.docx"):
        assert (tmp_path / "out" / name).stat().st_size > 1000
    began = time.perf_counter()
    assert run(["demo", "--as-of", DAY]) == 0
    assert time.perf_counter() - began < 20
    assert "không đổi: 16" in capsys.readouterr().out


# -- the words --


def test_every_message_is_there_in_both_languages_and_used() -> None:
    """Guards against a message of one language, with other braces, or that nothing says any more."""
    code = [*(ROOT / "api").rglob("*"), *(ROOT / "luocdo").rglob("*")]
    texts = [path.read_text("utf8") for path in code if path.suffix in {".py", ".html"}]
    prefixes = tuple(set(re.findall(r"[\"'f]([a-z]+\.)(?:[\"']|\{)", "\n".join(texts))))
    for key, label in vocabulary().items():
        braces: Callable[[str], list[str]] = lambda text: sorted(re.findall(r"\{(\w+)\}", text))  # noqa: E731
        assert label.vi
        assert label.en
        assert braces(label.vi) == braces(label.en), key
        used = any(f'"{key}"' in text or f"'{key}'" in text for text in texts)
        assert used or key.startswith(prefixes), f"{key} is never said"


@pytest.mark.skipif(not Path("/dev/full").is_char_device(), reason="this system has no /dev/full")
def test_a_device_is_written_to_and_stays_one(samples_store: Path, capsys: Capture) -> None:
    """Guards against `-o /dev/stdout` putting a file in the place of the device."""
    assert run(["export", "--format", "csv", "-o", "/dev/full", "--store", str(samples_store)]) == 1
    assert "/dev/full" in capsys.readouterr().err
    assert Path("/dev/full").is_char_device()


def test_a_link_is_written_through(samples_store: Path, tmp_path: Path) -> None:
    """Guards against a link that is replaced while the file it names stays old."""
    (tmp_path / "link.csv").symlink_to(tmp_path / "real.csv")
    (tmp_path / "real.csv").write_text("cũ", "utf8")
    assert run(["export", "--format", "csv", "-o", str(tmp_path / "link.csv"), "--store", str(samples_store)]) == 0
    assert (tmp_path / "link.csv").is_symlink()
    assert (tmp_path / "real.csv").read_text("utf8") != "cũ"
