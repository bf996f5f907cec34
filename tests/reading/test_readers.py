"""Each format: what comes out of it, and from where date and outlet are taken."""

from __future__ import annotations

import gzip
import io
import json
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from files_by_hand import ENGLISH, OTHER, SENTENCE, page, pdf

from graphkit.reading import READERS, Options, read
from graphkit.reading.pdf import whole_lines
from graphkit.records import Document, Skipped

LINKED_DATA = """<script type="application/ld+json">[
{"@type": "WebPage", "datePublished": "2011-01-01"},
{"@type": "NewsArticle", "datePublished": "2024-12-02"}]</script>"""


def read_bytes(tmp_path: Path, name: str, data: bytes | str, **options: Any) -> list[Document | Skipped]:
    path = tmp_path / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return list(read([path], options=Options(**options)))


def documents(tmp_path: Path, name: str, data: bytes | str, **options: Any) -> list[Document]:
    return [item for item in read_bytes(tmp_path, name, data, **options) if isinstance(item, Document)]


def reasons(tmp_path: Path, name: str, data: bytes | str, **options: Any) -> list[tuple[str, str]]:
    found = read_bytes(tmp_path, name, data, **options)
    return [(item.place, item.reason) for item in found if isinstance(item, Skipped)]


# -- web pages


def test_a_page_gives_its_article_and_nothing_else(tmp_path: Path) -> None:
    (document,) = documents(tmp_path, "a.html", page())
    assert document.text == f"Un titre\n{SENTENCE}\nUn sous-titre\n{OTHER}\n{SENTENCE}"
    assert (document.title, document.outlet, document.outlet_from) == (
        "Un titre",
        "Le Journal",
        "page metadata",
    )
    assert document.url == "https://www.journal.example/a.html"
    assert document.date is None


@pytest.mark.parametrize(
    ("head", "top", "date", "place"),
    [
        (
            '<meta property="article:published_time" content="2024-12-02T07:22:00Z">',
            "",
            "2024-12-02",
            "page metadata",
        ),
        ('<meta name="date" content="2016-12">', "", "2016-12", "page metadata"),
        (
            LINKED_DATA,
            "",
            "2024-12-02",
            "page metadata",
        ),
        ('<script type="application/ld+json">{"@type": </script>', "", None, None),
        ("", '<time datetime="2024-12-02">hier</time>', "2024-12-02", "page text"),
        ("", "<p>Publié le 1er mars 2020 à 10h04</p>", "2020-03-01", "page text"),
        ("", "<div><span>Publié le</span> <b>4 févr. 2020</b></div>", "2020-02-04", "page text"),
        ('<meta name="date" content="0000-00-00">', "", None, None),
        ('<meta name="date" content="2999-01-01">', "", None, None),
        ("", "<p>Copyright 2025</p>", None, None),
    ],
)
def test_the_date_of_a_page(tmp_path: Path, head: str, top: str, date: str | None, place: str | None) -> None:
    (document,) = documents(tmp_path, "a.html", page(head=head, top=top))
    assert (document.date, document.date_from) == (date, place)


def test_dates_of_other_articles_are_passed_over(tmp_path: Path) -> None:
    other = '<div><h3>Un autre article</h3><time datetime="2019-01-02">2 janvier 2019</time></div>'
    (document,) = documents(tmp_path, "a.html", page().replace("</article>", f"</article>{other}"))
    assert document.date is None


def test_thousands_of_comments_before_a_page_are_no_trap(tmp_path: Path) -> None:
    (document,) = documents(tmp_path, "a.html", "<!---->" * 500 + f"<p>{SENTENCE}</p>" * 3)
    assert SENTENCE in document.text


def test_a_page_without_article_is_said_to_have_none(tmp_path: Path) -> None:
    assert reasons(tmp_path, "a.html", "<html><head><title>x</title></head></html>") == [
        ("", "no article on the page")
    ]


def test_parts_of_a_saved_page_are_no_articles(tmp_path: Path) -> None:
    (tmp_path / "Page.html").write_text(page(), encoding="utf-8")
    for name in ("Page_files", "Autre_fichiers"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "frame.html").write_text(page(), encoding="utf-8")
    found = list(read([tmp_path]))
    assert [item.id for item in found if isinstance(item, Document)] == [
        "Autre_fichiers/frame.html",
        "Page.html",
    ]
    assert [item.reason for item in found if isinstance(item, Skipped)] == ["parts of a saved web page"]


# -- tables


