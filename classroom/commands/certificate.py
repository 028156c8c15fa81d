"""Certificates: issued to those who have earned one, and checked by anybody."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from classroom.commands.options import ClassFolder, Source, read_day
from classroom.commands.progress import progress_bar
from classroom.counted import counted
from classroom.errors import KitError

UNDECIDED = 2
"""The exit code where nobody said whose key is trusted."""


def certificate(
    learners: Annotated[
        list[str] | None, typer.Argument(help="Ids, as on the roster; everybody when left out.", metavar="LEARNER")
    ] = None,
    folder: ClassFolder = Path("class"),
    day: Annotated[
        str, typer.Option("--date", help="The certificates' date, as 2026-03-20; today, in the class's time zone.")
    ] = "",
    language: Annotated[
        str, typer.Option("--language", "-l", help="en, zh-Hant or zh-Hans; the class's when left out.")
    ] = "",
    anew: Annotated[
        bool,
        typer.Option("--anew", help="In place of certificates issued before, after a name was mended for example."),
    ] = False,
    source: Source = None,
) -> None:
    """Issue certificates, as page and PDF, to everybody who has passed what class.toml requires; say what others lack.

    One that was issued before stays as it is. All are signed with the class's key, which is made the first time and
    lies in the class folder: publish its fingerprint, so that anybody can check a certificate with classroom verify.

    [bold]Example:[/bold] classroom certificate 1130001 --class class
    """
    import datetime as dt

    from classroom.certificate.files import FOLDER
    from classroom.certificate.issuing import issue
    from classroom.certificate.signing import PUBLIC
    from classroom.class_folder import read_class
    from classroom.course import check_language, find_course

    settings = read_class(folder)
    if language:
        check_language(language)
    date = read_day(day, "--date") or dt.datetime.now(settings.zone).date()
    with progress_bar("Looking at the class") as step:
        made = issue(
            find_course(source),
            folder,
            learners or (),
            date=date,
            language=language,
            anew=anew,
            tell=lambda learner, done, total: step("Certificates", done, total),
        )
    for one in made.certificates:
        statement = one.signed.statement
        who = f"{one.learner} ({statement.name})" if statement.name != one.learner else one.learner
        what = "issued" if one.is_new else "issued before, with the date"
        typer.echo(f"{who}: {what} {statement.date}: {', '.join(str(path) for path in one.files)}")
        if one.note:
            typer.echo(f"  {one.note}")
    for one in made.others:
        who = f"{one.learner.id} ({one.learner.name})" if one.learner.name else one.learner.id
        typer.echo(f"{who} has not earned one yet.")
        for lack in one.missing:
            typer.echo(f"  {lack.sentence('en')}")
    if not made.certificates:
        typer.echo("Nobody has a certificate." if made.others else f"There is nobody in {folder}.")
        return
    typer.echo(
        f"{counted(len(made.certificates), 'certificate')} in {folder / FOLDER}, signed with the key "
        f"{made.key.fingerprint if made.key else ''}.\n"
        f"Publish that fingerprint, or {folder / PUBLIC}: by it anybody can check a certificate with classroom verify."
    )


def verify(
    given: Annotated[
        list[str], typer.Argument(help="A certificate's code, its page or its PDF.", metavar="FILE_OR_CODE")
    ],
    key: Annotated[
        str, typer.Option("--key", help="The fingerprint that the class publishes, or a file with its public key.")
    ] = "",
    folder: Annotated[Path | None, typer.Option("--class", "-c", help="The class folder, in place of the key.")] = None,
) -> None:
    """Say whether a certificate is genuine: exactly as the class issued it. Needs no network.

    A certificate carries the key that it was signed with, and anybody can make a key. So ask the class, or look on its
    page, for the fingerprint of its key, and name that with --key. Exits with 1 where a certificate is not valid, with
    2 where no key was named.

    [bold]Example:[/bold] classroom verify certificate.pdf --key "3F2A 9C01 77B0 12DE 5A40 C9E1 0B6D 88F3"
    """
    from classroom.certificate.signing import trusted_key, trusted_of_class
    from classroom.certificate.verifying import read_given
    from classroom.certificate.verifying import verify as judge

    if key and folder is not None:
        raise KitError("Name the key or the class folder, not both.")
    trusted = trusted_key(key) if key else trusted_of_class(folder) if folder is not None else None
    if len(given) > 1 and any(Path(one).is_file() for one in given):  # a code may come in several pieces, files not
        raise KitError("One certificate is checked at a time: name one file, or one code.")
    verdict = judge(read_given(" ".join(given)), trusted)
    typer.echo(verdict.sentence)
    if verdict.state != "valid":
        raise typer.Exit(1 if verdict.state == "not valid" else UNDECIDED)


PANEL = "Certificates"
COMMANDS = (certificate, verify)
