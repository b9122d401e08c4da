"""Days and periods: a closed or half-open span of days, read from ISO text or from words in both languages."""

from queries.times.finding import TimeSpan, find_times
from queries.times.period import Period
from queries.times.reading import read_day, read_period

__all__ = ["Period", "TimeSpan", "find_times", "read_day", "read_period"]
