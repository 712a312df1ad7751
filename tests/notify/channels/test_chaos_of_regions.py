"""Mail through two regions that fail at random: nobody hears twice, and whoever hears nothing is held, and told of."""

import base64
import json
import random
from pathlib import Path
from typing import Any

import pytest
from botocore.awsrequest import AWSResponse
from botocore.exceptions import ConnectTimeoutError, EndpointConnectionError

from plainstatus.aws.clients import client
from plainstatus.model.aws_channel import SesChannel
from plainstatus.notify.channels.regions import Regions
from plainstatus.notify.channels.ses import Accounts, Ses

from ...aws.sent import Raw, json_answer, reset, timeout
from ...aws.server import Aws
from ...timeline.building import incident, said
from ..desk import desk
from .test_regions import DUBLIN, MILAN, Time, raising

RUNS = 60
READERS = tuple(f"reader{number}@list.example" for number in range(4))
CHANNEL = SesChannel("mail", (MILAN, DUBLIN), "status@otter.example", READERS)
OUTAGE = incident(said("2026-11-24 14:05", "investigating"), said("2026-11-24 14:20", "resolved"))
WHOLE = len(READERS) * len(OUTAGE.updates)
#: What certainly brings nothing.
REFUSALS = (
    raising(EndpointConnectionError),
    raising(ConnectTimeoutError),
    json_answer(429, "TooManyRequestsException"),
    json_answer(503, "ServiceUnavailable"),
    json_answer(400, "MessageRejected"),
    json_answer(400, "BadRequestException"),
)


class Chance:
    """SES that takes mail or does not, and then tells so or does not. `taken` is what readers get."""

    def __init__(self, seed: int) -> None:
        self.random, self.taken = random.Random(seed), []  # type: ignore[var-annotated]
        self.is_calm = False

    def __call__(self, operation: str, number: int, request: Any) -> AWSResponse | None:
        if operation == "GetAccount":
            return json_answer(403, "AccessDeniedException")(request)
        chance = 1.0 if self.is_calm else self.random.random()
        if chance < 0.35:
            return self.random.choice(REFUSALS)(request)
        if chance < 0.42:
            return self.random.choice((reset, timeout))(request)
        body = json.loads(request.body)
        mail = base64.b64decode(body["Content"]["Raw"]["Data"])
        subject = next(line for line in mail.splitlines() if line.startswith(b"Message-ID: "))
        self.taken.append((body["Destination"]["ToAddresses"][0], subject))
        if chance < 0.5:
            return self.random.choice((reset, timeout, json_answer(504, "GatewayTimeout")))(request)
        return AWSResponse(request.url, 200, {"content-type": "application/json"}, Raw(b'{"MessageId":"m"}'))


@pytest.mark.proves("fake")
def test_over_many_runs_nobody_hears_twice_and_nobody_is_forgotten(
    aws: Aws, tmp_path: Path, record_property: Any
) -> None:
    clients = {region: client("sesv2", "mail", region=region, once=True) for region in (MILAN, DUBLIN)}
    held = sent = 0
    for seed in range(RUNS):
        time, aws.wire.trouble = Time(), (chance := Chance(seed))
        here = desk(tmp_path / str(seed), CHANNEL)
        regions = Regions(
            "sesv2", "mail", tuple(clients), connect=clients.get, clock=lambda time=time: time.now, sleep=time.sleep
        )
        here.channels["mail"] = Ses(CHANNEL, regions, Accounts(lambda time=time: time.now, time.sleep))
        for _ in range(3):
            here.notify(OUTAGE)
            time.sleep(120)
        chance.is_calm = True
        last = here.notify(OUTAGE)

        assert len(set(chance.taken)) == len(chance.taken), f"somebody heard twice: {seed}"
        assert here.notify(OUTAGE) == ["held"] * last.count("held")
        missing = WHOLE - len(chance.taken)
        assert missing <= last.count("held"), f"somebody was forgotten: {seed}"
        held, sent = held + last.count("held"), sent + len(chance.taken)

    record_property("counted", f"{sent} mails, {held} held")
    assert sent > RUNS * WHOLE * 0.7
    assert held > 0
