"""The figures by name, what is required of them, and how they are told."""

from collections import Counter

import pytest

from tests.eval.arguments import parse_arguments
from tests.eval.baseline import FORM, keep_run, last_file, read_run
from tests.eval.errors import EvalError
from tests.eval.figures import AT_LEAST, AT_MOST, EXPLAINED, Run, figures, find_failures, parse_requirements
from tests.eval.report import as_json, show, write
from tests.eval.scoring import score
from tests.unit.eval.heard import expect, fact, heard, turn

LIVES = turn(1, "I live in Oslo.", [expect("home_city", "Oslo")])
RAINS = turn(2, "It rains.", category="smalltalk")
WORKS = turn(3, "I bake.", [expect("occupation", "baker")])


def run(*said, calls=0):
    return Run("2025-06-01T12:00:00+00:00", "fake", "facts-0", "tune", 1, calls, 1.0, score(said, []))


def mixed():
    return run(
        heard(LIVES, fact("home_city", "Oslo", quote="live in Oslo"), usage=(100, 20), rejected=["unknown_slot"]),
        heard(RAINS, fact("likes", "rain", quote="I love rain"), usage=(50, 10)),
        heard(WORKS, failure="refused"),
        calls=4,
    )


def test_every_figure_is_what_it_says():
    found = figures(mixed())

    assert found == {
        "precision": 0.5,
        "recall": 0.5,
        "junk": 0.5,
        "junk_turns": 1.0,
        "wrong_supersedes": 0.0,
        "wrong_supersede": None,
        "stale": None,
        "ungrounded": 1.0,
        "ungrounded_rate": 0.5,
        "failed": 1.0,
        "input_tokens": 50.0,
        "output_tokens": 10.0,
        "calls": pytest.approx(4 / 3),
    }
    assert set(found) == {*AT_LEAST, *AT_MOST} == set(EXPLAINED)
    assert mixed().rejections == Counter(unknown_slot=1)


def test_nothing_stored_is_no_precision_rather_than_a_perfect_one():
    assert figures(run(heard(LIVES)))["precision"] is None


@pytest.mark.parametrize(
    ("required", "unmet"),
    [
        ("precision=0.5,recall=0.5,junk=0.5", []),
        ("precision=0.51", ["precision is 0.5000, and must be at least 0.51"]),
        ("junk=0.02,ungrounded=0", ["junk is 0.5000, and must be at most 0.02", "ungrounded is 1.0000"]),
        ("stale=1", ["stale is not measured"]),
    ],
)
def test_what_is_required_is_compared_in_the_right_direction(required, unmet):
    failures = find_failures(figures(mixed()), parse_requirements(required))

    assert len(failures) == len(unmet)
    assert all(failure.startswith(start) for failure, start in zip(failures, unmet, strict=True))


@pytest.mark.parametrize("text", ["accuracy=1", "precision", "precision=high", ""])
def test_a_requirement_that_cannot_be_read_is_refused(text):
    with pytest.raises(ValueError, match=r"figure|name=number"):
        parse_requirements(text)


def test_the_report_has_the_figures_of_now_and_before():
    before = as_json(run(heard(LIVES)))
    text = write(mixed(), before)

    [recall] = [line for line in text.splitlines() if line.startswith("recall")]
    assert recall.split()[1:5] == ["50.0%", "0.0%", "+50.0", "pt"]
    assert "1 unknown_slot" in text
    assert "no earlier run" in write(mixed(), None)


def test_the_report_and_its_json_hold_no_sentence_of_anybody():
    for told in (write(mixed(), None), str(as_json(mixed()))):
        assert "Oslo" not in told
        assert "rain" not in told


def test_show_tells_what_was_missed_and_what_is_wrong():
    told = show(mixed().score.judged)

    assert "nonsense   likes: rain" in told
    assert "missed     occupation: baker" in told
    assert "failed     refused" in told
    assert "I live in Oslo" not in told


@pytest.mark.parametrize(
    "arguments",
    [
        ["--show", "--half", "kept"],
        ["--show", "--half", "all"],
        ["--require", "precision=lots"],
        ["--half", "both"],
        ["--at-once", "0"],
        ["--locomo", "a", "--longmemeval", "b"],
        ["--locomo", "a", "--require", "recall=1"],
        ["--most", "3"],
    ],
)
def test_a_command_line_that_makes_no_sense_ends_with_exit_code_2(arguments, capsys):
    with pytest.raises(SystemExit) as ended:
        parse_arguments(arguments)

    assert ended.value.code == 2
    assert "error: " in capsys.readouterr().err


def test_the_kept_half_is_shown_only_to_who_says_not_to_be_tuning():
    assert parse_arguments(["--show", "--half", "kept", "--i-am-not-tuning"]).show


def test_a_run_that_is_kept_can_be_compared_with(tmp_path):
    file = tmp_path / "runs" / "last.json"
    keep_run({"form": FORM, **as_json(mixed())}, file)

    assert read_run(file)["figures"] == pytest.approx(figures(mixed()))
    assert [each.name for each in file.parent.iterdir()] == ["last.json"]


@pytest.mark.parametrize("content", [None, "{", "[]", '{"form": 99, "figures": {}}'])
def test_a_file_that_is_no_run_is_refused(tmp_path, content):
    file = tmp_path / "run.json"
    if content is not None:
        file.write_text(content)

    with pytest.raises(EvalError, match=r"run\.json"):
        read_run(file)


def test_runs_of_different_kinds_are_kept_apart():
    kinds = {last_file(half, hallucinate=lying) for half in ("tune", "kept", "all") for lying in (True, False)}

    assert len(kinds) == 6


def test_the_report_says_in_which_slots_facts_were_closed_wrongly_or_are_still_current():
    ended = run(heard(LIVES, fact("home_city", "Oslo")))
    ended.score.wrong_supersedes += [("p", expect("home_city", "Oslo")), ("q", expect("home_city", "Rome"))]
    ended.score.stale.append(("p", expect("employer", "Acme")))

    assert "Closed wrongly: 2 home_city. Still current, though past: 1 employer." in write(ended, None)
    assert "Closed wrongly: none. Still current, though past: none." in write(mixed(), None)
