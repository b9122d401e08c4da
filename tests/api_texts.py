"""Small official letters, written for the tests of loading."""

from __future__ import annotations


def letter(number: str = "77/QĐ-BKHCN", body: str = "Bộ Công an chủ trì xây dựng Cơ sở dữ liệu thử.", day: int = 2) -> str:
    """A decision of a ministry in the official form."""
    head = "BỘ KHOA HỌC VÀ CÔNG NGHỆ\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
    title = f"Số: {number}\nHà Nội, ngày {day:02} tháng 3 năm 2026\n\nQUYẾT ĐỊNH\nVề việc thử lần {day}\n\n"
    return f"{head}{title}Điều 1. Giao nhiệm vụ\n\n1. {body}\n\nĐiều 2. Quyết định này có hiệu lực kể từ ngày ký.\n"
