"""A document → a page of HTML, its tables with the official form's spans."""

from __future__ import annotations

from html import escape

from gzparse.spec.sheet import Cell, Document


def html_page(document: Document) -> str:
    """Return a document as a whole page of HTML, its tables with the official form's spans."""
    title = escape(document.title)
    body = [f"<h1>{title}</h1>", *_paragraphs(document.preamble)] if title else _paragraphs(document.preamble)
    for section in document.sections:
        body.append(f"<h2>{escape(section.heading)}</h2>")
        if section.sheet is not None:
            body += ["<table>", *(f"<tr>{''.join(map(_cell, row))}</tr>" for row in section.sheet.rows), "</table>"]
        body += _paragraphs(section.prose)
    body += [f"<p>{escape(line)}</p>" for line in document.signature]
    head = f'<meta charset="utf-8">\n<title>{title}</title>'
    page = "\n".join(body)
    return f'<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n{head}\n</head>\n<body>\n{page}\n</body>\n</html>\n'


def _paragraphs(text: str) -> list[str]:
    return [f"<p>{escape(line.strip())}</p>" for line in text.splitlines() if line.strip()]


def _cell(cell: Cell) -> str:
    name = "th" if cell.path is None else "td"
    spans = "".join(f' {kind}="{count}"' for kind, count in (("rowspan", cell.rows), ("colspan", cell.columns)) if count > 1)
    return f"<{name}{spans}>{escape(cell.text)}</{name}>"
