"""A turn goes out without its secrets, and the model gets the request as it came."""

import json
from datetime import UTC, datetime

from contracts.events import MESSAGE_LIMIT, ContextMessage, TurnRecorded, UserMessage
from contracts.identifiers import new_id
from services.chat.conversation import EXCERPT_LENGTH, QUESTION_LENGTH, read_conversation
from services.chat.redaction import LONG, redact_turn
from services.kit.metrics import REGISTRY
from services.kit.redaction.kinds import KINDS, label

CARD = "4111 1111 1111 1111"


def turn(content: str, *context: str) -> TurnRecorded:
    ident = new_id()
    return TurnRecorded(
        tenant_id="default",
        user_id="ada",
        session_id="s",
        turn_id=ident,
        said_at=datetime.now(UTC),
        message=UserMessage(id=str(ident), content=content),
        context=tuple(ContextMessage(role="user", content=each) for each in context),
    )


def counted(kind: str) -> float:
    return REGISTRY.get_sample_value("chat_redactions_total", {"kind": kind}) or 0.0


def test_each_kind_has_a_series_from_the_start():
    assert all(REGISTRY.get_sample_value("chat_redactions_total", {"kind": label(kind)}) is not None for kind in KINDS)


async def test_message_and_context_lose_their_secrets_and_each_is_counted():
    before = counted("card_number"), counted("password")
    redacted = await redact_turn(turn(f"Pay with {CARD}.", "hi", "my password is hunter2"))
    assert redacted.message.content == "Pay with [redacted: card number]."
    assert [each.content for each in redacted.context] == ["hi", "my password is [redacted: password]"]
    assert (counted("card_number"), counted("password")) == (before[0] + 1, before[1] + 1)


async def test_a_turn_without_secrets_stays_the_same_object():
    plain = turn("I live in Lisbon.", "Where do you live?")
    assert await redact_turn(plain) is plain


async def test_a_long_turn_is_redacted_too_and_fits_its_contract():
    content = (f"{CARD} my pin is 4821 " * MESSAGE_LIMIT)[: MESSAGE_LIMIT - 5] + "4821."
    assert len(content) > LONG
    redacted = await redact_turn(turn(content))
    assert "4821" not in redacted.message.content[:-5]
    assert CARD not in redacted.message.content
    assert TurnRecorded.model_validate_json(redacted.model_dump_json()) == redacted


def test_a_secret_across_a_cut_is_not_kept_in_half():
    long = "x" * (EXCERPT_LENGTH - 10) + " " + CARD
    question = "y" * (QUESTION_LENGTH - 10) + " " + CARD
    messages = [{"role": "user", "content": long}, {"role": "user", "content": question}]
    raw = json.dumps({"model": "m", "user": "ada", "messages": messages}).encode()
    conversation = read_conversation({}, raw, 5)
    assert conversation.turn is not None
    assert "4111" not in conversation.turn.context[0].content
    assert "4111" not in conversation.question
    assert len(conversation.question) == QUESTION_LENGTH
    assert conversation.raw == raw, "the model's own copy"
