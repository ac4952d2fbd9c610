"""`afterthought doctor`: looks at every dependency and setting, and says what to mend."""

import asyncio
import logging
from typing import Annotated

import typer

from services.kit.process import read
from services.ops.cli.display import Display
from services.ops.cli.options import Json
from services.ops.doctor.finding import Finding, Grade
from services.ops.exits import Exit
from services.ops.settings import DoctorSettings

STYLES = {Grade.FINE: "green", Grade.DOUBTFUL: "yellow", Grade.BROKEN: "bold red"}


def doctor(
    all_findings: Annotated[bool, typer.Option("--all", "-a", help="Show what is right, too.")] = False,
    as_json: Json = False,
) -> None:
    """Look at RabbitMQ, PostgreSQL, the model, the services and the clocks, and say what is wrong and how to mend it.

    It changes nothing. It needs the settings that the services have: run it where their environment is, or give
    --env-file before the command. The exit code is 3 when something is broken.

    \b
    Examples:
      afterthought doctor
      afterthought --env-file production.env doctor --json
    """
    # The clients of RabbitMQ and PostgreSQL take a quarter of a second to import, which no other command needs.
    from services.ops.doctor.examination import examine  # noqa: PLC0415 - see above

    display = Display(as_json)
    # What a client library logs about a failure is in the findings already, in better words.
    logging.disable(logging.CRITICAL)
    findings = asyncio.run(examine(read(DoctorSettings)))
    broken = [each for each in findings if each.grade is Grade.BROKEN]
    doubtful = [each for each in findings if each.grade is Grade.DOUBTFUL]
    if as_json:
        display.document({"healthy": not broken, "findings": [each.document() for each in findings]})
    else:
        for each in findings if all_findings else [*broken, *doubtful]:
            _show(display, each)
        display.say(_sentence(len(findings), len(broken), len(doubtful)))
    if broken:
        raise typer.Exit(Exit.FOUND)


def _show(display: Display, finding: Finding) -> None:
    display.say(f"{finding.grade.value}: {finding.says}", style=STYLES[finding.grade])
    if finding.mend:
        display.say(f"  {finding.mend}")


def _sentence(looked: int, broken: int, doubtful: int) -> str:
    if not broken:
        return f"All is well: {looked} things looked at{f', {doubtful} to keep an eye on' if doubtful else ''}."
    return f"{broken} of {looked} things looked at are broken; the first is the one to begin with."
