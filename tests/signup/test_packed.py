"""The file for Lambda: what is in it, and that nothing else is needed."""

import io
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from plainstatus.look import theme_folder
from plainstatus.model.aws_channel import SesChannel
from plainstatus.model.channel import SmtpChannel
from plainstatus.model.subscriber_place import SesListPlace
from plainstatus.signup.packed import Packed, archive, unpacked

from .house import place

SES = SesChannel("mail", ("eu-south-1", "eu-west-1"), "Otter <status@otter.example>", (), configuration_set="status")
SMTP = SmtpChannel("mail", "mail.otter.example", "status@otter.example", (), username="otter", password_env="SECRET")
LIST = SesListPlace("otter", "eu-south-1")

#: What is run with nothing but the file and the library of Python.
_PROGRAM = """
import sys
sys.path.insert(0, sys.argv[1])
from plainstatus.signup import aws_lambda
class Nobody:
    def find(self, kind, address): return None
aws_lambda.open_subscribers = lambda place, root, environment: Nobody()
def ask(method, path, query="", body="", type=""):
    http = {"method": method, "path": path, "sourceIp": "192.0.2.7"}
    event = {"requestContext": {"http": http}, "rawPath": path, "rawQueryString": query, "body": body}
    return aws_lambda.handler({**event, "headers": {"content-type": type}}, None)
print(ask("GET", "/", "page=it")["statusCode"], "Indirizzo e-mail" in ask("GET", "/", "page=it")["body"])
form = "application/x-www-form-urlencoded"
print(ask("POST", "/subscribe", body="address=ada%40example.com&kinds=incident", type=form)["statusCode"])
print(*sorted({name.split(".")[0] for name in sys.modules} - set(sys.stdlib_module_names) - {"__main__"}))
"""


@pytest.mark.parametrize("channel", [SES, SMTP], ids=["ses", "smtp"])
def test_what_the_function_knows_comes_out_as_it_went_in(channel: SesChannel | SmtpChannel) -> None:
    packed = Packed(place(), channel, LIST)

    assert unpacked(packed.as_text()) == packed


def test_the_same_site_makes_the_same_bytes() -> None:
    assert archive(Packed(place(), SES, LIST), (theme_folder(),)) == archive(
        Packed(place(), SES, LIST), (theme_folder(),)
    )


def test_the_owners_templates_take_the_place_of_those_of_the_theme(tmp_path: Path) -> None:
    (tmp_path / "signup").mkdir()
    (tmp_path / "signup" / "said.html").write_text("ours")

    made = zipfile.ZipFile(io.BytesIO(archive(Packed(place(), SES, LIST), (tmp_path, theme_folder()))))

    assert made.read("theme/signup/said.html") == b"ours"
    assert len(made.namelist()) == len(set(made.namelist()))


def test_the_file_runs_with_nothing_beside_it(tmp_path: Path) -> None:
    """Boto3, which Lambda has, is needed only where AWS is asked."""
    smtp = SmtpChannel("mail", "127.0.0.1", "status@otter.example", (), port=1, tls="none")
    zipfile.ZipFile(io.BytesIO(archive(Packed(place(), smtp, LIST), (theme_folder(),)))).extractall(tmp_path)

    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", _PROGRAM, str(tmp_path)],
        env={"PLAINSTATUS_SIGNUP_KEY": "k" * 32},
        capture_output=True,
        encoding="utf-8",
    )

    assert done.stderr == ""
    page, mail_server_away, libraries = (line for line in done.stdout.splitlines() if not line.startswith("mail: "))
    assert (page, mail_server_away) == ("200 True", "503")
    assert {name for name in libraries.split() if not name.startswith("_sysconfigdata")} == {
        "jinja2",
        "markupsafe",
        "plainstatus",
    }
