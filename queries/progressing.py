"""How a target stands against what was measured, and the arithmetic of it in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_DOWN, Decimal
from fractions import Fraction

from graph.ontology import Label
from queries.figures import Figure, meets, upward, written

_PACE = timedelta(days=90)
"""A pace is taken over so many days at least, where values lie that far apart."""
_CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Pace:
    """How a value moved between two measurements, and what it comes to on the target's last day at that pace."""

    first: Figure
    last: Figure
    days: int
    projected: Fraction


@dataclass(frozen=True, slots=True)
class Progress:
    """How a target stands: by which measurement, at which pace."""

    target: Figure
    standing: str
    last: Figure | None = None
    pace: Pace | None = None

    @property
    def difference(self) -> Decimal | None:
        """What was measured less what is needed."""
        return self.last.value - self.target.value if self.last else None

    @property
    def share(self) -> Decimal | None:
        """What was measured in per cent of what is needed, cut after two digits; none for a target from above."""
        if not self.last or not self.target.value or not upward(self.target):
            return None
        return (100 * self.last.value / self.target.value).quantize(_CENT, ROUND_DOWN)


def progress(target: Figure, measured: Sequence[Figure], as_of: date) -> Progress:
    """How the target stands on a day, by the comparable values measured up to it."""
    known = [figure for figure in measured if figure.day and figure.day <= as_of and target.comparable(figure)]
    known.sort(key=lambda figure: (figure.day, figure.node.id))
    if not known:
        return Progress(target, "unknown")
    return _after(target, known, target.day) if target.day and target.day < as_of else _before(target, known)


def _after(target: Figure, known: Sequence[Figure], due: date) -> Progress:
    """How a target stands whose last day has passed."""
    in_time = [figure for figure in known if figure.day and figure.day <= due]
    later = [figure for figure in known if figure.day and figure.day > due]
    if in_time and meets(target, in_time[-1]):
        return Progress(target, "reached", in_time[-1])
    for figure in later:
        if meets(target, figure):
            return Progress(target, "late", figure)
    if meets(target, known[-1]) is None:
        return Progress(target, "unknown", known[-1])
    told_of_the_end = known[-1].day is not None and known[-1].day >= due
    return Progress(target, "missed" if told_of_the_end else "short", known[-1])


def _before(target: Figure, known: Sequence[Figure]) -> Progress:
    """How a target stands whose last day is still to come, or that has none."""
    last = known[-1]
    reached = meets(target, last)
    if reached is not False:
        return Progress(target, "reached" if reached else "unknown", last)
    pace = _pace(target, known)
    if pace is None:
        return Progress(target, "short", last)
    there = pace.projected - Fraction(target.value)
    enough = (
        there > 0 if target.comparator == ">" else there >= 0 if upward(target) else there <= 0 if target.comparator == "<=" else there < 0
    )
    return Progress(target, "on_track" if enough else "behind", last, pace)


def _pace(target: Figure, known: Sequence[Figure]) -> Pace | None:
    """The pace up to the last value; none for changes, bounds from the wrong side, and where nothing earlier is known."""
    last, wrong = known[-1], {"<", "<="} if upward(target) else {">", ">="}
    earlier = [figure for figure in known if figure.day and last.day and figure.day < last.day and figure.comparator not in wrong]
    if not earlier or not target.day or not last.day or target.change or last.comparator in wrong:
        return None
    first = next((figure for figure in reversed(earlier) if figure.day and last.day - figure.day >= _PACE), earlier[0])
    assert first.day is not None, "known values have a day"
    days = (last.day - first.day).days
    left = (target.day - last.day).days
    return Pace(first, last, days, Fraction(last.value) + Fraction(last.value - first.value) * left / days)


# -- in words --


def arithmetic(progress: Progress) -> Label:
    """The computation from the values named to the standing, in both languages."""
    if progress.last is None:
        return Label(
            f"Cần {_needed(progress).vi}; chưa có số liệu đo so được: chưa đủ số liệu.",
            f"{_needed(progress).en} needed; no comparable measurement: not enough data.",
        )
    parts = [_reached(progress, progress.last), *([_moved(progress.pace), _ahead(progress, progress.pace)] if progress.pace else [])]
    end = _verdict(progress)
    return Label(*(f"{'; '.join(part.in_(one) for part in parts)}: {end.in_(one)}." for one in ("vi", "en")))


