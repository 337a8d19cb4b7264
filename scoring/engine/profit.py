"""Responsibility profit 责任利润 and loan loss."""

from scoring.engine.cells import Book
from scoring.engine.columns import IntArray, sum_by, to_int64
from scoring.engine.exact import times_rate
from scoring.engine.split import largest_remainder_by


def loan_loss(end_balance: IntArray, rate: IntArray, loan: IntArray, share: IntArray) -> IntArray:
    """Return the loss of each holder of each loan at the end of the period.

    Formula: loss of a loan = round_half_even(end_balance * rate); split over its holders by their
    shares, by largest remainder.
    Args:
        end_balance: fen at the period's end, shape (L), a row a loan.
        rate: loss rate of the loan's class in millionths (300,000 substandard, 500,000 doubtful,
            1,000,000 loss, 0 else), shape (L).
        loan: index of the loan of each holding, shape (H), in the order of staff_no.
        share: millionths of the loan held, shape (H).
    Returns:
        fen of each holding, shape (H).
    Example:
        >>> import numpy as np
        >>> loan_loss(
        ...     np.array([1001]), np.array([300_000]), np.array([0, 0]), np.array([500_000] * 2)
        ... )
        array([150, 150])

    Edge cases: a class without a rate loses nothing; ties go to the earlier holding, nobody's
        part (what the shares leave, without a manager) therefore belongs last.
    Raises:
        ValueError: a rate or share is negative, or a loan with a loss has no holder.
    Source: docs/engine.md, "Responsibility profit".
    """
    losses = times_rate(end_balance, rate)
    return to_int64(largest_remainder_by(losses, share, loan), "loan loss")


def responsibility_profit(
    book: Book, managers: int, loss: IntArray, loss_manager: IntArray
) -> IntArray:
    """Return responsibility profit by manager.

    Formula: RPROFIT = sum of E - sum of Cd - loan loss, over all products.
    Args:
        book: the participants' cells, fen; E is interest, transfer income, fees and sales, Cd the
            deposit interest and the funding transfer of loans.
        managers: number of managers M.
        loss: loan loss of holdings at the period's end in fen, shape (H).
        loss_manager: the manager of each holding, shape (H).
    Returns:
        fen, shape (M).
    Example:
        >>> import numpy as np
        >>> def column(*numbers):
        ...     return np.array(numbers)
        >>> zero = column(0)
        >>> book = Book(zero, zero, zero, column(900), column(400), *[zero] * 5)
        >>> responsibility_profit(book, 2, column(150, 7), column(0, 1))
        array([350,  -7])

    Edge cases: a manager without cells and losses has 0; cost pools, risk cost and tax do not
        enter.
    Raises:
        IndexError: a manager is beyond `managers`.
        OverflowError: a sum does not fit into 64 bits.
    Source: docs/engine.md, "Responsibility profit".
    """
    margin = sum_by(book.income - book.funding_cost, book.manager, managers)
    return to_int64(margin - sum_by(loss, loss_manager, managers), "responsibility profit")
