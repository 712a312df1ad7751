"""What `plainstatus errors` prints for AWS, looked at by cfn-lint and for what that lets pass."""

import copy
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner

from plainstatus.commands.program import program
from plainstatus.infrastructure import apigateway, cloudfront

from ..site import rich_site
from ..site.built import write_files
from .cloudformation_rules import faults_of
from .linting import lint

PROBLEMS: dict[str, dict[str, Any]] = {
    kind: {"title": f"{kind} costs $5 & #more", "status": int(kind), "retry_after": 90}
    for kind in ("500", "502", "504")
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_files(tmp_path_factory.mktemp("rich"), rich_site.FILES)


def printed(site: Path, *arguments: str) -> str:
    options = ["--config-file", str(site / "mkdocs.yml")]
    if arguments[0] == "apigateway":
        options += ["--now", f"{rich_site.NOW} UTC"]
    done = CliRunner().invoke(program, ["errors", *arguments, *options])
    assert done.exit_code == 0, done.output
    return done.output


@pytest.mark.proves("lint")
@pytest.mark.parametrize("what", ["cloudfront", "apigateway"])
@pytest.mark.parametrize("form", ["yaml", "json"])
def test_cfn_lint_finds_nothing_not_even_a_warning(site: Path, tmp_path: Path, what: str, form: str) -> None:
    file = tmp_path / f"template.{form}"
    file.write_text(printed(site, what, "--format", form), "utf-8")

    assert lint(file) == (0, "", "")


@pytest.mark.proves("lint")
@pytest.mark.parametrize("what", ["cloudfront", "apigateway"])
def test_nothing_is_left_that_aws_would_refuse(site: Path, what: str) -> None:
    assert faults_of(yaml.safe_load(printed(site, what))) == []


def _group(template: Any) -> Any:
    return template["Resources"]["Distribution"]["Properties"]["DistributionConfig"]["OriginGroups"]["Items"][0]


def _response(template: Any) -> Any:
    return template["Resources"]["ThrottledResponse"]["Properties"]


@pytest.mark.parametrize(
    ("template", "plant"),
    [
        (
            cloudfront.template("https://s.example/"),
            lambda t: _group(t)["Members"]["Items"][0].update(OriginId="nowhere"),
        ),
        (cloudfront.template("https://s.example/"), lambda t: _group(t)["Members"].update(Quantity=3)),
        (
            cloudfront.template("https://s.example/"),
            lambda t: _group(t)["FailoverCriteria"]["StatusCodes"].update(Quantity=1),
        ),
        (apigateway.template(PROBLEMS, "https://s.example/"), lambda t: _response(t).update(ResponseType="BANANA")),
        (apigateway.template(PROBLEMS, "https://s.example/"), lambda t: _response(t).update(StatusCode="999")),
    ],
    ids=["unknown member", "members", "status codes", "response type", "status code"],
)
def test_a_planted_fault_that_cfn_lint_lets_pass_is_found(template: Any, plant: Callable[[Any], None]) -> None:
    planted = copy.deepcopy(template)
    plant(planted)

    assert faults_of(template) == []
    assert len(faults_of(planted)) == 1


@pytest.mark.parametrize(
    ("address", "host", "path", "protocol", "port"),
    [
        ("https://status.example/", "status.example", None, "https-only", None),
        ("https://acme.example/status/", "acme.example", "/status", "https-only", None),
        ("https://status.example:8443/", "status.example", None, "https-only", ("HTTPSPort", 8443)),
        ("http://status.example:8080/a/b/", "status.example", "/a/b", "http-only", ("HTTPPort", 8080)),
    ],
)
def test_error_pages_are_fetched_from_where_the_status_site_lies(
    address: str, host: str, path: str | None, protocol: str, port: tuple[str, int] | None
) -> None:
    made = cloudfront.template(address)

    assert made["Parameters"]["ErrorsDomain"]["Default"] == host
    app, *places = made["Resources"]["Distribution"]["Properties"]["DistributionConfig"]["Origins"]
    assert [place.get("OriginPath") for place in places] == [path, path]
    assert "OriginPath" not in app, "the product lies where it always did"
    for place in places:
        asked = place["CustomOriginConfig"]
        assert asked["OriginProtocolPolicy"] == protocol
        assert [(key, value) for key, value in asked.items() if key.endswith("Port")] == ([port] if port else [])


@pytest.mark.proves("lint")
def test_a_site_below_a_path_passes_too(tmp_path: Path) -> None:
    file = tmp_path / "template.json"
    file.write_text(json.dumps(cloudfront.template("http://acme.example:8080/status/")), "utf-8")

    assert lint(file) == (0, "", "")


def test_the_template_says_what_to_take_over(site: Path) -> None:
    said = [line for line in printed(site, "cloudfront").splitlines() if line.startswith("#")]
    config = yaml.safe_load(printed(site, "cloudfront"))["Resources"]["Distribution"]["Properties"][
        "DistributionConfig"
    ]

    for name in ("CustomErrorResponses", "OriginGroups", "CacheBehaviors", "Origins"):
        assert name in config
        assert any(name in line for line in said)


def test_each_error_keeps_its_code_and_has_a_page_that_is_made() -> None:
    responses = cloudfront.custom_error_responses()

    assert [(each["ErrorCode"], each["ResponseCode"]) for each in responses] == [(c, c) for c in (500, 502, 503, 504)]
    assert {each["ResponsePagePath"] for each in responses} == {f"/errors/{code}.html" for code in (500, 502, 503, 504)}


def test_the_five_gateway_responses_advise_when_to_try_again() -> None:
    made = apigateway.extension(PROBLEMS, "https://s.example/")["x-amazon-apigateway-gateway-responses"]

    assert {type: response.get("statusCode") for type, response in made.items()} == {
        "DEFAULT_4XX": None,
        "DEFAULT_5XX": None,
        "THROTTLED": 429,
        "INTEGRATION_TIMEOUT": 504,
        "INTEGRATION_FAILURE": 504,
    }
    advice = {type: each["responseParameters"]["gatewayresponse.header.Retry-After"] for type, each in made.items()}
    assert advice == {
        "DEFAULT_4XX": "'60'",
        "DEFAULT_5XX": "'90'",
        "THROTTLED": "'60'",
        "INTEGRATION_TIMEOUT": "'90'",
        "INTEGRATION_FAILURE": "'90'",
    }


def test_bodies_are_json_once_the_gateway_has_filled_them_in_and_words_are_no_references() -> None:
    made = apigateway.extension(PROBLEMS, "https://s.example/")["x-amazon-apigateway-gateway-responses"]
    for response in made.values():
        body = response["responseTemplates"]["application/json"]
        references = set(re.findall(r"\$[\w.]*", body))
        assert references <= {"$context.requestId", "$context.error.messageString"}
        assert "#" not in body
        filled = json.loads(
            body.replace("$context.error.messageString", '"Forbidden"').replace("$context.requestId", "1")
        )
        assert filled["request_id"] == "1"
    told = json.loads(made["DEFAULT_5XX"]["responseTemplates"]["application/json"])
    assert told["title"] == "500 costs $5 & #more"
    assert "status" not in told, "it stands for several codes"


def test_the_bodies_tell_of_the_incidents_of_the_site(site: Path) -> None:
    made = yaml.safe_load(printed(site, "apigateway", "--openapi"))["x-amazon-apigateway-gateway-responses"]

    told = json.loads(made["INTEGRATION_TIMEOUT"]["responseTemplates"]["application/json"])
    assert told["incidents"][0]["url"] == "https://status.example/incidents/2026-11-24-groups/"
    assert told["expected_recovery"] == "2026-11-24T18:00:00Z"


def test_a_site_without_an_address_is_told_in_one_line(tmp_path: Path) -> None:
    text = rich_site.FILES["mkdocs.yml"]
    assert isinstance(text, str)
    (tmp_path / "mkdocs.yml").write_text(text.replace('"site_url"', '"site_author"'), "utf-8")
    done = CliRunner().invoke(program, ["errors", "cloudfront", "-f", str(tmp_path / "mkdocs.yml")])

    assert done.exit_code == 1
    assert "site_url" in done.output
    assert "Traceback" not in done.output
