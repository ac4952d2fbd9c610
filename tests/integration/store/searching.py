"""Looks for words in every column of every table: what an erasure must leave nothing of."""

import json
from uuid import UUID

COLUMNS = """
    SELECT table_schema, table_name, column_name
    FROM information_schema.columns
    JOIN information_schema.tables USING (table_schema, table_name)
    WHERE table_schema NOT IN ('pg_catalog', 'information_schema') AND table_type = 'BASE TABLE'
    ORDER BY 1, 2, 3
"""


def spelled(*words: str | UUID) -> list[str]:
    """The words as they can stand in a column: as they are, as JSON, as JSON in ASCII, and their bytes in hex."""
    plain = [str(word) for word in words]
    encoded = [json.dumps(word, ensure_ascii=only)[1:-1] for word in plain for only in (False, True)]
    spelled = sorted({*plain, *encoded, *(word.replace("-", "") for word in plain)})
    return spelled + [word.encode().hex() for word in spelled]


async def places_of(pool, *words: str | UUID) -> list[str]:
    """Where the words stand: `schema.table.column: word`, over text, JSON and bytes of all kinds."""
    found = []
    for schema, table, column in await pool.fetch(COLUMNS):
        for word in spelled(*words):
            query = f'SELECT count(*) FROM "{schema}"."{table}" WHERE position($1 IN "{column}"::text) > 0'
            if await pool.fetchval(query, word):
                found.append(f"{schema}.{table}.{column}: {word}")
    return found
