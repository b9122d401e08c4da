"""Formats of other or older office programs, through LibreOffice where it is installed: Word and Excel before 2007, RTF, OpenDocument."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from graph.errors import InputError
from loaders.layout import Layout
from loaders.readers import _programs, docx, xlsx
from loaders.readers._sniffing import true_suffix

SUFFIXES = (".doc", ".rtf", ".odt", ".xls", ".ods")

_SECONDS = 120.0
_SHEETS = (".xls", ".ods")
_SETTING = (
    '<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="{}" oor:op="fuse"><value>{}</value></prop></item>'
)
_PROFILE = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<oor:items xmlns:oor="http://openoffice.org/2001/registry">'
    + "".join(
        _SETTING.format(name, value)
        for name, value in (
            ("MacroSecurityLevel", 3),
            ("DisableMacrosExecution", "true"),
            ("DisableActiveContent", "true"),
            ("BlockUntrustedRefererLinks", "true"),  # a linked picture would be fetched from anywhere
        )
    )
    + "</oor:items>"
)


def read(data: bytes, source: str) -> Layout:
    """Read a document through LibreOffice; raises InputError where it is not installed, takes too long or cannot read it."""
    suffix = true_suffix(data, ".doc", source)
    sheet = suffix in _SHEETS
    office = _programs.find("soffice", "libreoffice")
    if office is None:
        package = "libreoffice-calc-nogui" if sheet else "libreoffice-writer-nogui"
        raise InputError(
            source, f"định dạng {suffix} cần LibreOffice: apt-get install {package}; hoặc lưu lại thành {'.xlsx' if sheet else '.docx'}"
        )
    made = _converted(office, data, suffix, "xlsx" if sheet else "docx", source)
    return xlsx.read(made, source) if sheet else docx.read(made, source)


def _converted(office: str, data: bytes, suffix: str, target: str, source: str) -> bytes:
    """The document in a newer format. The profile is private, so that two runs never wait for each other, and runs no macro."""
    with TemporaryDirectory() as folder:
        profile = Path(folder) / "profile"
        (profile / "user").mkdir(parents=True)
        (profile / "user" / "registrymodifications.xcu").write_text(_PROFILE, "utf-8")
        given = Path(folder) / f"given{suffix}"
        given.write_bytes(data)
        options = ["--headless", "--norestore", "--nolockcheck", "--nodefault", f"-env:UserInstallation={profile.as_uri()}"]
        _programs.run([office, *options, "--convert-to", target, "--outdir", folder, str(given)], _SECONDS, source)
        made = given.with_suffix(f".{target}")
        if not made.is_file():
            raise InputError(source, f"LibreOffice không đọc được tệp {suffix}: tệp bị hỏng hoặc được đặt mật khẩu")
        return made.read_bytes()
