"""Variants about targets, values and training."""

from tests.golden.books.book import Book


def gaps(book: Book) -> None:
    """People without some of the data: records, marks, targets, values, or all of it."""
    book.drop("training", staff_no="011")
    for row in book.rows("training", staff_no="012"):
        row["exam_score"] = ""
    for row in book.rows("training", staff_no="013"):
        row["hours"] = ""
    book.drop("targets", staff_no="014")
    for measure in ("RORAC", "DEP", "HOURS"):
        book.change("targets", {"staff_no": "021", "measure_code": measure}, target="0.00")
    book.drop("values", staff_no="031")
    for table in ("targets", "values", "training"):
        book.drop(table, staff_no="041")
    for table in ("targets", "training"):
        book.drop(table, staff_no="051")
    book.add("targets", staff_no="SR01", measure_code="RORAC", target="100.00")
    book.add("targets", staff_no="SR02", measure_code="HOURS", target="40")
    book.add("targets", staff_no="011", measure_code="SAT", target="95")
    book.add("targets", staff_no="061", measure_code="OTHER", target="100.00")
    book.add("training", staff_no="061", course="Before", hours="99", completed_on="1992-12-31")
    book.add("training", staff_no="061", course="First", hours="1.25", completed_on="1993-01-01")
    book.add("training", staff_no="061", course="Last", hours="0.5", completed_on="1993-12-31")
    book.add("training", staff_no="061", course="After", hours="99", completed_on="1994-01-01")
    book.add("training", staff_no="071", course="Twice", hours="4", completed_on="1993-05-05")
    book.add("training", staff_no="071", course="Twice", hours="4", completed_on="1993-05-05")


def nobody_trained(book: Book) -> None:
    """Without any training record the hours are out for everybody."""
    book.tables["training"] = []


def only_marks(book: Book) -> None:
    """Records with marks alone: nobody has hours, but records there are."""
    for row in book.tables["training"]:
        row["hours"] = ""


def trained_elsewhere(book: Book) -> None:
    """Only people of another line have records; that is enough to know that there are records."""
    people = {row["staff_no"] for row in book.tables["managers"] if row["line"] == "wealth"}
    book.keep("training", lambda row: row["staff_no"] not in people)
    assert book.tables["training"]


def by_months(book: Book) -> None:
    """Targets and values that come by month; the row of the cycle counts first."""
    for place, month in enumerate(("1992-12", "1993-01", "1993-02", "1993-07", "1994-01")):
        for staff_no in ("011", "012", "SR01"):
            for measure in ("RORAC", "RPROFIT", "DEP", "LOAN", "FEE", "OTHER", "HOURS"):
                if measure != "RPROFIT" or staff_no != "012":
                    _of_month(book, "targets", staff_no, measure, month, f"{place + 3}.333333")
            for measure in ("SAT", "FIRST", "FILES", "P360", "RESEARCH", "MEDICAL"):
                _of_month(book, "values", staff_no, measure, month, f"{61 + place}.111111")
    for measure in ("RORAC", "DEP", "HOURS"):
        book.drop("targets", staff_no="011", measure_code=measure, month="")
    book.drop("values", staff_no="012", measure_code="SAT", month="")
    book.change("managers", {"staff_no": "012"}, hired_on="1993-03-02")


def bonus(book: Book) -> None:
    """Bonus points beyond the cap, none at all, and scores that meet a tie when rounded."""
    for staff_no, ratio in (("011", "9"), ("012", "0"), ("013", "-0.5"), ("021", "0.123457")):
        book.drop("values", staff_no=staff_no, measure_code="MEDICAL")
        book.add("values", staff_no=staff_no, measure_code="MEDICAL", value=ratio)
    for row in book.tables["values"]:
        if row["measure_code"] == "SAT":
            row["value"] = "93.20005"
    for row in book.tables["targets"]:
        if row["measure_code"] == "HOURS":
            row["target"] = "800000000"
    book.drop("values", staff_no="014", measure_code="MEDICAL")
    book.change("managers", {"staff_no": "014"}, hired_on="")


def _of_month(book: Book, table: str, staff_no: str, measure: str, month: str, number: str) -> None:
    column = table.removesuffix("s")
    book.add(table, staff_no=staff_no, measure_code=measure, month=month, **{column: number})
