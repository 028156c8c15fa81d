"""The command line: python -m customer_value COMMAND. Heavy imports wait until a command needs them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, NoReturn

import typer

USAGE = 2
"""How a program ends whose options make no sense."""

app = typer.Typer(
    help="Measures of customer value on your own orders.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.callback()
def commands() -> None:
    """Measures of customer value on your own orders."""


@app.command(
    epilog="Example: python -m customer_value report orders.csv --customer member_id --date order_date --amount total "
    "--language zh-Hant --out report.html"
)
def report(
    orders: Annotated[Path, typer.Argument(help="Your orders: CSV, Parquet or Excel (.xlsx).", show_default=False)],
    out: Annotated[Path, typer.Option(help="The page to write (.html).")] = Path("report.html"),
    customer: Annotated[str | None, typer.Option(help="Column that says whose an order is.")] = None,
    date: Annotated[str | None, typer.Option(help="Column with the day of the order.")] = None,
    amount: Annotated[
        str | None,
        typer.Option(help="Column with the amount, or two to multiply: 'Quantity*Price'."),
    ] = None,
    order: Annotated[str | None, typer.Option(help="Column with the order's number.")] = None,
    status: Annotated[str | None, typer.Option(help="Column that says what was cancelled.")] = None,
    refunds: Annotated[Path | None, typer.Option(help="A file of refunds: order, date, amount.")] = None,
    snapshot: Annotated[
        str | None,
        typer.Option(help="Day on which customers are judged; the last in the file if left out."),
    ] = None,
    language: Annotated[str, typer.Option(help="en or zh-Hant.")] = "en",
    currency: Annotated[str, typer.Option(help="Of the amounts, in three letters; nothing is converted.")] = "TWD",
    margin: Annotated[float | None, typer.Option(help="Margin rate such as 0.4; value to come is then margin.")] = None,
    time_zone: Annotated[str, typer.Option(help="The shop's, for times that carry a time zone.")] = "Asia/Taipei",
    day_first: Annotated[bool, typer.Option("--day-first", help="05/06/2024 is in June.")] = False,
    month_first: Annotated[bool, typer.Option("--month-first", help="05/06/2024 is in May.")] = False,
    format: Annotated[str | None, typer.Option(help="csv, parquet or excel, where the ending does not say it.")] = None,
    json: Annotated[Path | None, typer.Option(help="Write the numbers too (.json).")] = None,
    customers: Annotated[Path | None, typer.Option(help="Write a row per customer too (.csv).")] = None,
) -> None:
    """One page on your customers, from your own orders.

    Columns you do not name are guessed. Nothing leaves this machine.
    """
    from customer_value.own_orders import OwnOrdersError
    from customer_value.report.command import Request, check_request, progress
    from customer_value.report.command import report as make
    from customer_value.settings import LANGUAGES

    if language not in LANGUAGES:
        _stop(f"There is no language {language!r} for a report; there is {' and '.join(LANGUAGES)}.", USAGE)
    asked = Request(
        orders=orders,
        out=out,
        json=json,
        customers=customers,
        given={"customer": customer, "date": date, "amount": amount, "order": order, "status": status},
        refunds=refunds,
        snapshot=snapshot,
        language=language,
        currency=currency,
        margin=margin,
        zone=time_zone,
        day_first=True if day_first else False if month_first else None,
        format=format,
    )
    try:
        if day_first and month_first:
            raise OwnOrdersError("both_orders")
        check_request(asked)
    except OwnOrdersError as problem:
        _stop(problem.say(language), USAGE)
    try:
        with progress() as step:
            written = make(asked, step)
    except OwnOrdersError as problem:
        _stop(problem.say(language))
    except KeyboardInterrupt:
        _stop("", 130)
    for sentence in written:
        typer.echo(sentence)


@app.command(epilog="Example: python -m customer_value reference --out measures.html")
def reference(
    out: Annotated[Path, typer.Option(help="The page to write (.html), or the list (.md).")] = Path("measures.html"),
) -> None:
    """Every measure on one page: meaning, formula, edge cases, source and a worked example.

    With a name that ends in .md, the list of them with a sentence each.
    """
    from customer_value.reference import index, page
    from customer_value.whole_file import write_whole

    if out.suffix.lower() not in (".html", ".md"):
        _stop(f"{out} is neither a page nor a list; give a name that ends in .html or .md.", USAGE)
    try:
        write_whole(out, (index() if out.suffix.lower() == ".md" else page()).encode("utf-8"))
    except OSError as problem:
        _stop(f"{out} cannot be written: {problem.strerror}.")
    typer.echo(f"{out}: {'the list' if out.suffix.lower() == '.md' else 'every measure; open it in a browser'}.")


def main() -> None:
    """Run the command line."""
    app(prog_name="python -m customer_value")


def _stop(sentence: str, code: int = 1) -> NoReturn:
    if sentence:
        typer.echo(sentence, err=True)
    raise typer.Exit(code)
