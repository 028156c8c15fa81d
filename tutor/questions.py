"""quiz, order, predict, guess and write: questions that are answered by choosing, moving, guessing or writing.

Each shows a widget that works with the keyboard alone, is labelled, and stands where the learner left it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import ipywidgets as widgets

from tutor.desk import Desk, Unavailable, desk
from tutor.hints import show_unavailable
from tutor.lettered import common, first_wrong
from tutor.pack import Card
from tutor.verdict import box, inline

WIDE = widgets.Layout(width="auto", max_width="52em")

STYLE = """<style>
.kit-question .widget-radio-box label { height: auto; white-space: normal; line-height: 1.5; margin: .25em 0;
  max-width: 50em; padding: 0; overflow: visible; }
.kit-question .widget-radio-box { height: auto; margin-bottom: .3em; overflow: visible; }
.kit-question .widget-radio, .kit-question .widget-textarea { flex-direction: column; width: auto; height: auto; }
.kit-question .widget-radio > label, .kit-question .widget-textarea > label { width: auto; text-align: start;
  font-weight: bold; }
.kit-question .widget-html-content { line-height: 1.5; overflow: visible; white-space: normal; }
.kit-question .jupyter-button:focus-visible, .kit-question input:focus-visible, .kit-question textarea:focus-visible {
  outline: 2px solid var(--jp-brand-color1, #1976d2); outline-offset: 1px; }
.kit-question .kit-prompt table { border-collapse: collapse; margin: .5em 0; }
.kit-question .kit-prompt th, .kit-question .kit-prompt td { padding: .25em .8em; vertical-align: top;
  border: 1px solid var(--jp-border-color2, #bdbdbd); }
.kit-question .kit-place { font-variant-numeric: tabular-nums; min-width: 2em; }
</style>"""


def quiz(task: str) -> None:
    """Show a question with one right answer; after answering, the chosen option explains itself."""
    _show(task, "quiz", ("choice",), quiz_box)


def order(task: str) -> None:
    """Show lines or things to be put in order."""
    _show(task, "order", ("ordering",), order_box)


def predict(task: str) -> None:
    """Ask for a guess before the answer is shown: a choice, an order or a number. It is kept and never marked."""
    _show(task, "predict", ("choice", "ordering", "guess"), predict_box)


def write(task: str) -> None:
    """Ask for a few sentences; when they are kept, a model answer to compare with is shown."""
    _show(task, "write", ("text",), write_box)


def guess(task: str) -> Any:
    """What the learner guessed: a number, an option's key or keys in order; None where nothing is kept yet."""
    try:
        at = desk(task, "guess", ("choice", "ordering", "guess"))
    except Unavailable:
        return None
    return _kept(at)


def quiz_box(at: Desk) -> widgets.VBox:
    """The widget of a choice task that has a right answer."""
    options = {one["key"]: one for one in at.card["options"]}
    radio = _radio(at, options, at.say("quiz.label"))
    button, said = _button(at.say("quiz.answer"), "kit-answer"), _message()

    def answered(chosen: str) -> str:
        state, title, told = choice_told(at, chosen)
        return box(state, title, told, kind="quiz")

    def press(_: widgets.Button) -> None:
        if radio.value is None:
            said.value = box("info", at.say("quiz.choose"), kind="quiz")
            return
        right = radio.value == at.card["right"]
        notes = at.keep_attempt(radio.value, right, "" if right else radio.value)
        said.value = answered(radio.value) + _notes(notes)

    if radio.value is not None:
        said.value = answered(radio.value)
    button.on_click(press)
    return _question(at, "kit-quiz", [radio, button, said])


def order_box(at: Desk) -> widgets.VBox:
    """The widget of an ordering task that has a right order."""
    ordering = Ordering(at, _kept(at))
    button, said = _button(at.say("order.check"), "kit-answer"), _message()

    def answered(given: list[str]) -> str:
        state, title, told = order_told(at, given)
        return box(state, title, told, kind="order")

    def press(_: widgets.Button) -> None:
        given = list(ordering.keys)
        right = given in at.card["right"]
        notes = at.keep_attempt(given, right, "" if right else given[common(given, at.card["right"])])
        said.value = answered(given) + _notes(notes)

    if _kept(at) == ordering.keys:
        said.value = answered(ordering.keys)
    button.on_click(press)
    return _question(at, "kit-order", [ordering.box, button, said])


def predict_box(at: Desk) -> widgets.VBox:
    """The widget of a guess that is kept and never marked."""
    button, said = _button(at.say("predict.keep"), "kit-answer"), _message()
    field, read = _guess_field(at)
    kept = box("info", at.say("predict.kept"), [at.say("predict.later")], kind="predict")

    def press(_: widgets.Button) -> None:
        given, complaint = read()
        if complaint:
            said.value = box("info", complaint, kind="predict")
            return
        said.value = kept + _notes(at.keep_given(given))

    if _kept(at) is not None:
        said.value = kept
    button.on_click(press)
    return _question(at, "kit-predict", [field, button, said])


def write_box(at: Desk) -> widgets.VBox:
    """The widget of a task answered in sentences."""
    model = at.card["model"]
    area = widgets.Textarea(
        value=_kept(at) or "",
        description=at.say("write.label"),
        placeholder=at.say("write.placeholder"),
        rows=5,
        layout=widgets.Layout(width="100%", max_width="52em"),
    )
    button, said = _button(at.say("write.keep" if model else "write.keep-only"), "kit-answer"), _message()

    def shown() -> str:
        told = box("info", at.say("write.kept"), kind="write")
        if earlier := at.entry().get("earlier"):
            told += box("info", at.say("write.earlier"), earlier, kind="write")
        return told + (box("info", at.say("write.model"), [at.text(model)], kind="model") if model else "")

    def press(_: widgets.Button) -> None:
        if not area.value.strip():
            said.value = box("info", at.say("write.empty"), kind="write")
            return
        notes = at.keep_given(area.value)
        said.value = shown() + _notes(notes)

    if area.value.strip():
        said.value = shown()
    button.on_click(press)
    return _question(at, "kit-write", [area, button, said])


class Ordering:
    """A list whose items move up and down by buttons.

    The rows stay where they are and their contents change places, so that the keyboard's focus can follow the item.
    """

    def __init__(self, at: Desk, kept: Any = None) -> None:
        self.at = at
        self.options: dict[str, Card] = {one["key"]: one for one in at.card["options"]}
        self.keys: list[str] = list(self.options)
        if isinstance(kept, list) and sorted(map(str, kept)) == sorted(self.keys):
            self.keys = list(kept)
        self.labels = [widgets.HTML(layout=widgets.Layout(flex="1 1 auto")) for _ in self.keys]
        self.up = [self._mover(place, -1) for place in range(len(self.keys))]
        self.down = [self._mover(place, 1) for place in range(len(self.keys))]
        rows = [
            widgets.HBox([up, down, label], layout=widgets.Layout(align_items="center"))
            for up, down, label in zip(self.up, self.down, self.labels, strict=True)
        ]
        for row in rows:
            row.add_class("kit-order-row")
        self.box = widgets.VBox(rows, layout=WIDE)
        self._show()

    def move(self, place: int, step: int) -> None:
        """Let the item at a place change places with its neighbour above (-1) or below (1)."""
        other = place + step
        if not 0 <= other < len(self.keys):
            return
        self.keys[place], self.keys[other] = self.keys[other], self.keys[place]
        self._show()
        same = self.up if step < 0 else self.down
        button = same[other] if not same[other].disabled else (self.down if step < 0 else self.up)[other]
        button.focus()

    def _mover(self, place: int, step: int) -> widgets.Button:
        button = _button(self.at.say("order.up" if step < 0 else "order.down"), "kit-move")
        button.on_click(lambda _: self.move(place, step))
        return button

    def _show(self) -> None:
        last = len(self.keys) - 1
        for place, key in enumerate(self.keys):
            text = self.at.text(self.options[key]["text"])
            self.labels[place].value = f'<span class="kit-place">{place + 1}.</span> {inline(text)}'
            self.up[place].disabled, self.down[place].disabled = place == 0, place == last
            self.up[place].tooltip = self.at.say("order.move-up", item=text)
            self.down[place].tooltip = self.at.say("order.move-down", item=text)


def _show(task: str, command: str, kinds: tuple[str, ...], make: Callable) -> None:
    from IPython.display import display

    try:
        at = desk(task, command, kinds)
    except Unavailable as problem:
        show_unavailable(problem)
        return
    display(make(at))


def _question(at: Desk, name: str, parts: list[widgets.Widget]) -> widgets.VBox:
    prompt = widgets.HTML(STYLE + f'<div class="kit-prompt">{_markdown(at.text(at.card["prompt"]))}</div>')
    whole = widgets.VBox([prompt, *parts], layout=widgets.Layout(margin="0 0 .6em 0"))
    whole.add_class("kit-question")
    whole.add_class(name)
    whole.add_class(f"kit-task-{at.id.replace('.', '-')}")
    return whole


def _markdown(text: str) -> str:
    import mistune  # comes with nbconvert

    return mistune.create_markdown(escape=True, plugins=["table"])(text)


def _radio(at: Desk, options: dict[str, Card], label: str) -> widgets.RadioButtons:
    kept = _kept(at)
    return widgets.RadioButtons(
        options=[(at.text(one["text"]).replace("`", ""), key) for key, one in options.items()],
        value=kept if kept in options else None,
        description=label,
        layout=WIDE,
    )


def _guess_field(at: Desk) -> tuple[widgets.Widget, Callable[[], tuple[Any, str]]]:
    """The widget a guess is made with, and how to read it: the guess, or what is wrong with it."""
    if at.card["kind"] == "choice":
        radio = _radio(at, {one["key"]: one for one in at.card["options"]}, at.say("predict.label"))
        return radio, lambda: (radio.value, "" if radio.value is not None else at.say("quiz.choose"))
    if at.card["kind"] == "ordering":
        ordering = Ordering(at, _kept(at))
        return ordering.box, lambda: (list(ordering.keys), "")
    low, high, start = at.card["low"], at.card["high"], at.card["start"]
    kept = _kept(at)
    text = widgets.Text(
        value=f"{kept if isinstance(kept, (int, float)) else start:g}",
        description=at.say("predict.label"),
        style={"description_width": "initial"},
        layout=widgets.Layout(width="14em"),
    )
    limits = {"low": f"{low:,g}", "high": f"{high:,g}"}
    unit = widgets.HTML(inline(at.say("predict.between", unit=at.text(at.card["unit"]), **limits)))

    def read() -> tuple[Any, str]:
        try:
            number = float(text.value.replace(",", "").replace("%", "").replace("，", "").strip())
        except ValueError:
            return None, at.say("predict.no-number", start=f"{start:g}")
        if not low <= number <= high:
            return None, at.say("predict.outside", **limits)
        return (int(number) if number.is_integer() else number), ""

    return widgets.HBox([text, unit], layout=widgets.Layout(align_items="center")), read


def _kept(at: Desk) -> Any:
    """The answer that was kept, if it still fits the question."""
    kept = at.entry().get("answer")
    kind = at.card["kind"]
    keys = [one["key"] for one in at.card.get("options", ())]
    if kind == "choice":
        return kept if isinstance(kept, str) and kept in keys else None
    if kind == "ordering":
        return kept if isinstance(kept, list) and sorted(map(str, kept)) == sorted(keys) else None
    if kind == "guess":
        return kept if isinstance(kept, (int, float)) and not isinstance(kept, bool) else None
    return kept if isinstance(kept, str) else None


def choice_told(at: Desk, chosen: str) -> tuple[str, str, list[str]]:
    """What is said of a chosen option: the state, a title, and the option's own reason."""
    right = chosen == at.card["right"]
    why = next(at.text(one["why"]) for one in at.card["options"] if one["key"] == chosen)
    title = at.say("quiz.right" if right else "quiz.wrong")
    return ("correct", title, [_after(title, why)]) if right else ("wrong", title, [why])


def order_told(at: Desk, given: list[str]) -> tuple[str, str, list[str]]:
    """What is said of an order: right with the reasons, or the first place that fits none of the right orders."""
    options = {one["key"]: one for one in at.card["options"]}
    if given in at.card["right"]:
        title = at.say("quiz.right")
        whys = [at.text(options[key]["why"]) for key in given]
        return "correct", title, [_after(title, why) for why in whys if why]
    good = common(given, at.card["right"])
    option = options[given[good]]
    told = [f"{first_wrong(good, at.language)} {at.text(option['text'])}", at.text(option["why"])]
    return "wrong", at.say("order.wrong"), [line for line in told if line]


def _after(title: str, text: str) -> str:
    """A text without an opening that says the title once more: "Right: 120 of …" or 「對。」 below "Right."."""
    said_before = re.match(rf"(?:{re.escape(title.rstrip('.。'))}|對)[.:,。：，]\s*(?=\S)", text)
    if not said_before:
        return text
    rest = text[said_before.end() :]
    return rest[:1].upper() + rest[1:]


def _notes(notes: list[str]) -> str:
    return "".join(box("info", note, kind="note") for note in notes)


def _button(label: str, name: str) -> widgets.Button:
    button = widgets.Button(
        description=label, layout=widgets.Layout(width="auto", flex="0 0 auto", align_self="flex-start")
    )
    button.add_class(name)
    return button


def _message() -> widgets.HTML:
    said = widgets.HTML(layout=WIDE)
    said.add_class("kit-message")
    return said
