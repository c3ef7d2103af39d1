"""Files of every kind, good and bad."""

import codecs
import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.errors import InvalidInput
from annotator.formats import encodings, native, rows, tables
from annotator.formats.reading import read
from annotator.formats.records import Limits, Note, Opened, Options, Problem, Record
from tests.formats.files import any_record, archive, items, lines, problems, reason, records, source

GOOD = lines({"text": "One"}, {"text": "Two"})
GREEK = "Ο υπουργός είπε ότι έφυγαν περισσότεροι από χίλιοι διακόσιοι άνθρωποι."
TITLED = Options(first_line_is_title=True)


def opened(name: str, data: bytes, options: Options = Options()) -> Opened:  # noqa: B008
    first = items(name, data, options)[0]
    assert isinstance(first, Opened)
    return first


def test_a_text_file_is_one_article_named_after_it() -> None:
    (record,) = records("dir/wire story.txt", "Line\r\n\r\nLine 2\n")
    assert (record.text, record.title) == ("Line\n\nLine 2\n", "")
    assert (record.uid, record.stem) == ("", "wire story")


def test_the_first_line_may_be_the_title() -> None:
    (record,) = records("a.txt", "\nFlood  toll rises\n\nThe text.\n", TITLED)
    assert (record.title, record.text) == ("Flood toll rises", "The text.\n")


@pytest.mark.parametrize(("text", "sentence"), [("Only", "empty"), ("x" * 501, "no title")])
def test_a_title_that_is_none_is_a_problem(text: str, sentence: str) -> None:
    assert sentence in reason("a.txt", text, TITLED)


@pytest.mark.parametrize("name", ["utf-8-sig", "utf-16", "utf-16-le", "utf-32"])
def test_a_byte_order_mark_tells_the_encoding(name: str) -> None:
    data = GREEK.encode(name)
    if name == "utf-16-le":
        data = codecs.BOM_UTF16_LE + data
    assert records("a.txt", data)[0].text == GREEK


def test_another_encoding_is_guessed_and_can_be_chosen() -> None:
    data = GREEK.encode("cp1253")
    assert records("a.txt", data)[0].text == GREEK
    chosen = Options(encoding="cp1251")
    assert opened("a.txt", data, chosen).encoding == "cp1251"
    assert records("a.txt", data, chosen)[0].text != GREEK


def test_what_is_not_in_the_chosen_encoding_is_a_problem_with_its_line() -> None:
    (problem,) = problems("a.txt", b"one\ntwo \xff", Options(encoding="utf-8"))
    assert (problem.line, "0xFF" in problem.reason) == (2, True)


def test_one_wrong_byte_does_not_make_another_encoding_of_a_file() -> None:
    data = GREEK.encode() + b"\n\xff"
    assert "utf-8" in reason("a.txt", data)


@pytest.mark.parametrize("name", ["hex", "rot13", "idna", "undefined", "nonsense", "x\0y"])
def test_an_encoding_that_is_none_for_text_is_refused(name: str) -> None:
    with pytest.raises(InvalidInput):
        encodings.lookup(name)


def test_json_lines_in_another_encoding_and_one_line_that_is_not() -> None:
    data = '{"text": "café"}\n'.encode("cp1252") + b'{"text": "caf\x81"}\n'
    first, second = items("a.jsonl", data, Options(encoding="cp1252"))[1:]
    assert isinstance(first, Record)
    assert isinstance(second, Problem)
    assert (first.text, second.line, second.raw) == ("café", 2, b'{"text": "caf\x81"}\n')


def test_json_lines_in_utf16() -> None:
    data = '{"text": "café"}\n{"text": "🚢"}'.encode("utf-16")
    assert [one.text for one in records("a.jsonl", data)] == ["café", "🚢"]


def test_empty_lines_count_for_nothing_and_a_mark_goes() -> None:
    data = codecs.BOM_UTF8 + b'{"text": "One"}\n\n  \n{"text": "Two"}'
    assert [(one.text, one.line) for one in records("a.jsonl", data)] == [("One", 1), ("Two", 4)]


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        (b'{"text": "cut o', "not valid JSON"),
        (b'{"text": "\\ud800"}', "half of a character"),
        (b'{"text": "\xff"}', "not UTF-8"),
        (b"[" * 2000, "not valid JSON"),
        (b'{"text": NaN}', "not valid JSON"),
        (b'{"text": "a", "m":' + b"[" * 400 + b"]" * 400 + b"}", "nested too deeply"),
    ],
)
def test_a_bad_line_is_told_with_its_number_and_the_others_are_read(
    line: bytes, sentence: str
) -> None:
    data = b'{"text": "One"}\n' + line + b'\n{"text": "Two"}\n'
    found = items("a.jsonl", data, Options(encoding="utf-8"))[1:]
    assert [type(item) for item in found] == [Record, Problem, Record]
    assert isinstance(found[1], Problem)
    assert (found[1].line, found[1].raw) == (2, line + b"\n")
    assert sentence in found[1].reason