def test_columns_are_found_by_common_names(tmp_path: Path) -> None:
    header = "Identifiant;Titre;Corps de texte;Date_de_publication;Média;URL"
    table = f'{header}\n7;Un titre;"{SENTENCE}\n\n{OTHER}";02/12/2024;Le Journal;http://x\n'
    (document,) = documents(tmp_path, "t.csv", table)
    assert document == Document(
        id="7",
        text=f"Un titre\n\n{SENTENCE}\n\n{OTHER}",
        title="Un titre",
        date="2024-12-02",
        outlet="Le Journal",
        url="http://x",
        lang="fr",
        path=str(tmp_path / "t.csv"),
        date_from="column Date_de_publication",
        outlet_from="column Média",
    )


def test_columns_are_taken_as_they_are_given(tmp_path: Path) -> None:
    rows = [{"a": SENTENCE, "b": "2024-12", "c": "Le Journal", "d": "n° 1", "text": OTHER}]
    (document,) = documents(
        tmp_path,
        "t.jsonl",
        json.dumps(rows[0]),
        text_column="a",
        date_column="B",
        outlet_column="c",
        id_column="d",
    )
    assert (document.text, document.date, document.outlet, document.id) == (
        SENTENCE,
        "2024-12",
        "Le Journal",
        "n° 1",
    )


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_delimiter_and_encoding_are_found(tmp_path: Path, delimiter: str, encoding: str) -> None:
    text = SENTENCE.replace(",", "")
    table = f"id{delimiter}texte{delimiter}date\nx{delimiter}{text}{delimiter}2024\n"
    (document,) = documents(tmp_path, "t.csv", table.encode(encoding))
    assert (document.id, document.text, document.date) == ("x", text, "2024")


def test_rows_without_id_are_numbered(tmp_path: Path) -> None:
    found = documents(tmp_path, "t.tsv", f"texte\tdate\n{SENTENCE}\t2024\n{OTHER}\t\n")
    assert [d.id for d in found] == ["t.tsv#1", "t.tsv#2"]


def test_ids_that_occur_twice_stay_apart(tmp_path: Path) -> None:
    found = documents(tmp_path, "t.csv", f'id,text\n1,"{SENTENCE}"\n1,"{OTHER}"\n1,"{OTHER}"\n')
    assert [d.id for d in found] == ["1", "t.csv/1", "t.csv/1~2"]


def test_markup_in_a_column_is_taken_off(tmp_path: Path) -> None:
    bold = SENTENCE.replace("Russie", "<b>Russie</b>")
    cell = f"<h2>Un titre</h2><p>{bold}</p><script>x()</script><p>1 &lt; 2<br>Fin.</p>"
    (document,) = documents(tmp_path, "t.jsonl", json.dumps({"content": cell}))
    assert document.text == f"Un titre\n{SENTENCE}\n1 < 2\nFin."


def test_a_column_with_a_bracket_is_no_markup(tmp_path: Path) -> None:
    (document,) = documents(tmp_path, "t.jsonl", json.dumps({"content": f"{SENTENCE} Si a < b et c > d."}))
    assert document.text.endswith("a < b et c > d.")


def test_parquet_is_read_like_any_table(tmp_path: Path) -> None:
    arrow = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    path = tmp_path / "t.parquet"
    rows = {"id": [1, 2, 3], "content": [SENTENCE, None, OTHER], "published": ["2024-12-02", None, "2024"]}
    parquet.write_table(arrow.table(rows), path)
    found = list(read([path]))
    assert [(d.id, d.date) for d in found if isinstance(d, Document)] == [("1", "2024-12-02"), ("3", "2024")]
    assert [s.place for s in found if isinstance(s, Skipped)] == ["row 2"]


def test_a_table_is_streamed(tmp_path: Path) -> None:
    """The first document is there before the end of the file is looked at."""
    path = tmp_path / "t.jsonl.gz"
    rows = (json.dumps({"text": f"{SENTENCE} {number}"}) for number in range(4_000))
    path.write_bytes(gzip.compress("\n".join(rows).encode()))
    with path.open("r+b") as file:
        file.truncate(path.stat().st_size // 2)
    stream = read([path])
    assert isinstance(next(stream), Document)
    last = list(stream)[-1]
    assert isinstance(last, Skipped)
    assert last.place.startswith("after ")


# -- PDF


def test_a_pdf_gives_its_lines_with_whole_words(tmp_path: Path) -> None:
    pytest.importorskip("pypdfium2")
    lines = [
        "Un titre",
        "La Russie soutient le régime, a dit le mi-",
        "nistre. Le vice-",
        "président avance.",
        OTHER,
    ]
    (document,) = documents(tmp_path, "a.pdf", pdf([lines]))
    assert document.text.split("\n") == [
        "Un titre",
        "La Russie soutient le régime, a dit le ministre.",
        "Le vice-président",
        "avance.",
        OTHER,
    ]


def test_running_heads_are_left_out() -> None:
    pages = [
        ["Le Journal", f"{word}. La fin.", f"{word} suit", f"plus bas, {word}.", f"{word}.", f"Page {n}"]
        for n, word in enumerate("abcd", 1)
    ]
    assert whole_lines(pages) == [
        line
        for word in "abcd"
        for line in (f"{word}. La fin.", f"{word} suit", f"plus bas, {word}.", f"{word}.")
    ]


# -- choice of the reader, compression, standard input


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("page.txt", page()),
        ("page", page()),
        ("page.php", page()),
        ("plain.html", f"Un titre\n\n{SENTENCE}"),
        ("lines.txt", json.dumps({"text": SENTENCE})),
        ("a.md", SENTENCE),
    ],
)
def test_the_content_goes_before_the_name(tmp_path: Path, name: str, data: str) -> None:
    (document,) = documents(tmp_path, name, data)
    assert SENTENCE in document.text
    assert "<" not in document.text
    assert "{" not in document.text


