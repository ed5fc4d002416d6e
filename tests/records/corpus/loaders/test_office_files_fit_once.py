"""Every file of a patent office has exactly one loader, whatever its name and packing."""

from __future__ import annotations

import gzip
import zipfile
from pathlib import Path

import pytest
from tests.records.corpus.loaders.office_files import FILES

from zhiquan.records.corpus.loaders import loaders
from zhiquan.records.corpus.loaders.elements import day, root_of


@pytest.mark.parametrize("name", FILES)
def test_exactly_one_loader_takes_the_file(tmp_path: Path, name: str) -> None:
    expected, write = FILES[name]
    path = write(tmp_path / "download")
    (loader,) = [loader for loader in loaders() if loader.look(path).fits]
    assert (loader.key, loader.expected(path)) == (expected, None)


@pytest.mark.parametrize("name", ["ops", "st96", "papers"])
def test_packing_changes_nothing(tmp_path: Path, name: str) -> None:
    expected, write = FILES[name]
    plain = write(tmp_path / "download")
    packed = tmp_path / "packed"
    packed.write_bytes(gzip.compress(plain.read_bytes()))
    zipped = tmp_path / "zipped"
    with zipfile.ZipFile(zipped, "w") as archive:
        archive.write(plain, "inside.xml")
        archive.write(plain, "again.xml")
    (loader,) = [loader for loader in loaders() if loader.key == expected]
    told = [row.fields for row in loader.rows(plain)]
    for path, times in ((packed, 1), (zipped, 2)):
        assert [each.key for each in loaders() if each.look(path).fits] == [expected]
        assert [row.fields for row in loader.rows(path)] == told * times
    assert loader.expected(plain) is None


@pytest.mark.parametrize(
    ("content", "name", "namespace"),
    [
        (b'\xef\xbb\xbf<?xml version="1.0"?>\n<!-- <no/> --><!DOCTYPE a [<!ELEMENT a ANY>]><a/>', "a", ""),
        ('<?xml version="1.0" encoding="UTF-16"?><x:b xmlns:x="urn:x"/>'.encode("utf-16"), "b", "urn:x"),
        (b"<c xmlns = 'urn:c' xmlns:d='urn:d'>", "c", "urn:c"),
    ],
)
def test_the_root_is_found_behind_whatever_stands_before_it(
    tmp_path: Path, content: bytes, name: str, namespace: str
) -> None:
    path = tmp_path / "x"
    path.write_bytes(content)
    root = root_of(path)
    assert root
    assert (root.name, root.namespace) == (name, namespace)


@pytest.mark.parametrize("content", [b"", b"{}", b"text < text", b"<!-- open", b"<?xml version='1.0'?>"])
def test_what_is_no_xml_has_no_root(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x"
    path.write_bytes(content)
    assert root_of(path) is None


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("20000517", "2000-05-17"),
        ("2000-05-09-04:00", "2000-05-09"),
        ("2006-09-14T04:00:00Z", "2006-09-14"),
        ("2023-03-27T15:09:53.000-0400", "2023-03-27"),
        ("0001-01-01T00:00:00Z", ""),
        ("00000000", ""),
        ("19960100", ""),
        ("", ""),
        ("spring 1996", "spring 1996"),
    ],
)
def test_a_day_loses_time_and_zone_and_no_day_is_empty(written: str, told: str) -> None:
    assert day(written) == told