def test_a_line_without_end_is_not_kept_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("annotator.formats.lines.MAX_LINE", 100)
    found = items("a.jsonl", b'{"text": "' + b"x" * 950 + b'"}\n{"text": "Two"}\n')[1:]
    assert isinstance(found[0], Problem)
    assert "longer than" in found[0].reason
    assert isinstance(found[1], Record)
    assert found[1].line == 2


@pytest.mark.parametrize(
    "data", [b'[{"text": "One"}, {"text": "Two"}]', b'[\n{"text":"One"},\n{"text":"Two"}]', GOOD]
)
def test_json_in_one_piece_or_in_lines(data: bytes) -> None:
    assert [one.text for one in records("a.json", data)] == ["One", "Two"]


def test_one_object_over_several_lines() -> None:
    assert records("a.json", b'{\n  "text": "One"\n}')[0].text == "One"


def test_a_table_is_understood_by_its_header() -> None:
    data = "Headline;Body;Author;Section\nA;One;Ana;Home\n"
    record = records("a.csv", data)[0]
    assert (record.title, record.text, record.byline) == ("A", "One", "Ana")
    assert record.meta == {"Section": "Home"}
    assert opened("a.csv", data.encode()).columns == {
        "text": "Body",
        "title": "Headline",
        "byline": "Author",
    }


def test_columns_can_be_chosen_and_left_out() -> None:
    options = Options(columns={"text": "b", "title": "", "uid": "a"})
    record = records("a.csv", "a,b,title\n1,One,T\n", options)[0]
    assert (record.uid, record.text, record.title, record.meta) == ("1", "One", "", {"title": "T"})


def test_the_longest_column_is_taken_for_the_text() -> None:
    long = "A sentence that is as long as those of articles are. " * 3
    assert records("a.tsv", f"x\ty\n1\t{long}\n")[0].text == long


def test_cells_with_line_ends_and_marks_keep_their_line_numbers() -> None:
    data = '\ufefftext\r\n"One\r\n""two"""\r\n\r\nThree\r\n'
    assert [(one.text, one.line) for one in records("a.csv", data)] == [
        ('One\n"two"', 2),
        ("Three", 5),
    ]


def test_old_line_ends() -> None:
    assert [one.text for one in records("a.csv", "text,id\rOne,1\rTwo,2\r")] == ["One", "Two"]


@pytest.mark.parametrize(
    ("rows_", "sentence"),
    [
        ("One,2,3\n", "3 cells"),
        (",2\n", "empty"),
        ('"One\n', "cut off"),
        ('"One"x,2\n', "not written as CSV"),
        ("a\0b and so on and on,2\n", "NUL"),
    ],
)
def test_a_bad_row_is_told_and_given_back_as_it_came(rows_: str, sentence: str) -> None:
    (problem,) = problems("a.csv", "text,id\n" + rows_)
    assert sentence in problem.reason
    assert (problem.line, problem.raw) == (2, rows_.encode())


def test_a_row_in_another_encoding_is_given_back_as_it_came() -> None:
    data = b"text,id\n" + b"a" * 2_000_000 + b",1\ncaf\xe9,2\n"
    (problem,) = problems("a.csv", data)
    assert (problem.line, problem.raw) == (3, b"caf\xe9,2\n")
    assert "utf-8" in problem.reason


def test_a_header_that_is_not_in_the_encoding_is_a_problem() -> None:
    assert "0x9D" in reason("a.csv", b" !\x9d", Options(encoding="utf-8"))


