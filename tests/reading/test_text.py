"""Bytes to text: encodings, damage, binary files."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkit.reading import read
from graphkit.reading.encoding import decode, is_binary, normalise, read_text
from graphkit.records import Document, Skipped

FRENCH = "L’armée a été repoussée près d'Alep ; «\u202fc'est incroyable\u202f», œuvre d'un général."


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"]
)
def test_each_encoding_is_recovered(encoding: str) -> None:
    text = FRENCH.replace("\u202f", " ")
    assert decode(text.encode(encoding)).text == text


def test_latin_1_is_the_last_resort() -> None:
    assert decode(b"\xe9t\xe9 \x81").encoding == "latin-1"


def test_utf_8_with_a_damaged_byte_stays_utf_8() -> None:
    data = (FRENCH * 5).encode().replace(b"Alep", b"Al\xffep", 1)
    assert decode(data).text.count("\ufffd") == 1
    assert "repoussée" in decode(data).text


def test_cp1252_with_few_accents_is_not_taken_for_utf_8() -> None:
    assert decode("Un général.".encode("cp1252")).text == "Un général."


@pytest.mark.parametrize("char", ["\x00", "\x07", "\x1b", "\x7f", "\x9d", "\ud800", "\ufffe"])
def test_what_breaks_parser_or_xml_is_replaced_one_for_one(char: str) -> None:
    assert normalise(f"a{char}b") == "a\ufffdb"


@pytest.mark.parametrize("end", ["\r\n", "\r", "\x0c", "\x85", "\u2028", "\u2029"])
def test_line_ends_become_newlines(end: str) -> None:
    assert normalise(f"a{end}b") == "a\nb"


def test_text_is_composed() -> None:
    assert normalise("e\u0301te\u0301") == "été"


def test_invisible_characters_do_not_split_words() -> None:
    assert normalise("gouver\u00adne\u200bment\ufeff") == "gouvernement"


@given(st.text())
def test_normalising_twice_changes_nothing(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


@given(st.binary(max_size=200))
def test_any_bytes_become_clean_text(data: bytes) -> None:
    text = normalise(decode(data).text)
    text.encode("utf-8")
    assert "\x00" not in text


@pytest.mark.parametrize("data", [bytes(range(32)) * 50, b"\x00" * 1000], ids=["controls", "nul"])
def test_binary_is_recognised(data: bytes) -> None:
    assert is_binary(decode(data).text)


def test_a_few_control_characters_are_still_text() -> None:
    assert not is_binary("Un texte avec un \x07 et un \x00 egares.")


def test_a_file_of_several_encodings_is_read_line_by_line() -> None:
    data = "été\n".encode() + "général\n".encode("cp1252") + "œuvre".encode()
    assert decode(data) == ("été\ngénéral\nœuvre", "mixed")


@pytest.mark.parametrize("declared", ["iso-8859-1", "klingon", "utf-16", None])
def test_a_declaration_that_lies_changes_nothing(declared: str | None) -> None:
    assert decode(FRENCH.encode(), declared).text == FRENCH


def test_a_declaration_is_followed_where_the_bytes_are_no_utf_8() -> None:
    assert decode("Łódź żąda".encode("iso-8859-2"), "iso-8859-2").text == "Łódź żąda"


def test_mojibake_is_mended_and_said() -> None:
    damaged = FRENCH.encode().decode("cp1252", "ignore").encode()
    text, notes = read_text(damaged)
    assert "armée a été repoussée près" in text
    assert notes == ("text in a wrong encoding mended",)


@pytest.mark.parametrize("text", [FRENCH, "Ça ! Âgé, à Åland, naïve — 20 °C", "ÉTÀT", "Â", "中国与法国"])
def test_a_sound_text_is_left_as_it_is(text: str) -> None:
    assert read_text(text.encode()) == (text, ())


@pytest.mark.parametrize("text", ["الجيش السوري", "中国外交部", "👍🏽 d'accord 👩‍👩‍👧", "l’été", "« oui »"])
def test_other_scripts_quotes_and_emoji_are_kept(text: str) -> None:
    assert normalise(text) == text


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty file"),
        (b" \n\t\n", "no text"),
        (b"\xef\xbb\xbf", "no text"),
        (b"GIF89a..", "binary file (GIF)"),
    ],
    ids=["empty", "blank", "only a mark", "gif"],
)
def test_a_file_without_text_is_skipped_with_its_reason(tmp_path: Path, data: bytes, reason: str) -> None:
    path = tmp_path / "x.txt"
    path.write_bytes(data)
    assert list(read([path])) == [Skipped(path=str(path), reason=reason)]


def test_an_article_keeps_its_text_and_path(tmp_path: Path) -> None:
    path = tmp_path / "2024-12-02.txt"
    path.write_text("L'été.\r\nFin.", encoding="utf-8", newline="")
    assert list(read([path])) == [
        Document(
            id="2024-12-02.txt",
            text="L'été.\nFin.",
            date="2024-12-02",
            path=str(path),
            date_from="file name",
        )
    ]
