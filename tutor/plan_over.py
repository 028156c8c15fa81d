"""What a plan does not hold, in numbers, and what would help."""

from __future__ import annotations

import html
from collections.abc import Iterable, Sequence

from tutor.outline import Item
from tutor.plan import DAY
from tutor.plan_file import MOST_DAYS
from tutor.plan_parts import OVER, Part, named
from tutor.verdict import inline


class Over(Part):
    """What does not fit, in numbers, and what would help."""

    def _says(self) -> list[str]:
        at, plan = self.at, self.at.plan
        if not plan.days:
            return [self.say("over-ended", left=self.hours(plan.left))]
        fields = {"left": plan.left, "room": plan.room, "over": plan.over}
        told = self.say("over", last=self.day(at.last), **{name: self.hours(one) for name, one in fields.items()})
        return [told] if at.kept.core else [told, self.say("first")]

    def _ways(self) -> list[str]:
        at, ways, told = self.at, self.at.ways, []
        if ways is None:
            return []
        if ways.short is not None and ways.short.over:
            counts = _counts(ways.short.items, ways.short.out)
            whole = counts["lessons"] == counts["all_lessons"]
            told.append(self.say("way-core-lessons" if whole else "way-core-part", **counts))
        elif ways.short is not None:
            told.append(self.say("way-core", minutes=self.hours(ways.short.left)))
        if ways.minutes is not None:
            more = {"weekday": at.kept.weekday + ways.minutes, "weekend": at.kept.weekend + ways.minutes}
            told.append(self.say("way-minutes", minutes=ways.minutes, **more))
        if ways.days is not None and at.given:
            told.append(self.say("way-extend", days=ways.days))
        elif ways.days is not None:
            begin = max(at.last, at.today - DAY)
            total = (begin - at.first).days + 1 + ways.days
            told += [self.say("way-days", days=ways.days, total=total)] if total <= MOST_DAYS else []
        return [*told, self.say("way-skip", id=at.plan.out[0].id)] if at.plan.days else told

    def _out_title(self) -> str:
        return self.say("out" if self.at.plan.days else "open", count=len(self.at.plan.out))

    def _out(self) -> str:
        return self.listed(named(item) for item in self.at.plan.out)

    def html(self) -> str:
        ways = "".join(f'<li style="margin:.15em 0">{inline(one)}</li>' for one in self._ways())
        return (
            f'<div role="note" style="border-left:6px solid {OVER};padding:.1em 0 .1em .9em;margin:.9em 0 0">'
            + "".join(f'<p style="margin:.2em 0">{html.escape(one)}</p>' for one in self._says())
            + (f'<p style="margin:.5em 0 0">{html.escape(self.say("ways"))}</p>' if ways else "")
            + f'<ul style="margin:.1em 0 .3em;padding-left:1.4em">{ways}</ul>'
            + f"<details><summary>{html.escape(self._out_title())}</summary>"
            f'<p style="margin:.3em 0">{html.escape(self._out())}</p></details></div>'
        )

    def lines(self) -> list[str]:
        ways = [self.say("ways"), *(f"- {one}" for one in self._ways())] if self._ways() else []
        return [*self._says(), *ways, f"{self._out_title()}: {self._out()}"]


def _counts(fit: Sequence[Item], out: Sequence[Item]) -> dict[str, int]:
    def count(items: Iterable[Item], kind: str) -> int:
        return sum(item.kind == kind for item in items)

    lessons, assignments = count(fit, "lesson"), count(fit, "assignment")
    return {
        "lessons": lessons,
        "all_lessons": lessons + count(out, "lesson"),
        "assignments": assignments,
        "all_assignments": assignments + count(out, "assignment"),
    }
