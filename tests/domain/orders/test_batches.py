from configurator.domain.orders.batches import Batch, Row


def test_rows_are_counted_by_what_became_of_them():
    rows = tuple(Row("B", number, status, None) for number, status in enumerate(["made", "waiting", "made"], start=1))
    batch = Batch("B", "grommet", ("stl",), "2026-11-20T10:00:00.000Z", "clinic-7", "1", rows, "secret")
    assert batch.counts() == {"waiting": 1, "made": 2, "refused": 0, "failed": 0}
    assert "secret" not in str(batch)
