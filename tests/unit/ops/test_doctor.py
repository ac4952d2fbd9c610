"""What the doctor makes of findings that explain each other."""

from services.ops.doctor.finding import Grade, broken
from services.ops.doctor.workers import CONSUMES, OUTAGE, explain_silence

SILENT = broken(CONSUMES, "Nobody consumes extractor.turns, where 3 messages wait.", "Start the extractor.")
LATE = broken("store.consumes", "Nobody consumes store.events.", "Start the store.")
DOWN = broken(OUTAGE, "The extractor calls no model.", "See the provider.")


def test_an_outage_explains_why_extractors_do_not_consume_and_not_why_a_store_does_not():
    silent, late, down = explain_silence([SILENT, LATE, DOWN])
    assert (silent.grade, silent.mend) == (Grade.FINE, "")
    assert silent.says == "Nobody consumes extractor.turns, where 3 messages wait. The extractors pause on purpose."
    assert (late, down) == (LATE, DOWN)


def test_without_an_outage_nobody_consuming_is_broken():
    assert explain_silence([SILENT, LATE]) == [SILENT, LATE]
