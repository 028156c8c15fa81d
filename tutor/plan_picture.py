"""The plan as a picture: today's work, what is done and left, the days as a strip of bars, and what does not fit."""

from __future__ import annotations

import html
from collections.abc import Sequence
from pathlib import Path

from tutor.outline import Item
from tutor.plan_outlook import Outlook
from tutor.plan_over import Over
from tutor.plan_parts import DONE, LINE, OVER, PLANNED, TEXT, Part, named
from tutor.plan_strip import Strip
from tutor.plan_today import Head, Today
from tutor.verdict import inline
from tutor.words import Shown, say


def picture(
    at: Outlook, workspace: Path, origin: Path, language: str, notes: Sequence[str] = (), ending: str = ""
) -> Shown:
    """The plan as HTML with its text beside.

    Args:
        at: how the plan stands.
        workspace: the folder that the outline's paths are in.
        origin: the folder of the notebook that shows it, from which the links lead.
        language: one of READABLE.
        notes: what else there is to say.
        ending: that the access ends soon; it stands right below the day, where nobody has to scroll for it.
    """
    parts = [Head(at, language), *([Ending(at, language, ending)] if ending else [])]
    parts += [Today(at, language, workspace, origin)]
    parts += [Recall(at, language)] if at.plan.days and any(item.kind == "lesson" for item in at.done) else []
    parts += [Whole(at, language)]
    parts += [Strip(at, language)] if at.plan.days else []
    parts += [Over(at, language)] if at.plan.over else []
    parts += [Change(at, language)]
    below = "".join(f'<p style="margin:.5em 0 0;font-size:.92em;opacity:.85">{inline(note)}</p>' for note in notes)
    markup = (
        f'<div class="kit-plan" style="max-width:52em;line-height:1.5;color:{TEXT};'
        f'border:1px solid {LINE};border-radius:4px;padding:.8em 1.1em 1em;margin:.3em 0">'
        f"{''.join(part.html() for part in parts)}{below}</div>"
    )
    return Shown(markup, "\n".join(line for part in parts for line in [*part.lines()] if line) + _tail(notes))


def invitation(language: str) -> Shown:
    """What stands in place of a plan where nobody has asked for one."""
    text = say("plan.invite", language)
    return Shown(f'<p class="kit-plan" style="margin:.2em 0;color:{TEXT}">{inline(text)}</p>', text)


class Ending(Part):
    """That the access ends soon."""

    def __init__(self, at: Outlook, language: str, told: str) -> None:
        super().__init__(at, language)
        self.told = told

    def html(self) -> str:
        return (
            f'<p role="note" style="border-left:6px solid {OVER};padding:.1em 0 .1em .9em;margin:.4em 0;'
            f'font-weight:bold">{inline(self.told)}</p>'
        )

    def lines(self) -> list[str]:
        return [self.told]


class Recall(Part):
    """That what was learned before is asked about."""

    def html(self) -> str:
        return f'<p style="margin:.4em 0 0">{inline(self.say("recall"))}</p>'

    def lines(self) -> list[str]:
        return [self.say("recall")]


class Whole(Part):
    """How much is done, planned and does not fit, as one bar."""

    def _minutes(self) -> list[tuple[str, int, str]]:
        at = self.at
        done = sum(item.minutes - at.work.left[item.id] for item in at.items)
        rest = "over" if at.plan.days else "open"
        parts = [("done", done, DONE), ("planned", at.plan.planned, PLANNED), (rest, at.plan.over, OVER)]
        return [part for part in parts if part[1]]

    def _texts(self) -> tuple[str, list[str]]:
        at = self.at
        counted = [item for item in at.items if not at.work.left[item.id] or self._counts(item)]
        count = self.say("count", done=len(at.done), count=len(counted), left=self.hours(at.plan.left))
        return count, [self.say(f"bar-{name}", minutes=self.hours(minutes)) for name, minutes, _ in self._minutes()]

    def _counts(self, item: Item) -> bool:
        kept = self.at.kept
        return item.id not in kept.skipped and (item.kind == "assignment" or item.core or not kept.core)

    def html(self) -> str:
        count, parts = self._texts()
        total = sum(minutes for _, minutes, _ in self._minutes()) or 1
        pieces, key, x = "", "", 0.0
        for (name, minutes, colour), text in zip(self._minutes(), parts, strict=True):
            width = 100 * minutes / total
            shape = f'fill="{colour}"' if name == "done" else f'fill="{colour}" fill-opacity=".3"'
            pieces += f'<rect x="{x:.2f}%" y="1" width="{width:.2f}%" height="12" {shape} stroke="{colour}"/>'
            opacity = "1" if name == "done" else ".3"
            key += (
                '<span style="white-space:nowrap;margin-right:1.2em"><svg aria-hidden="true" width="12" height="12" '
                f'style="vertical-align:-1px"><rect x="1" y="1" width="10" height="10" fill="{colour}" '
                f'fill-opacity="{opacity}" stroke="{colour}"/></svg> {html.escape(text)}</span>'
            )
            x += width
        alt = html.escape(self._alt(parts))
        bar = f'<svg role="img" aria-label="{alt}" width="100%" height="14" style="display:block">{pieces}</svg>'
        return (
            f'<p style="margin:.7em 0 .3em">{html.escape(count)}</p>'
            f'{bar}<div style="font-size:.92em;margin:.2em 0 0">{key}</div>'
        )

    def _alt(self, parts: Sequence[str]) -> str:
        total = sum(minutes for _, minutes, _ in self._minutes())
        return self.say("bar", total=self.hours(total), parts=self.listed(parts))

    def lines(self) -> list[str]:
        count, parts = self._texts()
        return [count, self._alt(parts)] if parts else [count]


class Change(Part):
    """What is chosen, and how to choose something else."""

    def _now(self) -> list[str]:
        kept = self.at.kept
        told = [self.say("now", weekday=kept.weekday, weekend=kept.weekend)]
        told += [self.say("now-core")] if kept.core else []
        skipped = [named(item) for item in self.at.items if item.id in kept.skipped]
        return [*told, self.say("now-skipped", items=self.listed(skipped))] if skipped else told

    def _ways(self) -> list[str]:
        at = self.at
        example = next((item.id for item in at.items if at.work.left[item.id]), at.items[0].id)
        days = [] if at.given else [self.say("how-days", date=at.today.isoformat())]
        core = [] if at.kept.core else [self.say("how-core")]
        return [self.say("how-minutes"), *days, *core, self.say("how-skip", id=example)]

    def html(self) -> str:
        ways = "".join(f'<li style="margin:.15em 0">{inline(one)}</li>' for one in self._ways())
        now = " ".join(self._now()) if self.language == "en" else "".join(self._now())
        return (
            f'<p style="margin:.9em 0 .1em;font-size:.92em">{inline(now)}</p>'
            f'<details style="font-size:.92em"><summary>{html.escape(self.say("change"))}</summary>'
            f'<p style="margin:.3em 0">{inline(self.say("how"))}</p>'
            f'<ul style="margin:.1em 0;padding-left:1.4em">{ways}</ul></details>'
        )

    def lines(self) -> list[str]:
        return [*self._now(), self.say("change"), *(f"- {one}" for one in self._ways())]


def _tail(notes: Sequence[str]) -> str:
    return "".join(f"\n{note}" for note in notes)
