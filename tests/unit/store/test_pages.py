"""Cursors: what is written is read again, and nothing else is."""

from datetime import UTC, datetime
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.kit.problems import Problem
from services.store.api.pages import page_of, read_cursor, write_cursor
from tests.store import DAY

KINDS = (str, datetime, UUID)
KEY = ("slot", DAY, UUID(int=7))


@given(
    st.tuples(st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"])), st.datetimes(), st.uuids())
)
def test_a_cursor_leads_back_to_its_key(key):
    key = (key[0], key[1].replace(tzinfo=UTC), key[2])
    assert read_cursor(write_cursor(key), *KINDS) == key


@given(st.text(max_size=80))
def test_anything_else_is_refused_by_name(text):
    with pytest.raises(Problem, match="cursor"):
        read_cursor(text, *KINDS)


@pytest.mark.parametrize(
    "key", [KEY[:2], (*KEY, "more"), ("a\x00", *KEY[1:]), ("slot", "yesterday", KEY[2]), ("slot", "2026-11-01", KEY[2])]
)
def test_a_cursor_of_another_list_is_refused(key):
    with pytest.raises(Problem, match="cursor"):
        read_cursor(write_cursor(key), *KINDS)


@pytest.mark.parametrize(
    ("rows", "limit", "items", "following"), [(3, 2, [0, 1], True), (2, 2, [0, 1], False), (0, 2, [], False)]
)
def test_a_page_says_whether_another_follows(rows, limit, items, following):
    page = page_of(list(range(rows)), limit, lambda row: row, lambda row: (row,))
    assert page.items == items
    assert (page.next is not None) is following
