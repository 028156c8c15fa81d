"""The days of a plan as a strip of bars: the minutes that are planned, and those that are done."""

from __future__ import annotations

import datetime as dt
import html

from tutor.plan import DAY
from tutor.plan_parts import DONE, LINE, PLANNED, TEXT, Part

STRIP = 28
"""How many days the strip shows at the most."""

BEFORE = 7
"""How many days before today it shows where it cannot show all."""


class Strip(Part):
    """The days with the minutes that are planned and done, as bars."""

    WIDTH, HEIGHT, TOP, BOTTOM = 42, 64, 16, 34

    def _dates(self) -> list[dt.date]:
        at = self.at
        begin = (
            at.first if at.days <= STRIP else max(at.first, min(at.today - BEFORE * DAY, at.last - (STRIP - 1) * DAY))
        )
        return [begin + number * DAY for number in range(min(STRIP, (at.last - begin).days + 1))]

    def _day(self, date: dt.date) -> tuple[int, int]:
        return self.at.planned.get(date, 0), self.at.work.days.get(date, 0)

    def _line(self, date: dt.date) -> str:
        planned, worked = self._day(date)
        return self.say("strip-day", date=self.day(date), planned=planned, worked=worked)

    def html(self) -> str:
        dates = self._dates()
        most = max([1, *(max(self._day(date)) for date in dates)])
        bars = "".join(self._bar(number, date, most) for number, date in enumerate(dates))
        width, height = self.WIDTH * len(dates), self.TOP + self.HEIGHT + self.BOTTOM
        alt = html.escape(f"{self.say('strip')}: {self.listed(self._line(date) for date in dates)}")
        title = f"{self.say('strip')} · {self.say('strip-key')}"
        return (
            f'<p style="margin:.9em 0 .2em;font-size:.92em">{html.escape(title)}</p>'
            f'<svg role="img" aria-label="{alt}" viewBox="0 0 {width} {height}" '
            f'style="display:block;width:100%;max-width:{width}px;height:auto;font-family:inherit">{bars}</svg>'
            + "".join(f'<p style="margin:.2em 0;font-size:.92em">{html.escape(one)}</p>' for one in self._shortened())
        )

    def _bar(self, number: int, date: dt.date, most: int) -> str:
        planned, worked = self._day(date)
        left, ground = number * self.WIDTH, self.TOP + self.HEIGHT
        middle = left + self.WIDTH / 2
        is_today, has_gone = date == self.at.today, date < self.at.today
        outline = LINE if has_gone else PLANNED
        shapes = ""
        if is_today:
            shapes += (
                f'<rect x="{left + 1}" y="1" width="{self.WIDTH - 2}" height="{ground + self.BOTTOM - 2}" rx="4" '
                f'fill="{PLANNED}" fill-opacity=".12"/>'
            )
        for minutes, style in (
            (worked, f'fill="{DONE}" stroke="{DONE}"'),
            (
                planned,
                f'fill="{outline}" fill-opacity="{0 if has_gone else 0.18}" stroke="{outline}" stroke-width="1.5"',
            ),
        ):
            if minutes:
                tall = self.HEIGHT * minutes / most
                where = f'x="{left + 9}" y="{ground - tall:.1f}" width="{self.WIDTH - 18}" height="{tall:.1f}"'
                shapes += f"<rect {where} {style}/>"
        shapes += f'<line x1="{left}" y1="{ground}" x2="{left + self.WIDTH}" y2="{ground}" stroke="{LINE}"/>'
        label = 'text-anchor="middle" style="fill:' + TEXT + ";font-size:{size}px;font-weight:{weight}" + '"'
        small = label.format(size=11, weight="normal")
        if shown := (worked if has_gone else max(planned, worked)):
            tall = self.HEIGHT * max(planned, worked) / most
            shapes += f'<text x="{middle}" y="{ground - tall - 4:.1f}" {small}>{shown}</text>'
        weekday = self.say("weekdays").split()[date.weekday()]
        short = str(date.day)
        begins = number == 0 and (date == self.at.last or (date + DAY).day > 1)  # before a 1st the two would touch
        if begins or date.day == 1:  # the month once: twelve of them would run into one another
            short = self.say("short-date", day=date.day, month=self.say("short-months").split()[date.month - 1])
        strong = label.format(size=12, weight="bold" if is_today else "normal")
        shapes += f'<text x="{middle}" y="{ground + 14}" {small}>{html.escape(weekday)}</text>'
        shapes += f'<text x="{middle}" y="{ground + 28}" {strong}>{html.escape(short)}</text>'
        return f"<g>{shapes}</g>"

    def _shortened(self) -> list[str]:
        dates = self._dates()
        if len(dates) == self.at.days:
            return []
        fields = {"first": self.day(dates[0]), "last": self.day(dates[-1]), "end": self.day(self.at.last)}
        return [self.say("strip-part", **fields)]

    def lines(self) -> list[str]:
        return [self.say("strip"), *(f"  {self._line(date)}" for date in self._dates()), *self._shortened()]