def _needed(progress: Progress) -> Label:
    amount, due = progress.target.amount(), progress.target.day
    return Label(f"{amount.vi} đến {due}", f"{amount.en} by {due}") if due else amount


def _reached(progress: Progress, last: Figure) -> Label:
    needed, amount = _needed(progress), last.amount()
    told = Label(
        f"Cần {needed.vi}, đo được {amount.vi} ngày {last.day}",
        f"{needed.en} needed, {amount.en} measured on {last.day}",
    )
    one, two = written(last.value), written(progress.target.value)
    lacking = progress.target.value - last.value
    if not upward(progress.target) or not progress.target.value:
        gap = written(-lacking)
        return Label(f"{told.vi}; {one.vi} - {two.vi} = {gap.vi}", f"{told.en}; {one.en} - {two.en} = {gap.en}")
    share = _share(last.value, progress.target.value)
    gap, unit = written(abs(lacking)), _difference_unit(progress.target)
    over = Label("hơn mức cần", "more than needed") if lacking <= 0 else Label("còn thiếu", "lacking")
    vi = f"{told.vi}; {one.vi} / {two.vi} {share.vi} %, {over.vi} {gap.vi} {unit.vi}"
    return Label(vi.rstrip(), f"{told.en}; {one.en} / {two.en} {share.en} %, {gap.en} {unit.en} {over.en}".replace("  ", " "))


def _share(value: Decimal, needed: Decimal) -> Label:
    return _about(Fraction(value) * 100 / Fraction(needed))


def _about(value: Fraction) -> Label:
    """A number with its sign of equality: exact to three digits, or cut after two and told to be so."""
    exact = value * 1000
    shown = Decimal(exact.numerator) / 1000 if exact.denominator == 1 else Decimal(int(value * 100)) / 100
    number, sign = written(shown), "=" if exact.denominator == 1 else "≈"
    return Label(f"{sign} {number.vi}", f"{sign} {number.en}")


def _difference_unit(target: Figure) -> Label:
    return Label("điểm %", "percentage points") if target.unit == "%" else Label(str(target.node.get("unit")), str(target.node.get("unit")))


def _moved(pace: Pace) -> Label:
    by = pace.last.value - pace.first.value
    size, unit = written(abs(by)), _difference_unit(pace.last)
    vi, en = ("tăng", "rose by") if by > 0 else ("giảm", "fell by") if by < 0 else ("thay đổi", "changed by")
    days = f"{pace.days} ngày", f"{pace.days} days"
    return Label(
        f"từ {pace.first.day} đến {pace.last.day} {vi} {size.vi} {unit.vi} trong {days[0]}",
        f"from {pace.first.day} to {pace.last.day} it {en} {size.en} {unit.en} in {days[1]}",
    )


def _ahead(progress: Progress, pace: Pace) -> Label:
    target = progress.target
    assert target.day is not None, "a pace leads to a last day"
    assert pace.last.day is not None, "measured values have a day"
    left = (target.day - pace.last.day).days
    lacking, come = written(abs(target.value - pace.last.value)), _about(pace.projected)
    needed, sign = written(target.value), _sign(pace.projected, target.value)
    more = ("cần thêm", "more") if upward(target) else ("cần bớt", "less")
    return Label(
        f"{more[0]} {lacking.vi} trong {left} ngày; với đà ấy đến hạn được {come.vi.removeprefix('= ')} {sign} {needed.vi}",
        f"{lacking.en} {more[1]} needed in {left} days; at that pace it comes to {come.en.removeprefix('= ')} {sign} {needed.en}",
    )


def _sign(value: Fraction, other: Decimal) -> str:
    return "<" if value < Fraction(other) else ">" if value > Fraction(other) else "="


def _verdict(progress: Progress) -> Label:
    if progress.standing == "short" and not progress.target.day:
        return Label("chưa đạt; chỉ tiêu không nêu thời hạn", "not reached; the target names no deadline")
    return {
        "reached": Label("đạt", "reached"),
        "late": Label("đạt, nhưng sau hạn", "reached, but after the deadline"),
        "missed": Label("không đạt khi đến hạn", "not reached by the deadline"),
        "on_track": Label("kịp", "on track"),
        "behind": Label("chậm", "behind"),
        "short": Label(
            "chưa đạt; chưa đủ số liệu để biết có đạt lúc đến hạn không", "not reached; not enough data to tell about the deadline"
        ),
        "unknown": Label("chưa đủ số liệu để biết đã đạt chưa", "not enough data to tell whether it is reached"),
    }[progress.standing]
