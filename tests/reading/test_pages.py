"""Web pages and pieces of HTML that are not as they should be."""

from __future__ import annotations

from graphkit.reading.html import plain_text


def test_a_page_whose_head_does_not_end_is_read() -> None:
    head = "<!doctype html>\n<html><head><title>T</title></h\n"
    markup = f"{head}<body><p>La Russie soutient la Syrie.</p></body></html>"
    assert "La Russie soutient la Syrie." in plain_text(markup)
