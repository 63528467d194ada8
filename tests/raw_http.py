"""Requests that no HTTP client would send."""

from __future__ import annotations

import socket
from collections.abc import Mapping

from tests.town import Town


def answer_to_headers_alone(town: Town, path: str, headers: Mapping[str, str]) -> int:
    """Status of the answer to a POST whose body never comes."""
    host, port = town.http.base_url.host, town.http.base_url.port
    lines = [f"POST {path} HTTP/1.1", f"Host: {host}:{port}"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    with socket.create_connection((host, port), timeout=5) as connection:
        connection.sendall("\r\n".join([*lines, "", ""]).encode())
        return int(connection.recv(1024).split()[1])