def test_a_cell_without_end_ends_the_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    data = 'text\n"' + "x\n" * (tables.MAX_CELL // 2 + 1) + "y\n"
    (problem,) = problems("a.csv", data)
    assert "The rest of the file was not read" in problem.reason


@pytest.mark.parametrize("data", ["a,b\n1,2\n", "\n", "text\n"])
def test_tables_without_articles(data: str) -> None:
    assert [one for one in items("a.csv", data) if isinstance(one, Record)] == []


def test_an_archive_of_everything() -> None:
    data = archive(
        ("b/a.txt", "One"), ("a.jsonl", GOOD), ("a.csv", "text\nThree\n"), ("__MACOSX/._a", "x")
    )
    found = records("all.zip", data)
    assert [one.text for one in found] == ["One", "One", "Two", "Three"]
    assert found[0].file == "all.zip/b/a.txt"


def test_names_in_archives_are_only_shown() -> None:
    (record,) = records("a.zip", archive(("../../etc/pass\x1bwd.txt", "One")))
    assert (record.file, record.stem) == ("a.zip/../../etc/passwd.txt", "passwd")


def encrypted() -> bytes:
    data = bytearray(archive(("a.txt", "One"), method=zipfile.ZIP_STORED))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


def damaged() -> bytes:
    data = bytearray(archive(("a.txt", "One" * 50), method=zipfile.ZIP_STORED))
    data[50] ^= 0xFF
    return bytes(data)


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("a.txt", b"", "nothing in this file"),
        ("a.txt", b"\x89PNG\r\n\x1a\n\0\0", "a PNG picture"),
        ("a.csv", b"%PDF-1.7", "a PDF document"),
        ("a.txt", archive(("[Content_Types].xml", "x")), "Word"),
        ("a.jsonl", archive(("a.txt", "x")), "zip archive"),
        ("a.txt", b"<!DOCTYPE html><p>", "web page"),
        ("a.txt", bytes(range(32)) * 4, "no text"),
        ("a.docx", b"x", "no Word document"),
        ("a", b"x", "name says nothing"),
        ("a.txt", b"One \0 two, and so on and on", "NUL"),
        ("a.txt", b"x" * 8_000_010, "2,000,000"),
        ("a.zip", b"One", "not a zip archive"),
        ("a.zip", archive(), "nothing in this archive"),
        ("a.zip", archive(("a.txt", "One"))[:-30], "cut off"),
        ("a.zip", archive(("b.zip", archive(("a.txt", "One")))), "Archives in archives"),
        ("a.zip", encrypted(), "encrypted"),
        ("a.zip", damaged(), "damaged"),
        ("a.zip", archive(("a.png", "One")), "name says nothing"),
        ("a.zip", archive(("a.txt", b"\0" * 20_000_000)), "times its size"),
    ],
)
def test_a_file_that_is_not_what_it_should_be(name: str, data: bytes, sentence: str) -> None:
    assert sentence in reason(name, data)


def test_limits_of_sizes() -> None:
    small = Options(limits=Limits(file=10, unzipped=100))
    assert "11 bytes" in reason("a.txt", b"x" * 11, small)
    limits = Options(limits=Limits(unzipped=100))
    assert "unpacks to 101 bytes" in reason("a.zip", archive(("a.txt", "x" * 101)), limits)


def test_one_bad_file_does_not_stop_the_others() -> None:
    found = list(read([source("a.png", b"x"), source("b.txt", "One")], Options()))
    assert [type(item) for item in found] == [Problem, Opened, Record]


@given(
    st.sampled_from(("a.txt", "a.jsonl", "a.json", "a.csv", "a.tsv", "a.zip")),
    st.binary(max_size=300),
    st.sampled_from(("", "utf-8", "utf-16-le", "shift_jis", "cp1256", "gb18030")),
)
def test_random_bytes_never_raise(name: str, data: bytes, encoding: str) -> None:
    items(name, data, Options(encoding=encoding))


MUTABLE = {
    "a.jsonl": lines(
        {"text": "One two", "spans": [{"start": 0, "end": 3, "label": "X", "text": "One"}]},
        {"schema": "news-annotator/1", "id": "a", "text": "One", "sets": [], "spans": []},
    ),
    "a.csv": b'id,text,title\r\n1,"One\r\ntwo",T\r\n2,Three,T\r\n',
    "a.zip": archive(("a.txt", "One"), ("b.jsonl", GOOD), ("c.csv", "text\nThree\n")),
    "a.txt": GREEK.encode("utf-16"),
}


@given(
    st.sampled_from(sorted(MUTABLE)),
    st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 255)), max_size=6),
    st.integers(0, 10_000),
)
def test_changed_and_cut_files_never_raise(
    name: str, changes: list[tuple[int, int]], end: int
) -> None:
    data = bytearray(MUTABLE[name])
    for place, byte in changes:
        data[place % len(data)] = byte
    for item in items(name, bytes(data[: end % (len(data) + 1)])):
        assert isinstance(item, Opened | Record | Problem | Note)


@given(st.text())
def test_a_guarded_cell_is_no_formula_and_comes_back(cell: str) -> None:
    guarded = rows.guard(cell)
    assert guarded[:1] not in tuple("=+-@\t\r\n")
    assert rows.unguard(guarded) == cell


@given(any_record())
def test_csv_has_a_row_for_every_annotation_and_for_what_has_none(record: Record) -> None:
    import csv

    written = rows.table([rows.HEADER, *rows.rows_of(record)]).decode()
    found = list(csv.DictReader(io.StringIO(written, newline="")))
    assert len(found) == max(1, sum(max(1, len(one.spans)) for one in record.sets))
    for row, span in zip(
        (row for row in found if row["annotation"]),
        (span for one in native.in_order(record) for span in one.spans),
        strict=True,
    ):
        assert rows.unguard(row["quote"]) == span.quote
