import pytest

from config.local.children import LocalError
from config.local.reset import reset


@pytest.fixture
def local(tmp_path):
    for name in ("postgres/data", "redis", "media/reports", "mail", "logs"):
        (tmp_path / name).mkdir(parents=True)
    for name in ("settings.env", "services.env", "beat-schedule.db"):
        (tmp_path / name).touch()
    return tmp_path


def test_reset_drops_the_data_and_keeps_the_secret_key(local, monkeypatch):
    monkeypatch.delenv("DATABASE_URL", raising=False)
    reset(local)
    assert sorted(path.name for path in local.iterdir()) == ["logs", "settings.env"]


def test_reset_leaves_a_database_of_the_users_own_alone(local, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://db.example.ru/opora")
    with pytest.raises(LocalError, match="удаляет только встроенную базу"):
        reset(local)
    assert (local / "media" / "reports").exists()
