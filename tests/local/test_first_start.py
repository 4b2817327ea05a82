from datetime import UTC, datetime

import pytest

from accounts.models import Municipality, User
from config.demo import build
from tests import factories


@pytest.mark.django_db
def test_demo_broken_off_leaves_nothing_so_that_the_next_start_makes_it_whole(monkeypatch):
    def break_off_at_the_second(town, index, admin, now):
        factories.MunicipalityFactory()
        if index:
            raise KeyboardInterrupt

    monkeypatch.setattr(build, "_build_town", break_off_at_the_second)
    with pytest.raises(KeyboardInterrupt):
        build.build(datetime(2026, 10, 1, tzinfo=UTC))
    assert (Municipality.objects.count(), User.objects.count()) == (0, 0)
