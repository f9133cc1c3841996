from web.frontend.unit_table import UNIT_TABLE, unit_table


def test_pages_read_units_by_the_tables_of_the_server():
    assert UNIT_TABLE.read_text(encoding="utf-8") == unit_table(), "Run: python -m web.frontend.unit_table"
