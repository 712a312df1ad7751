"""The rules of this folder, in the order in which the manual lists them."""

from plainstatus.check.rule import WordRule
from plainstatus.check.words import (
    blame,
    cloud_ids,
    customer_words,
    internal_addresses,
    jargon,
    lengths,
    own_names,
    reading_ease,
    secrets,
    shouting,
    stack_traces,
    tickets,
    unfilled,
    vague,
)

RULES: tuple[WordRule, ...] = (
    secrets.RULE,
    internal_addresses.ADDRESS_RULE,
    internal_addresses.HOST_RULE,
    internal_addresses.LOOPBACK_RULE,
    cloud_ids.RULE,
    tickets.RULE,
    stack_traces.RULE,
    own_names.NAME_RULE,
    own_names.PERSON_RULE,
    unfilled.RULE,
    customer_words.RULE,
    blame.RULE,
    shouting.CAPITALS_RULE,
    shouting.EXCLAMATION_RULE,
    jargon.RULE,
    vague.WHEN_RULE,
    vague.WHO_RULE,
    vague.NOTHING_RULE,
    lengths.TITLE_RULE,
    lengths.OPENING_RULE,
    reading_ease.SENTENCE_RULE,
    reading_ease.EASE_RULE,
)
