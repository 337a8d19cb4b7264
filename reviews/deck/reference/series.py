"""A series as XML: it and its labels read cells, and carry what these held when it was made."""

from __future__ import annotations

from reviews.deck.charts.book import letters
from reviews.deck.charts.values import Book, Labels, Look, Marker, Series
from reviews.deck.reference.axes import text_properties
from reviews.deck.reference.text import clean, filled, outlined, properties
from reviews.deck.reference.workbook import SHEET
from reviews.deck.style import Style

C15 = 'xmlns:c15="http://schemas.microsoft.com/office/drawing/2012/chart"'
OF_LABELS = "{CE6537A1-D6FC-4F65-9D91-7224C49458BB}"
OF_SERIES = "{02D57815-91ED-43CB-92C2-25804820EDAC}"
FIELD = "{{0B6B3A4E-5C52-4F0B-9A51-{order:04X}{index:08X}}}"
SHOWN = '<c15:showDataLabelsRange val="1"/>'
NOTHING = "".join(
    f'<c:show{name} val="0"/>'
    for name in ("LegendKey", "Val", "CatName", "SerName", "Percent", "BubbleSize")
)
NO_FILL = f"<c:spPr><a:noFill/>{outlined(None)}</c:spPr>"


def series_xml(book: Book, series: Series, kind: str, order: int, language: str) -> str:
    """The series; order is its place in the chart."""
    column = book.columns[series.column]
    labels = _labels(book, series.labels, order, language) if series.labels else ""
    categories, texts = address(book, 0), book.columns[0].texts
    range_ = _labels_range(book, series.labels) if series.labels else ""
    smooth = '<c:smooth val="0"/>' if kind == "lines" else ""
    return (
        f'<c:ser><c:idx val="{order}"/><c:order val="{order}"/><c:tx>'
        f"{strings(f'{SHEET}!${letters(series.column)}$1', (column.head,))}</c:tx>"
        f"{_look(series.look, kind)}{labels}<c:cat>{strings(categories, texts)}</c:cat>"
        f"<c:val>{_numbers(address(book, series.column), column.numbers)}</c:val>"
        f"{smooth}{range_}</c:ser>"
    )


def address(book: Book, column: int) -> str:
    name = letters(column)
    return f"{SHEET}!${name}$2:${name}${book.rows + 1}"


def _look(look: Look, kind: str) -> str:
    if kind in ("lines", "radar"):
        marker = _marker(look.marker) if look.marker else '<c:symbol val="none"/>'
        return f"<c:spPr>{outlined(look.stroke)}</c:spPr><c:marker>{marker}</c:marker>"
    inside = f"<c:spPr>{filled(look.fill)}{outlined(look.stroke)}</c:spPr>"
    return f'{inside}<c:invertIfNegative val="0"/>'


def _marker(one: Marker) -> str:
    look = filled(one.fill) + outlined(one.stroke)
    return f'<c:symbol val="{one.symbol}"/><c:size val="{one.size}"/><c:spPr>{look}</c:spPr>'


def _labels(book: Book, labels: Labels, order: int, language: str) -> str:
    """Each label as a field of its cell, with what it held; the rest the program reads itself."""
    styles = dict(labels.others)
    shown = "".join(
        label(index, text, styles.get(index, labels.style), labels.position, order, language)
        for index, text in enumerate(book.columns[labels.column].texts)
        if text
    )
    extension = f'<c:ext uri="{OF_LABELS}" {C15}>{SHOWN}</c:ext>'
    return (
        f"<c:dLbls>{shown}{NO_FILL}{text_properties(labels.style)}"
        f'<c:dLblPos val="{labels.position}"/>{NOTHING}<c:extLst>{extension}</c:extLst></c:dLbls>'
    )


def label(index: int, text: str, style: Style, position: str, order: int, language: str) -> str:
    look = properties(style, language)
    ident = FIELD.format(order=order, index=index)
    field = f'<a:fld id="{ident}" type="CELLRANGE">{look}<a:pPr/><a:t>{clean(text)}</a:t></a:fld>'
    return (
        f'<c:dLbl><c:idx val="{index}"/><c:tx><c:rich><a:bodyPr wrap="none"/><a:lstStyle/>'
        f"<a:p>{field}</a:p></c:rich></c:tx>{NO_FILL}"
        f'<c:dLblPos val="{position}"/>{NOTHING}'
        f'<c:extLst><c:ext uri="{OF_LABELS}" {C15}>{SHOWN}</c:ext></c:extLst>'
        "</c:dLbl>"
    )


def _labels_range(book: Book, labels: Labels) -> str:
    texts = book.columns[labels.column].texts
    return (
        f'<c:extLst><c:ext uri="{OF_SERIES}" {C15}><c15:datalabelsRange>'
        f"<c15:f>{address(book, labels.column)}</c15:f><c15:dlblRangeCache>"
        f'<c:ptCount val="{len(texts)}"/>{_points(texts)}</c15:dlblRangeCache>'
        "</c15:datalabelsRange></c:ext></c:extLst>"
    )


def strings(reference: str, texts: tuple[str, ...]) -> str:
    return (
        f"<c:strRef><c:f>{reference}</c:f><c:strCache>"
        f'<c:ptCount val="{len(texts)}"/>{_points(texts)}</c:strCache></c:strRef>'
    )


def _points(texts: tuple[str, ...]) -> str:
    return "".join(
        f'<c:pt idx="{i}"><c:v>{clean(text)}</c:v></c:pt>' for i, text in enumerate(texts)
    )


def _numbers(reference: str, values: tuple[float | None, ...]) -> str:
    points = "".join(
        f'<c:pt idx="{i}"><c:v>{value!r}</c:v></c:pt>'
        for i, value in enumerate(values)
        if value is not None
    )
    return (
        f"<c:numRef><c:f>{reference}</c:f><c:numCache><c:formatCode>#,##0.00</c:formatCode>"
        f'<c:ptCount val="{len(values)}"/>{points}</c:numCache></c:numRef>'
    )