@pytest.mark.parametrize("name", ["a.txt.gz", "a.gz", "t.csv.gz", "p.html.gz", "no-suffix"])
def test_gzip_is_expanded(tmp_path: Path, name: str) -> None:
    data = {"t.csv.gz": f'text\n"{SENTENCE}"\n', "p.html.gz": page()}.get(name, SENTENCE)
    (document,) = documents(tmp_path, name, gzip.compress(data.encode()))
    assert SENTENCE in document.text


@pytest.mark.parametrize(
    ("data", "ids"),
    [
        (SENTENCE, ["stdin"]),
        (page(), ["stdin"]),
        (f'id;texte\n7;"{SENTENCE}"\n8;"{OTHER}"\n', ["7", "8"]),
        (json.dumps({"text": SENTENCE}), ["stdin#1"]),
    ],
    ids=["text", "page", "csv", "jsonl"],
)
def test_standard_input_is_read_as_what_it_is(
    data: str, ids: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    stream = SimpleNamespace(buffer=io.BufferedReader(io.BytesIO(data.encode())))  # type: ignore[arg-type]
    monkeypatch.setattr(sys, "stdin", stream)
    assert [item.id for item in read(["-"]) if isinstance(item, Document)] == ids
    assert not stream.buffer.closed


@pytest.mark.parametrize(
    ("name", "advice"), [("a.docx", "save it as .txt"), ("a.xlsx", "save it as .csv"), ("a.zip", "unpack")]
)
def test_what_is_not_read_says_what_to_do(tmp_path: Path, name: str, advice: str) -> None:
    ((_, reason),) = reasons(tmp_path, name, b"PK\x03\x04")
    assert advice in reason


def test_a_missing_library_is_named_with_its_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pypdfium2", None)
    ((_, reason),) = reasons(tmp_path, "a.pdf", pdf([[SENTENCE]]))
    assert reason == "reading PDF needs pypdfium2; install it with: pip install pypdfium2"


def test_every_reader_is_there() -> None:
    assert set(READERS) >= {".txt", ".md", ".html", ".pdf", ".csv", ".tsv", ".jsonl", ".parquet"}


# -- language, outlet


def test_another_language_is_skipped_unless_wanted(tmp_path: Path) -> None:
    assert reasons(tmp_path, "a.txt", ENGLISH) == [("", "in another language (en); --any-language keeps it")]
    (document,) = documents(tmp_path, "a.txt", ENGLISH, any_language=True)
    assert document.lang == "en"


def test_a_french_article_that_quotes_english_stays(tmp_path: Path) -> None:
    (document,) = documents(tmp_path, "a.txt", f"{SENTENCE} « {ENGLISH} », a-t-il dit. {OTHER}")
    assert document.lang == "fr"


@pytest.mark.parametrize(
    "text", ["وقال الجيش السوري إن قواته تقدمت في المدينة", "中国外交部发言人周一表示支持"]
)
def test_another_script_is_skipped(tmp_path: Path, text: str) -> None:
    assert reasons(tmp_path, "a.txt", text) == [
        ("", "in another language (other script); --any-language keeps it")
    ]


@pytest.mark.parametrize(
    ("line", "outlet"),
    [
        ("© Le Journal 2024", "Le Journal"),
        ("Copyright 2025 Le Journal. Tous droits réservés.", "Le Journal"),
        ("Source : Agence de presse", "Agence de presse"),
        ("Copyright 2025 . All Rights Reserved.", None),
        ("Source : l'armée dit que le pont a sauté cette nuit dans la ville", None),
        ("Le Journal", None),
    ],
)
def test_the_outlet_stands_in_a_line_of_its_own(tmp_path: Path, line: str, outlet: str | None) -> None:
    (document,) = documents(tmp_path, "a.txt", "\n".join([SENTENCE] * 5 + [line]))
    assert (document.outlet, document.outlet_from) == (outlet, "text" if outlet else None)
