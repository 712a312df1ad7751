"""`plainstatus doctor`."""

import os
import time
from functools import partial
from pathlib import Path

import click

from plainstatus.commands.clock import now_from
from plainstatus.commands.options import config_option, format_option, now_option


@click.command(
    "doctor",
    short_help="Look for what is not in order around the site.",
    epilog="""\b
Examples:
  plainstatus doctor
  plainstatus doctor --offline
  plainstatus doctor --format json

\b
Exit codes:
  0  there is no fault; warnings do not count
  1  there are faults
""",
)
@click.option("--offline", is_flag=True, help="Leave out all that needs the network.")
@config_option
@now_option
@format_option("text", "json")
def command(offline: bool, config_file: Path, now: str | None, output: str) -> None:
    """Look at this machine, the settings, every target, the site as readers get it, its name, channels and ledger.

    Nothing is changed, and nothing is sent. Only places that mkdocs.yml names are asked, and DNS. What is not in
    order is told with what to do; “?” stands before what cannot be told from here.
    """
    from plainstatus.commands.doctor_told import as_json, as_text
    from plainstatus.doctor.checkup import Circumstances, examinations
    from plainstatus.doctor.diagnosis import Examination, examine
    from plainstatus.doctor.names import Dns
    from plainstatus.drill.examined import look_at_drills
    from plainstatus.reading.settings import read_configuration

    configuration = read_configuration(config_file)
    settings = configuration.settings
    here = Circumstances(configuration.files.root, now_from(now, settings.timezone), time.time, os.environ, Dns())
    wanted = examinations(settings, configuration.findings, here)
    drills = partial(look_at_drills, settings.rehearsal, here.root, here.now)
    reports = examine([*wanted, Examination("drills", drills)], offline=offline)
    click.echo(as_json(reports) if output == "json" else as_text(reports), nl=False)
    raise SystemExit(any(each.level == "fault" for report in reports for each in report.diagnoses))
