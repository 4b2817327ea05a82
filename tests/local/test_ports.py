import socket

from config.local.ports import free_port, is_taken


def test_free_port_is_not_taken():
    assert not is_taken(free_port())


def test_port_somebody_listens_on_is_taken():
    with socket.create_server(("127.0.0.1", 0)) as server:
        assert is_taken(server.getsockname()[1])
