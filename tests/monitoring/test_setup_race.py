"""A definition is changed while a school submits: whoever comes second sees what the first has done."""

from threading import Event, Thread, Timer

import pytest
from django.db import connection, transaction

from monitoring.services import indicators, reports


@pytest.mark.django_db(transaction=True)
def test_change_waits_for_a_submission_under_way(world, filled, indicator):
    submitted, may_finish = Event(), Event()

    def submit():
        with transaction.atomic():
            reports.submit(report=filled, by=world.director)
            submitted.set()
            may_finish.wait(5)
        connection.close()

    school = Thread(target=submit)
    school.start()
    assert submitted.wait(5)
    Timer(0.5, may_finish.set).start()
    with pytest.raises(indicators.DefinitionLockedError):
        indicators.update(indicator=indicator, by=world.methodist, name="Иное")
    school.join()
