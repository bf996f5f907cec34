"""Small files of other formats, made in memory."""

from __future__ import annotations

from collections.abc import Sequence

SENTENCE = "La Russie soutient le régime syrien, a dit dimanche le ministre des Affaires étrangères à Moscou."
OTHER = "Les rebelles ont attaqué l'armée dans le nord du pays, selon l'Observatoire des droits de l'homme."
ENGLISH = "The army said that it had attacked the rebels in the north of the country, and that they fled."
ESCAPED = {ord("("): "\\(", ord(")"): "\\)"}

PAGE = """<!doctype html>
<html lang="fr"><head><meta charset="{charset}"><title>Un titre | Le Journal</title>
<meta property="og:title" content="Un titre"><meta property="og:site_name" content="Le Journal">
<meta property="og:url" content="https://www.journal.example/a.html">{head}</head>
<body><nav><a href="/">Accueil</a> <a href="/monde">Monde</a></nav>
<article><h1>Un titre</h1>{top}<p>{first}</p><h2>Un sous-titre</h2><p>{second}</p><p>{first}</p></article>
<aside><p>2 janvier 2019</p></aside>
<footer>© 2026 Le Journal. Tous droits réservés.</footer><script>var secret = 1;</script></body></html>"""


def page(*, head: str = "", top: str = "", charset: str = "utf-8") -> str:
    """A news page with navigation, footer and script around an article of three paragraphs."""
    return PAGE.format(head=head, top=top, charset=charset, first=SENTENCE, second=OTHER)


def pdf(pages: Sequence[Sequence[str]], *, encrypted: bool = False) -> bytes:
    """A PDF with one line of Helvetica for each text; `encrypted` with a password that nobody knows."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica",
    ]
    objects[2] += b" /Encoding /WinAnsiEncoding >>"
    kids = []
    for lines in pages:
        shown = " T* ".join(f"({line.translate(ESCAPED)}) Tj" for line in lines)
        content = f"BT /F1 10 Tf 14 TL 40 800 Td {shown} ET".encode("cp1252")
        kids.append(f"{len(objects) + 1} 0 R")
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> "
            + f"/Contents {len(objects) + 2} 0 R >>".encode()
        )
        objects.append(f"<< /Length {len(content)} >>\nstream\n".encode() + content + b"\nendstream")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>".encode()
    trailer = b"/Root 1 0 R"
    if encrypted:
        objects.append(f"<< /Filter /Standard /V 1 /R 2 /P -4 /O <{'41' * 32}> /U <{'42' * 32}> >>".encode())
        trailer += f" /Encrypt {len(objects)} 0 R /ID [<{'43' * 16}> <{'43' * 16}>]".encode()
    data = b"%PDF-1.4\n"
    offsets = []
    for number, content in enumerate(objects, 1):
        offsets.append(len(data))
        data += f"{number} 0 obj\n".encode() + content + b"\nendobj\n"
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    head = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
    head += f"trailer\n<< /Size {len(objects) + 1} "
    return data + head.encode() + trailer + f" >>\nstartxref\n{len(data)}\n%%EOF\n".encode()
