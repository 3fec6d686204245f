"""Flags that write expectations anew; without them no test changes a file of the repository."""

from __future__ import annotations

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--rewrite-example", action="store_true", help="write outputs/example.ttl anew")
    parser.addoption("--rewrite-docs", action="store_true", help="write the generated files in docs/ anew")
