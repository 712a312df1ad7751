"""Sites that stand in one folder never tell different readers at one place, whatever their files leave out."""

from pathlib import Path

import pytest

from plainstatus.reading.neighbours import neighbour_faults
from plainstatus.reading.settings import read_configuration
from tests.reading.files import write

PUBLIC = """\
site_name: Parcels
site_url: https://status.example.com/
plugins:
  plainstatus:
    audiences: {partners: [], internal: [partners]}
    channels:
      chat: {slack_url_env: SLACK_URL}
      mail: {smtp: mail.example.com, from: status@example.com, to: [list@example.com]}
"""


def faults(folder: Path, name: str, **channels: str) -> list[str]:
    """What is wrong with the site `name`, where each of `channels` are those of the site of that audience."""
    files = {"mkdocs.yml": PUBLIC}
    for audience, written in channels.items():
        files[f"mkdocs.{audience}.yml"] = (
            f"INHERIT: mkdocs.yml\nsite_url: https://{audience}.example.com/\nsite_dir: site-{audience}\n"
            f"plugins: {{plainstatus: {{audience: {audience}, channels: {written}}}}}\n"
        )
    write(folder, files)
    return [str(each) for each in neighbour_faults(read_configuration(folder / name))]


DROPPED = "{chat: null, mail: null, own: {slack_url_env: SLACK_URL, audience: partners}}"


def test_a_channel_that_is_dropped_and_written_anew_under_another_name_is_still_that_of_its_readers(
    tmp_path: Path,
) -> None:
    assert faults(tmp_path, "mkdocs.partners.yml", partners=DROPPED) == [
        "mkdocs.partners.yml: error: the channel `own`, for “partners”, leads to SLACK_URL, as `chat` of mkdocs.yml "
        "does, for “public”\n    Delete one of the two, or let it lead elsewhere: one place has one audience."
    ]


@pytest.mark.parametrize("name", ["mkdocs.partners.yml", "mkdocs.internal.yml"])
def test_two_further_sites_are_held_apart_too(tmp_path: Path, name: str) -> None:
    own = "{{own: {{outbox: box, audience: {}}}}}"

    (fault,) = faults(tmp_path, name, partners=own.format("partners"), internal=own.format("internal"))

    assert "leads to box/" in fault


def test_the_public_site_goes_on_telling_what_everybody_may_hear(tmp_path: Path) -> None:
    assert faults(tmp_path, "mkdocs.yml", partners=DROPPED) == []


def test_sites_with_places_of_their_own_and_what_they_inherit_are_fine(tmp_path: Path) -> None:
    channels = {
        audience: f"{{own: {{outbox: {audience}, audience: {audience}}}}}" for audience in ("partners", "internal")
    }

    assert faults(tmp_path, "mkdocs.internal.yml", **channels) == []
