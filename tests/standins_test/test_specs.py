from __future__ import annotations

from pathlib import Path

import pytest

from tests.standins import specs


def test_the_variable_names_the_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("MADOGUCHI_SPECS", str(tmp_path))
    assert specs.specs_folder() == tmp_path
    assert specs.spec_file(specs.LINE_WEBHOOK) is None
    (tmp_path / "line").mkdir()
    (tmp_path / specs.LINE_WEBHOOK).write_text("openapi: 3.0.3\n", encoding="utf-8")
    path = specs.spec_file(specs.LINE_WEBHOOK)
    assert path is not None
    assert specs.read_spec(path) == {"openapi": "3.0.3"}


@pytest.mark.parametrize("value", ["", "/nonexistent"])
def test_a_variable_without_a_folder_means_none(
    monkeypatch: pytest.MonkeyPatch, value: str
) -> None:
    monkeypatch.setenv("MADOGUCHI_SPECS", value)
    assert specs.specs_folder() is None


def test_otherwise_it_lies_beside_the_repository(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("MADOGUCHI_SPECS", raising=False)
    monkeypatch.setattr(specs, "__file__", str(tmp_path / "repo/tests/standins/specs.py"))
    assert specs.specs_folder() is None
    (tmp_path / "shared" / "specs").mkdir(parents=True)
    assert specs.specs_folder() == (tmp_path / "shared" / "specs").resolve()


def test_a_file_that_is_no_description(tmp_path: Path) -> None:
    path = tmp_path / "odd.json"
    path.write_text("[]", encoding="utf-8")
    with pytest.raises(TypeError, match=r"odd\.json"):
        specs.read_spec(path)
