import socket

import pytest

from config.local import ports
from config.local.ports import free_port, is_taken, portal_port


def test_free_port_is_not_taken():
    assert not is_taken(free_port())


def test_port_somebody_listens_on_is_taken():
    with socket.create_server(("127.0.0.1", 0)) as server:
        assert is_taken(server.getsockname()[1])


@pytest.mark.parametrize(
    ("environment", "written", "port"),
    [
        ({}, "", 8000),
        ({}, "DEBUG=1\n# PORT=7000\nEMAIL_PORT=587\nPORT = '8005'\n", 8005),
        ({"PORT": "8001"}, "PORT=8005\n", 8001),
        ({"PORT": ""}, "PORT=8005\n", 8005),
    ],
)
def test_portal_port_is_that_of_the_environment_then_of_the_settings(tmp_path, environment, written, port):
    (tmp_path / ".env").write_text(written)
    assert portal_port(environment, tmp_path / ".env") == port


def test_portal_port_without_settings(tmp_path):
    assert portal_port({}, tmp_path / ".env") == 8000


def test_taken_port_is_told_before_the_installation(monkeypatch):
    monkeypatch.setattr(ports, "PORT_GRACE", 0)
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        monkeypatch.setenv("PORT", str(port))
        with pytest.raises(SystemExit) as left:
            ports.main()
    advice = f"Порт {port} занят другой программой. Выберите другой, например: PORT={port + 1} make run"
    assert left.value.code == f"\n{advice}"
