"""Word files from raw XML, for what python-docx cannot write: tracked changes, lists, text boxes, broken spans."""

from roadmaps.imports.document import Row
from roadmaps.imports.reader import read_docx
from tests.accounts.upload_files import repacked, word_file

_NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)


def file(body: str, numbering: str = "") -> bytes:
    members = {"word/document.xml": f"<w:document {_NAMESPACES}><w:body>{body}</w:body></w:document>".encode()}
    if numbering:
        members["word/numbering.xml"] = f"<w:numbering {_NAMESPACES}>{numbering}</w:numbering>".encode()
    return repacked(word_file(), members)


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(content: str, properties: str = "") -> str:
    """`content` is XML; plain text may be given too."""
    inner = content if content.startswith("<") else run(content)
    return f"<w:p><w:pPr>{properties}</w:pPr>{inner}</w:p>"


def listed(text: str, list_id: int = 1, level: int = 0) -> str:
    return paragraph(run(text), f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>')


def cell(content: str, properties: str = "") -> str:
    inner = content if content.startswith(("<w:p>", "<w:tbl>")) else paragraph(content)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    whole = "".join(item if item.startswith("<w:tc>") else cell(item) for item in cells)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{whole}</w:tr>"


def table(*rows: str) -> str:
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


HEADER = row("№", "Мероприятие", "Срок", "Ответственный")


def activity(text: str, number: str = "1.", deadline: str = "май", responsible: str = "Центр") -> str:
    return row(number, text, deadline, responsible)


def rows_of(*rows: str, numbering: str = "") -> tuple[Row, ...]:
    """What is read from one table with the usual header and these rows."""
    (found,) = read_docx(file(table(HEADER, *rows), numbering)).activities
    return found.rows
