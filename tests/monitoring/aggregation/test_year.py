import pytest

from monitoring.aggregation import Accumulation, IndicatorRow, Kind, year_figure
from tests.monitoring.aggregation.builders import result

QUARTERS = ("10/20", "12/20", "9/20", "11/20")


@pytest.mark.parametrize(
    ("accumulation", "figure"),
    [(Accumulation.PERIOD, None), (Accumulation.CUMULATIVE, 55), (Accumulation.SNAPSHOT, 55)],
)
def test_year_never_adds_up_people_of_quarters(accumulation, figure):
    indicator = IndicatorRow("t", "1", "Педагоги на курсах", "%", Kind.SHARE, accumulation=accumulation)
    assert year_figure([result(indicator, cell) for cell in QUARTERS]) == figure


def test_year_without_quarters_has_no_figure():
    assert year_figure([]) is None
