"""The command line: `luocdo COMMAND`. Each module of api/commands is one command and is found by discovery."""

from __future__ import annotations

import importlib
import io
import os
import pkgutil
import sys
from collections.abc import Sequence
from contextlib import suppress
from difflib import get_close_matches
from types import ModuleType
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

import api.commands
from api.words import Words
from graph.errors import LuocdoError

PANELS = ("Dữ liệu | Data", "Hỏi | Ask", "Xem và xuất | View and export", "Phục vụ | Serve")
ABOUT = (
    "Lược đồ: đồ thị tri thức về nhiệm vụ chuyển đổi số của Việt Nam, mỗi thông tin kèm câu văn chứng minh. | "
    "A knowledge graph of Vietnam's digital-transformation mandates, each fact with the sentence that proves it."
)
ELSEWHERE = (
    "Trong Python và sổ tay: import luocdo. Cho trợ lý AI: luocdo mcp. | "
    "In Python and notebooks: import luocdo. For assistants: luocdo mcp."
)
FAILED, WRONG_USAGE, INTERRUPTED = 1, 2, 130


class UnknownCommandError(Exception):
    """There is no command `name`; `near` are commands that are written much like it."""

    def __init__(self, name: str, near: Sequence[str]) -> None:
        self.name, self.near = name, tuple(near)
        super().__init__(name)


class _Commands(TyperGroup):
    """The commands. An unknown one is told by ourselves, as typer knows it in English only."""

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        if self.get_command(ctx, args[0]) is None:
            raise UnknownCommandError(args[0], get_close_matches(args[0], self.commands))
        return super().resolve_command(ctx, args)


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        print(f"luocdo {version('luocdo')}")
        raise typer.Exit


def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="In phiên bản rồi dừng. | Print the version and stop.")
    ] = False,
) -> None: ...


def command_modules() -> list[ModuleType]:
    """The modules of api/commands, in the order of the help: by panel, then by their place in it."""
    found = [importlib.import_module(f"api.commands.{info.name}") for info in pkgutil.iter_modules(api.commands.__path__)]
    return sorted(found, key=lambda module: (PANELS.index(module.PANEL), module.PLACE))


def build() -> typer.Typer:
    """The command line with every command found."""
    app = typer.Typer(
        name="luocdo",
        cls=_Commands,
        help=ABOUT,
        epilog=ELSEWHERE,
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback()(_root)
    for module in command_modules():
        name = module.__name__.rsplit(".", 1)[1].replace("_", "-")
        app.command(name, rich_help_panel=module.PANEL)(module.command)
    return app


def main(arguments: Sequence[str] | None = None) -> None:
    """Run `luocdo` and leave with its exit status: 0 done, 1 something failed, 2 wrong usage, 130 interrupted."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    sys.exit(run(list(sys.argv[1:] if arguments is None else arguments)))


def run(arguments: list[str]) -> int:
    """Run one command and say its exit status; every failure becomes a message on stderr."""
    words = Words(_language(arguments))
    try:
        status = build()(args=arguments, prog_name="luocdo", standalone_mode=False)
        sys.stdout.flush()
        if status == INTERRUPTED:  # typer makes a status of a Ctrl+C
            raise KeyboardInterrupt
        return status if isinstance(status, int) else 0
    except UnknownCommandError as error:
        near = words("error.near", names=", ".join(error.near)) if error.near else ""
        print(words("error.usage", message=words("error.no_command", name=error.name) + near, command="luocdo"), file=sys.stderr)
        return WRONG_USAGE
    except typer.TyperException as error:
        if said := _usage(error, words):
            print(said, file=sys.stderr)
        return error.exit_code
    except LuocdoError as error:
        return _say(error, words, arguments)
    except (KeyboardInterrupt, typer.Abort):
        print(words("error.interrupted"), file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:
        _let_go_of_stdout()
        return FAILED
    except OSError as error:
        from api.console import reason

        place = f"{error.filename}: " if error.filename else ""
        print(words("error.system", reason=place + reason(error)), file=sys.stderr)
        _let_go_of_stdout()
        return FAILED


def _language(arguments: Sequence[str]) -> str:
    """The language asked for, also where the command line cannot be read as a whole."""
    for position, argument in enumerate(arguments):
        if argument == "--lang" and position + 1 < len(arguments):
            return arguments[position + 1]
        if argument.startswith("--lang="):
            return argument.removeprefix("--lang=")
    return os.environ.get("LUOCDO_LANG", "")


def _usage(error: typer.TyperException, words: Words) -> str:
    """Wrong usage in the language of the user; typer's classes of it are told apart by name, as it exports few of them."""
    context, parameter = getattr(error, "ctx", None), getattr(error, "param", None)
    hint = _hint(parameter) if parameter else ""
    match type(error).__name__:
        case "NoArgsIsHelpError":
            return ""  # typer has printed the help already
        case "MissingParameter":
            message = words("error.missing", name=hint)
        case "NoSuchOption":
            message = words("error.no_option", name=getattr(error, "option_name", ""))
        case "BadParameter":
            message = f"{hint}: {error.message}" if hint else error.message
        case _:
            message = error.format_message()
    return words("error.usage", message=message, command=context.command_path if context else "luocdo")


def _hint(parameter: Any) -> str:
    """The option or argument as the help writes it; how typer says this itself differs from release to release."""
    written = parameter.opts if parameter.param_type_name == "option" else [parameter.metavar or parameter.name]
    return " / ".join(f"'{name}'" for name in written)


def _say(error: LuocdoError, words: Words, arguments: Sequence[str]) -> int:
    from api.explain import described, explain
    from api.typed import command, kept_options

    said = explain(error, words)
    lines = [words("error.title", text=said.text)]
    for number, choice in enumerate(said.choices, 1):
        lines += [f"  {number}. {described(choice, words)}", f"     {command(choice.query, choice.parameters, kept_options(arguments))}"]
    if said.suggestions:
        lines += [words("error.try"), *(f"  {suggestion}" for suggestion in said.suggestions)]
    print("\n".join(lines), file=sys.stderr)
    return FAILED


def _let_go_of_stdout() -> None:
    """Point stdout elsewhere, so that the interpreter does not try once more to write what could not be written."""
    with suppress(io.UnsupportedOperation):  # a stdout without a descriptor is nobody's pipe
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
