"""What an import makes of a file: ids that stay the same, the branch that was kept, batches that fit."""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.ops.cli.display import plain
from services.ops.cli.importing.chatgpt import read_chatgpt
from services.ops.cli.importing.journal import Journal, Track
from services.ops.cli.importing.survey import distinct, survey
from services.ops.cli.importing.turn import Maker, Turn, Wrong

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)


def line(content: str = "I live in Lisbon.", ident: str | None = None, user: str = "ada") -> dict[str, Any]:
    named = {} if ident is None else {"id": ident}
    return {"user_id": user, "session_id": "s", "message": {"content": content, **named}}


def made(*lines: dict[str, Any]) -> list[Turn]:
    maker = Maker(None, NOON)
    turns = [maker.make(f"line {number}", each) for number, each in enumerate(lines, 1)]
    assert all(isinstance(each, Turn) for each in turns), turns
    return [each for each in turns if isinstance(each, Turn)]


def journal(tmp_path, url: str = "http://chat") -> Journal:
    return Journal(tmp_path / "progress", url)


@given(st.lists(st.sampled_from(["a", "b", "c"]), max_size=12), st.data())
def test_what_has_no_id_gets_the_same_ids_wherever_other_lines_are_put(contents, data):
    before = sorted(turn.message for turn in made(*map(line, contents)))
    assert len(set(before)) == len(contents), "what was said twice is two"
    shuffled = data.draw(st.permutations(contents))
    assert sorted(turn.message for turn in made(*map(line, shuffled))) == before


def test_an_own_id_is_kept_and_counts_for_its_user_alone():
    turns = made(line(ident="m"), line(ident="m", user="bo"), line("Again.", ident="m"))
    assert [turn.message for turn in turns] == ["m", "m", "m"]
    assert turns[0].key == turns[2].key != turns[1].key
    assert [turn.user for turn in distinct(lambda: iter(turns))] == ["ada", "bo"]


def test_a_lane_of_its_own_is_no_reason_to_leave_the_bulk_lane():
    (turn,) = made({**line(), "lane": "live"})
    assert turn.body["lane"] == "bulk"


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"message": {"content": "x" * 65_537}}, "message.content"),
        ({"message": {"content": "x\x00"}}, "message.content: must not hold control characters"),
        ({"message": {"content": "\ud800"}}, "message.content"),
        ({"message": {"content": "x", "said_at": 1}}, "message.said_at: must be a date"),
        ({"message": {"content": "x", "said_at": "1969-01-01T00:00:00Z"}}, "message.said_at: must not be before 1970"),
        ({"context": [{"role": "user", "content": "x"}] * 21}, "context"),
        ({"context": [{"role": "tool", "content": "x"}]}, "context.0.role"),
        ({"user_id": "a\nb"}, "user_id: must not hold control characters"),
        ({"session_id": 7}, "session_id"),
    ],
)
def test_what_the_service_would_refuse_is_named_before_anything_is_sent(changes, reason):
    found = Maker(None, NOON).make("line 1", {**line(), **changes})
    assert isinstance(found, Wrong)
    assert found.reason.startswith(reason)


def test_a_journal_counts_only_for_the_same_beginning_and_the_same_service(tmp_path):
    turns = made(*(line(ident=str(number)) for number in range(6)))
    track = Track()
    for turn in turns[:4]:
        track.step(turn)
    journal(tmp_path).save(track)

    def before(found: list[Turn], url: str = "http://chat") -> int:
        kept = journal(tmp_path, url)
        kept.load()
        return survey(lambda: iter(found), kept).before

    assert before(turns) == before(turns[:4]) == 4
    assert before(turns[1:]) == before(turns[:3]) == before(turns[::-1]) == 0
    assert before(turns, "http://other") == 0
    (tmp_path / "progress").write_text("{ half")
    assert before(turns) == 0


def talk(mapping: object, **fields: Any) -> list[Turn | Wrong]:
    conversation = {"id": "c", "create_time": NOON.timestamp(), "mapping": mapping, **fields}
    return list(read_chatgpt([conversation], Maker("ada", None), "ada"))


def node(text: object = "I am a nurse.", parent: str | None = None, **message: Any) -> dict[str, Any]:
    content = {"content_type": "text", "parts": [text]}
    return {"parent": parent, "message": {"author": {"role": "user"}, "content": content, **message}}


def test_a_loop_and_odd_parts_in_an_export_do_no_harm():
    assert [type(each) for each in talk({"a": node(parent="b"), "b": node(parent="a")})] == [Turn, Turn]
    assert talk({"a": node(None), "b": {"parent": "a"}, "c": node(parent="b", content=None)}) == []
    assert talk({"a": node(author=None)}) == []
    assert talk({}) == []
    (wrong,) = talk([])
    assert isinstance(wrong, Wrong)
    (late,) = talk({"a": node(create_time="soon")})
    assert late == Wrong("conversation 1, message a", "has no create_time, and neither has its conversation")
    (long,) = talk({"a": node("x" * 70_000)})
    assert isinstance(long, Wrong)


@given(st.text())
def test_nothing_that_steers_a_terminal_is_left(text):
    shown = plain(text)
    assert len(shown) == len(text)
    assert not {chr(code) for code in (*range(9), *range(11, 32), *range(127, 160), 0x202E)} & set(shown)
