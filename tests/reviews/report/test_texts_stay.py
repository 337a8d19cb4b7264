"""What was written and said of it can be added to, never changed or deleted, on either database."""

import pytest
from django.db import DatabaseError, connection, transaction

from reviews.deciding.write import comment
from reviews.report.write import submit
from tests import factories as make


def refused():
    return pytest.raises(DatabaseError, match="never changed or deleted")


def written(sql: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


def test_what_was_written_and_said_stays(cast):
    cycle = make.make_cycle("T", managers=[cast.manager.manager])
    report = submit(
        cycle=cycle, manager=cast.manager.manager, content=make.COMPLETE, version=0,
        actor=cast.manager,
    )  # fmt: skip
    comment(report=report, comments={"goals": "写数"}, actor=cast.supervisor)
    for table in ("reviews_revision", "reviews_comment"):
        for sql in (f"DELETE FROM {table}", f"UPDATE {table} SET id = id + 1"):
            with refused():
                written(sql)
