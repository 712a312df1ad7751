"""The templates, and the parameters with which stacks are made of them."""

from plainstatus.infrastructure import edge, ledger, messaging, scheduler, signup, storage

BUCKETS = {
    "FirstBucket": "acme-status-milan",
    "FirstRegion": "eu-south-1",
    "SecondBucket": "acme-status-dublin",
    "SecondRegion": "eu-west-1",
}
WHOLE_EDGE = {
    **BUCKETS,
    "LedgerBucket": "acme-status-ledger",
    "LedgerTable": "acme-status-ledger",
    "MailFrom": "status@acme.example",
    "ContactList": "acme",
    "Topic": "acme-status",
    "Texts": "yes",
    "Host": "status.acme.example",
    "Signup": "https://signup.acme.example",
    "Certificate": "0a1b2c3d",
    "GitHubSubject": "repo:acme@1234/status@5678:ref:refs/heads/main",
}
TOPIC = "arn:aws:sns:eu-south-1:111122223333:Operators"
PROVIDER = "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com"
SIGNUP = {
    "CodeBucket": "acme-status-code",
    "CodeKey": "signup-1.zip",
    "Secret": "status-signup",
    "MailFrom": "status@acme.example",
    "ContactList": "acme",
}
#: Every way in which conditions can fall out.
WAYS: list[tuple[str, dict[str, str]]] = [
    ("storage", {"Bucket": "acme-status-milan"}),
    ("storage", {"Bucket": "acme-status-milan", "LedgerBucket": "acme-status-ledger"}),
    ("storage", {"Bucket": "acme-status-milan", "Distribution": "E2EXAMPLE"}),
    ("storage", {"Bucket": "acme-status-milan", "LedgerTable": "acme-status-ledger"}),
    (
        "storage",
        {
            "Bucket": "acme-status-milan",
            "Distribution": "E2EXAMPLE",
            "LedgerBucket": "acme-status-ledger",
            "LedgerTable": "acme-status-ledger",
        },
    ),
    ("edge", BUCKETS),
    ("edge", WHOLE_EDGE),
    ("edge", {**WHOLE_EDGE, "GitHubProvider": PROVIDER}),
    ("ledger", {"Table": "acme-status-ledger", "Second": "eu-central-1", "Witness": "eu-west-3"}),
    ("messaging", {}),
    ("messaging", {"Topic": "acme-status", "MailSetName": "acme-status"}),
    ("scheduler", {"Repository": "acme/status", "TokenSecret": "token"}),
    ("scheduler", {"Repository": "acme/status", "TokenSecret": "token", "AlarmTopic": TOPIC}),
    ("signup", SIGNUP),
    ("signup", {**SIGNUP, "AlarmTopic": TOPIC}),
]
MADE = {
    "storage": storage.template(),
    "edge": edge.template(),
    "ledger": ledger.template(),
    "messaging": messaging.template(),
    "scheduler": scheduler.template(),
    "signup": signup.template(),
}


def whole(what: str) -> dict[str, str]:
    """The parameters with which a stack has everything that is to be had."""
    return {**WHOLE_EDGE} if what == "edge" else max((given for name, given in WAYS if name == what), key=len)
