"""Tables as text: every file is a table, or a `DataError` that names row and column."""

import gzip
import math
import tracemalloc
from contextlib import suppress

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nnkata.data.readers import table, table_text
from nnkata.data.readers.table import impute, numbers, read_labelled, read_table
from nnkata.errors import DataError

SMALL = "age,shy,group\n1.5,Yes,a\n,No,b\n-2e3,no,a\n"
STEADY = settings(max_examples=300)


@pytest.fixture
def read(tmp_path):
    def reading(content):
        file = tmp_path / "some.csv"
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
        return read_table(file)

    return reading


def labels(table, name):
    """The labels of a column, and the names of the classes."""
    found = read_labelled(table.file, name)
    return found["y"], found["classes"].tolist()


def test_a_table_has_its_header(read):
    assert read(SMALL).header == ("age", "shy", "group")


def test_numbers_yes_no_and_blanks_become_numbers(read):
    found = numbers(read(SMALL), ["age", "shy"])
    expected = [[1.5, 1.0], [math.nan, 0.0], [-2000.0, 0.0]]
    assert np.array_equal(found, expected, equal_nan=True)


@pytest.mark.parametrize(
    "word", ["", "NA", "n/a", "NaN", "null", "None", "?", "#N/A", "<NA>", "n.a."]
)
def test_a_blank_has_many_spellings(read, word):
    assert np.isnan(numbers(read(f"a,b\n{word},1\n2,2\n"), ["a"])[0, 0])


@pytest.mark.parametrize("word, value", [("TRUE", 1), ("yes", 1), ("False", 0)])
def test_yes_and_no_have_many_spellings(read, word, value):
    assert numbers(read(f"a,b\n{word},1\n"), ["a"])[0, 0] == value


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_cells_may_be_separated_in_four_ways(read, separator):
    assert read(SMALL.replace(",", separator)).column("group") == ["a", "b", "a"]


def test_a_packed_table_is_read(read):
    assert len(read(gzip.compress(SMALL.encode())).rows) == 3


def test_a_mark_of_byte_order_and_spaces_are_no_part_of_a_name(read):
    assert read("\ufeff age , b \n1,2\n").header == ("age", "b")


def test_lines_may_end_as_on_windows(read):
    assert read(SMALL.replace("\n", "\r\n")).rows == read(SMALL).rows


def test_empty_lines_are_passed_over(read):
    assert len(read("a,b\n\n1,2\n\n3,4\n\n").rows) == 2


def test_a_row_is_named_as_an_editor_counts(read):
    with pytest.raises(DataError, match="row 5, column 'a': expected a number"):
        numbers(read("a,b\n1,2\n\n3,4\nfive,6\n"), ["a"])


@pytest.mark.parametrize(
    "word", ["five", "1,5", "inf", "-Infinity", "0x10", "12 kg", "-1e300"]
)
def test_a_cell_that_is_no_number_is_named_by_row_and_column(read, word):
    with pytest.raises(DataError, match=f"row 3, column 'b': .*got '{word}'"):
        numbers(read(f'a,b\n1,2\n3,"{word}"\n'), ["a", "b"])


def test_a_doubled_header_is_told(read):
    head, rows = SMALL.split("\n", 1)
    with pytest.raises(DataError, match="row 2 repeats the header"):
        read(f"{head}\n{head}\n{rows}")


def test_tables_joined_with_their_headers_are_told(read):
    with pytest.raises(DataError, match="row 5 repeats the header"):
        read(SMALL + SMALL)


def test_a_column_that_is_there_twice_is_told(read):
    with pytest.raises(DataError, match="has the column 'a' twice"):
        read("a,b,a\n1,2,3\n")


def test_a_row_that_is_too_short_is_told(read):
    with pytest.raises(DataError, match="row 3 has 2 cells, expected 3"):
        read("a,b,c\n1,2,3\n4,5\n")


def test_a_row_that_is_too_long_is_told(read):
    with pytest.raises(DataError, match="row 2 has 3 cells, expected 2"):
        read("a,b\n1,2,3\n")


def test_a_table_without_a_header_is_told(read):
    with pytest.raises(DataError, match=r"has no header: its first row .* 5\.1"):
        read("5.1,3.5,Iris\n4.9,3.0,Iris\n")


def test_rows_of_pixels_without_a_header_are_told(read):
    with pytest.raises(DataError, match="has no header: its first row holds"):
        read("5,0,0,18\n0,0,0,7\n")


def test_columns_without_names_are_told(read):
    with pytest.raises(DataError, match="has columns without a name"):
        read(",,y\n1,2,a\n")


def test_columns_that_are_counted_are_a_header(read):
    assert read("0,1,label\n5,6,a\n").header == ("0", "1", "label")


@pytest.mark.parametrize("content", ["", "\n\n", "a,b\n"])
def test_a_table_without_rows_is_told(read, content):
    with pytest.raises(DataError, match="has no rows below a header"):
        read(content)


WIDE = "a,y\n1,b\n2,c\n".encode("utf-16-be")


@pytest.mark.parametrize("content", [b"a,b\n\xff\xfe,1\n", b"\x89PNG\r\n\x1a\n", WIDE])
def test_what_is_no_text_is_told(read, content):
    with pytest.raises(DataError, match="is not a text in UTF-8"):
        read(content)


def test_an_archive_or_spreadsheet_is_told_what_it_is(read):
    with pytest.raises(DataError, match="a zip archive or a spreadsheet: unpack it"):
        read(b"PK\x03\x04\x14\x00\xff\xfe\n1,2")


def test_an_unknown_column_suggests_its_neighbour(read):
    with pytest.raises(DataError, match=r"no column 'grup'. Did you mean 'group'\?"):
        read(SMALL).column("grup")


def test_labels_are_numbered_in_the_order_of_their_names(read):
    y, classes = labels(read(f"{SMALL}4,no,b\n"), "group")
    assert (y.tolist(), classes) == ([0, 1, 0, 1], ["a", "b"])


def test_labels_that_are_numbers_are_ordered_as_numbers(read):
    rows = "1,10\n2,9\n3,-1\n"
    assert labels(read(f"a,y\n{rows}{rows}"), "y")[1] == ["-1", "9", "10"]


def test_a_blank_label_is_told(read):
    with pytest.raises(DataError, match="row 3, column 'y': the label is blank"):
        labels(read("a,y\n1,b\n2,\n"), "y")


def test_a_class_whose_name_means_a_blank_is_told(read):
    with pytest.raises(DataError, match=r"row 3, .*: the label is blank \('None'\)"):
        labels(read("a,y\n1,Mild\n2,None\n"), "y")


@pytest.mark.parametrize("values", [("0.5", "1", "1.5"), ("2", "2.25")])
def test_fractions_are_no_classes(read, values):
    rows = "".join(f"{i},{value}\n" for i, value in enumerate(values * 5))
    with pytest.raises(DataError, match=r"'y' holds fractions.*#label=NAME"):
        labels(read(f"a,y\n{rows}"), "y")


def test_pixels_without_a_label_are_told(read):
    header = ",".join(f"pixel{i}" for i in range(64))
    rows = "".join(",".join(["7"] * 63) + f",{i % 2}\n" for i in range(8))
    with pytest.raises(DataError, match=r"no label: .* pixels.*train\.csv"):
        labels(read(f"{header}\n{rows}"), "")


def test_one_class_is_none(read):
    with pytest.raises(DataError, match="'y' has 1 different values in 2 rows"):
        labels(read("a,y\n1,b\n2,b\n"), "y")


def test_a_measurement_is_no_label(read):
    rows = "".join(f"1,{i * 7}\n" for i in range(200))
    with pytest.raises(DataError, match=r"200 different values.*#label=NAME"):
        labels(read(f"a,y\n{rows}"), "y")


def test_blanks_are_filled_with_the_means_of_the_first_part():
    train, test = np.array([[1.0], [np.nan], [5.0]]), np.array([[np.nan], [100.0]])
    filled, filled_test = impute(train, test)
    assert (filled.tolist(), filled_test.tolist()) == (
        [[1.0], [3.0], [5.0]],
        [[3.0], [100.0]],
    )


def test_a_column_that_is_blank_throughout_becomes_zero():
    blank = np.full((2, 1), np.nan)
    assert impute(blank, blank)[1].tolist() == [[0.0], [0.0]]


def test_filling_leaves_its_input_alone():
    train = np.array([[np.nan], [2.0]])
    impute(train, train)
    assert np.isnan(train[0, 0])


def judged(read, content):
    """A table with its numbers, or what it was refused with."""
    try:
        table = read(content)
        return numbers(table, table.header)
    except DataError as refusal:
        return str(refusal)


@STEADY
@given(content=st.binary(max_size=200) | st.text(max_size=200))
def test_any_bytes_give_numbers_or_a_data_error(read, content):
    if isinstance(content, str):
        content = content.encode("utf-8", "surrogatepass")
    assert isinstance(judged(read, content), np.ndarray | str)


CELLS = st.sampled_from(["1", "-2.5", "", "Yes", "no", "x", "nan", '"', "1e999", "a,b"])


@STEADY
@given(rows=st.lists(st.lists(CELLS, max_size=4), max_size=5))
def test_any_rows_give_finite_numbers_or_a_data_error(read, rows):
    text = "a,b,c\n" + "".join(",".join(row) + "\n" for row in rows)
    found = judged(read, text)
    assert isinstance(found, str) or not np.isinf(found).any()


@pytest.mark.parametrize("commas", [",", ",,"])
def test_commas_at_the_end_of_every_line_are_no_column(read, commas):
    table = read(SMALL.replace("\n", f"{commas}\n"))
    assert (table.header, len(table.rows)) == (("age", "shy", "group"), 3)


def test_a_last_column_without_a_name_but_with_cells_is_kept(read):
    assert read("age,\n1,a\n2,b\n").header == ("age", "")


def test_a_table_in_another_encoding_is_told_with_what_to_do(read):
    with pytest.raises(DataError, match="not a text in UTF-8") as told:
        read(SMALL.replace("group", "größe").encode("latin-1"))
    assert str(told.value).endswith("Then save it as UTF-8.")


def test_a_table_that_would_fill_the_memory_is_told(read, monkeypatch):
    monkeypatch.setattr(table_text, "MOST_BYTES", 39)
    with pytest.raises(DataError, match="has 40 bytes, expected at most 39 of a table"):
        read(SMALL)


# -- tables that NumPy parses as a whole -----------------------------------------------

ALIKE = [
    SMALL + SMALL.split("\n", 1)[1],
    "a,y\n1,b\n2,c\n3,b\n4,c\n",
    "a,y\r\n1, b\r\n 2,c \r\n3,b\r\n4,c\r\n",
    "\ufeffa;y\n1e3;b\n-.5;c\n\n3.;b\n4;c",
    '"a","y"\n"1","b, or ""c"""\n2,c\n3,"b, or ""c"""\n4,c\n',
    'a,y\n1,"b\nd"\n2,c\n3,"b\nd"\n4,c\n',
    '"a\nb",y\n1,b\n2,c\n3,b\n4,c\n',
    "\n\na,y\n1,#b\n2,c\n  \n3,#b\n4,c\n",
    ",a,y\n0,1,b\n1,2,c\n2,3,b\n3,4,c\n",
    "a,y,\n1,b,\n2,c,\n3,b,\n4,c,\n",
    "a,y\n1_0,b\n2,c\n3,b\n4,c\n",
    "y,a\nb,1\nc,NA\nb,yes\nc,\n",
    "a,y\n1,10\n2,9\n3,-1\n1,10\n2,9\n3,-1\n",
    "0,1,label\n1,2,b\n0,1,label\n3,4,b\n0,1,c\n0,1,c\n",
    "a,y\n1,b\n2,c\n3,b,4\n4,c\n",
    "a,y\n1,b\n2,c\n3\n4,c\n",
    "a,y\n1,b\n2,c\n3,n/a\n4,c\n",
    "a,y\n1,b\n2,c\ninf,b\n4,c\n",
    "a,y\n1,b\n2,c\nx,b\n4,c\n",
    "\nsep=;\na;y\n1;b\n2;c\n3;b\n4;c\n",
    "a|y\n1|b\n2|c\n3|b\n4|c\n",
    'a;b;y\n0,5;"1,25";b\n-,5;Y;c\n1;n;b\n 2,0 ;;c\n',
    "a;y\r0,5;b\r2,5;c\r3,5;b\r4,5;c\r",
    "id,a,y\nx9,1,b\nx7,2,c\nx8,3,b\nx1,4,c\n",
    "a,y\n1,yes\n2, No\n4,YES\n5,n\n",
]


def labelled(file, label=""):
    """What a table is read as, or what it was refused with."""
    try:
        found = read_labelled(file, label)
    except DataError as refusal:
        return str(refusal)
    assert (found["X"].dtype, found["y"].dtype) == (np.float64, np.int64)
    assert not np.isinf(found["X"]).any()
    return {name: repr(array.tolist()) for name, array in found.items()}


def by_row(file, label=""):
    """The same, when NumPy parses nothing and a block has two rows."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(table, "BLOCK", 2)
        patch.setattr(table, "_parse", lambda *words: None)
        return labelled(file, label)


@pytest.mark.parametrize("content", ALIKE)
def test_a_table_is_the_same_by_rows_and_as_a_whole(tmp_path, content):
    (tmp_path / "a.csv").write_bytes(content.encode())
    assert labelled(tmp_path / "a.csv") == by_row(tmp_path / "a.csv")


ANY = st.sampled_from(
    [
        "1",
        "-2.5",
        "",
        "Yes",
        "x",
        "nan",
        '"',
        '"b"',
        'a"b',
        "1e999",
        " 3 ",
        "b",
        "#",
        "a",
    ]
)


@STEADY
@given(
    rows=st.lists(st.lists(ANY, min_size=2, max_size=2) | st.lists(ANY), max_size=6),
    end=st.sampled_from(["\n", "\r\n", "\r", ",\n"]),
    label=st.sampled_from(["", "a", "b"]),
)
def test_any_table_is_the_same_by_rows_and_as_a_whole(tmp_path, rows, end, label):
    lines = ["a,b", "1,x", "2,x", "3,y", "4,y", *map(",".join, rows)]
    (tmp_path / "a.csv").write_bytes("".join(line + end for line in lines).encode())
    found, rival = (read(tmp_path / "a.csv", label) for read in (labelled, by_row))
    assert found == rival


def peak_of_reading(file):
    """The most bytes while a table is read, or refused."""
    tracemalloc.start()
    try:
        with suppress(DataError):
            read_labelled(file)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def large(file, word="0.75", end="", last=""):
    """Write a table of 50,000 rows of four numbers; return the bytes of those."""
    rows = (
        f"{i / 7:.6f},{i},{word},{-i / 3:.6f},{'ab'[i % 2]}{end}\n"
        for i in range(50_000)
    )
    file.write_text(f"a,b,c,d,y{end}\n{''.join(rows)}{last}")
    return 50_000 * 4 * 8


@pytest.mark.parametrize("word", ["0.75", "", "Yes"])
def test_a_large_table_needs_a_few_times_the_memory_of_its_numbers(tmp_path, word):
    size = large(tmp_path / "a.csv", word)
    assert peak_of_reading(tmp_path / "a.csv") < 5 * size


def test_a_large_table_with_commas_at_the_ends_needs_as_little(tmp_path):
    size = large(tmp_path / "a.csv", end=",")
    assert peak_of_reading(tmp_path / "a.csv") < 5 * size
    assert read_labelled(tmp_path / "a.csv")["X"].shape == (50_000, 4)


@pytest.mark.parametrize(
    "last, message",
    [
        ("1,2,five,4,a\n", "row 50002, column 'c': expected a number, .* got 'five'"),
        ("1,2,3,4,\n", "row 50002, column 'y': the label is blank"),
        ("1,2,3,4\n", "row 50002 has 4 cells, expected 5"),
    ],
)
def test_a_late_fault_in_a_large_table_is_found_in_as_little_memory(
    tmp_path, last, message
):
    size = large(tmp_path / "a.csv", last=last)
    assert peak_of_reading(tmp_path / "a.csv") < 5 * size
    with pytest.raises(DataError, match=message):
        read_labelled(tmp_path / "a.csv")


@pytest.mark.parametrize("block", [1, 2, 1000])
def test_the_first_wrong_cell_is_that_of_the_first_row(tmp_path, monkeypatch, block):
    monkeypatch.setattr(table, "BLOCK", block)
    file = tmp_path / "a.csv"
    file.write_text("a,b,y\n1,2,c\n1,x,d\n1,y,c\nz,2,d\n")
    with pytest.raises(DataError, match=r"row 3, column 'b': .* got 'x'"):
        read_labelled(file)


def test_a_quote_that_is_left_open_is_told(tmp_path):
    rows = "".join(f"{i},{'bc'[i % 2]}\n" for i in range(40_000))
    (tmp_path / "a.csv").write_text(f'a,y\n{rows}1,"b\n{rows}')
    with pytest.raises(
        DataError, match="is not a table: field larger than field limit"
    ):
        read_labelled(tmp_path / "a.csv")


def test_a_late_fault_in_a_large_table_is_named(tmp_path):
    rows = "".join(f"{i},{'bc'[i % 2]}\n" for i in range(3000))
    (tmp_path / "a.csv").write_text(f"a,y\n{rows}1,b\nfive,c\n")
    with pytest.raises(DataError, match="row 3003, column 'a': expected a number"):
        read_labelled(tmp_path / "a.csv")


# -- tables of other programs and countries --------------------------------------------


@pytest.fixture
def given(tmp_path):
    """Read a table with labels, as its X, classes, labels and notes."""

    def reading(content, label=""):
        (tmp_path / "a.csv").write_bytes(content.encode())
        found = read_labelled(tmp_path / "a.csv", label)
        return found["X"].tolist(), *(
            found[k].tolist() for k in ("classes", "y", "notes")
        )

    return reading


@pytest.mark.parametrize(
    "words, classes",
    [
        ("Yes yes No no", ("No", "Yes")),
        ("yes YES no NO", ("NO", "YES")),
        ("0 0.0 1 1.0", ("0", "1")),
        ("10 9 10.0 09", ("09", "10")),
        ("true TRUE y n", ("n", "TRUE")),
        ("1 TRUE 0 FALSE", ("0", "1")),
        ("Y n y N", ("N", "Y")),
        ("a-b a_b c c", ("a-b", "c")),
        ("- - _ _", ("-", "_")),
        ("dog \u200bdog cat c\u00adat", ("cat", "dog")),
        ("caf\u00e9 cafe\u0301 tea Tea", ("Tea", "caf\u00e9")),
        ("iris\u00a0a Iris.a iris.A b", ()),
        ("Stra\u00dfe STRASSE Weg weg", ("STRASSE", "Weg")),
    ],
)
def test_labels_are_compared_as_values(given, words, classes):
    words = words.split(" ")
    rows = "".join(f"{i * i},{word}\n" for i, word in enumerate(words * 2))
    _, found, y, notes = given(f"a,y\n{rows}")
    if not classes:
        assert len(found) == 3
        return
    assert (len(found), {*y}) == (2, {0, 1})
    for word in words:
        alone = [name for name in found if name.casefold() == word.casefold()]
        assert alone or repr(word) in notes[-1]


def test_a_class_is_called_by_one_of_its_spellings_and_the_others_are_named(given):
    _, classes, y, notes = given("a,y\n1,Yes\n4,yes\n6, no \n9,No\n")
    assert (classes, y) == (["No", "Yes"], [1, 1, 0, 0])
    assert notes == ["one class each: 'No' and 'no', 'Yes' and 'yes'"]


def test_letters_and_digits_are_classes_of_their_own(given):
    rows = "".join(f"{i * i},{letter}\n" for i, letter in enumerate("02ny02ny"))
    assert given(f"a,y\n{rows}")[1] == ["0", "2", "n", "y"]


@pytest.mark.parametrize(
    "first", ["sep=;", "SEP=;", '"sep=;"', "\ufeffsep=;", "sep=;\r"]
)
def test_a_first_line_may_name_the_separator(given, first):
    X, *_ = given(f"{first}\na,b;c;y\n1;2;u\n4;5;v\n7;7;u\n9;8;v\n")
    assert X == [[1, 2], [4, 5], [7, 7], [9, 8]]


def test_any_separator_may_be_named(given):
    assert given("sep=^\na^y\n1^u\n4^v\n7^u\n9^v\n")[0] == [[1], [4], [7], [9]]


def test_rows_are_counted_from_the_line_that_names_the_separator(given):
    with pytest.raises(DataError, match=r"row 4, column 'a': .* got 'x'"):
        given("sep=;\na;y\n1;u\nx;v\n7;u\n9;v\n")


def test_commas_within_a_name_or_numbers_do_not_separate_cells(given):
    X, *_ = given('"a, b, c";d;y\n0,5;1;u\n1,5;3;v\n4,5;1;u\n2,5;3;v\n')
    assert X == [[0.5, 1], [1.5, 3], [4.5, 1], [2.5, 3]]


@pytest.mark.parametrize("separator", [";", "\t", "|"])
@pytest.mark.parametrize("cell", ["0,5", '"0,5"', " 0,5 ", "+,5", "5,0e-1"])
def test_decimal_commas_are_read_and_noted(given, separator, cell):
    rows = [f"{cell}|1|no", "2|-1,25|yes", "7|3|no", "8|9|yes"]
    content = "\n".join(["a|b|y", *rows]).replace("|", separator)
    X, _, _, (note,) = given(content)
    assert X == [[0.5, 1], [2, -1.25], [7, 3], [8, 9]]
    shown = cell.strip('" ')
    assert note == f"decimal commas are read as points ('{shown}' in row 2)"


def test_a_late_decimal_comma_counts_as_an_early_one(given):
    rows = "".join(f"{i * i};{'uv'[i % 2]}\n" for i in range(3000))
    X, *_ = given(f"a;y\n{rows}0,5;u\n")
    assert X[-1] == [0.5]


def test_decimal_commas_beside_points_are_told(given):
    with pytest.raises(
        DataError, match=r"commas \('0,5' in row 2\) and .*\('1\.5' in row 3"
    ):
        given("a;y\n0,5;u\n1.5;v\n7;u\n9;v\n")


def test_a_comma_in_words_is_no_decimal_comma(given):
    rows = "1.5;u, 2,5 or so\n4;v\n"
    assert given(f"a;y\n{rows}{rows}")[1] == ["u, 2,5 or so", "v"]


@pytest.mark.parametrize("word", ["u, v", "2,5 or so", "1,2,3", "a,b", ","])
def test_decimal_commas_beside_commas_in_words_are_read(given, word):
    rows = f"0,5;{word};-,25\n4;v;1,5e1\n"
    X, classes, *_ = given(f"a;y;b\n{rows}{rows}", "y")
    assert X[:2] == [[0.5, -0.25], [4, 15]]
    assert {*classes} == {word, "v"}


def test_a_number_with_a_comma_where_commas_separate_is_told_with_what_to_do(given):
    with pytest.raises(DataError, match=r"got '0,5'\. Write plain .* 1234\.5"):
        given('a,y\n"0,5",u\n1,v\n7,u\n9,v\n')


@pytest.mark.parametrize(
    "name",
    [
        *("id", "ID", "Id", "PassengerId", "customerID", "row_id", "Nr.", "lfd. Nr."),
        *("S.No", "RowNumber", "index", "#", "", "Unnamed: 0", "Unnamed: 0.1"),
    ],
)
@pytest.mark.parametrize("cells", ["0 1 2 3", "17 4 23 5", "a1 b2 c3 d4", "7 NA NA 9"])
def test_what_numbers_the_rows_is_left_out_and_noted(given, name, cells):
    rows = [f"{cell},{i * i},{'uv'[i // 2]}" for i, cell in enumerate(cells.split())]
    X, _, _, notes = given("\n".join([f"{name},a,y", *rows]))
    assert X == [[0], [1], [4], [9]]
    assert notes == [f"left out, because it numbers the rows: '{name}'"]


@pytest.mark.parametrize(
    "name, cells",
    [
        ("width", "3 1 4 2"),
        ("id", "1 1 2 2"),
        ("refraction_index", "1.5 1.6 1.7 1.8"),
        ("humid", "5 1 3 2"),
        ("number_of_rooms", "1 2 4 3"),
    ],
)
def test_what_says_something_is_a_feature(given, name, cells):
    rows = [f"{cell},{i * i},{'uv'[i // 2]}" for i, cell in enumerate(cells.split())]
    X, _, _, notes = given("\n".join([f"{name},a,y", *rows]))
    assert ([len(row) for row in X], notes) == ([2] * 4, [])


def test_a_feature_that_counts_the_rows_is_noted(given):
    X, _, _, (note,) = given("case,a,y\n5,0,u\n6,4,v\n7,2,u\n8,1,v\n")
    assert len(X[0]) == 2
    assert "rise in equal steps" in note
    assert "'case'" in note


def test_a_count_of_the_rows_that_were_shuffled_is_noted(given):
    order = np.random.default_rng(0).permutation(30) + 100
    rows = [f"{case},{case % 7},{'uv'[case % 2]}" for case in order]
    X, _, _, (note,) = given("\n".join(["customerid,a,y", *rows]))
    assert len(X[0]) == 2
    assert "rise in equal steps" in note
    assert "'customerid'" in note


SUBJECTS = ("Species", "diagnosis", "Outcome", "Survived", "y", "Y")


@pytest.mark.parametrize(
    "name", [*("label", "Label", "LABELS", "target", "class"), *SUBJECTS]
)
def test_the_column_called_label_is_the_label(given, name):
    X, classes, y, _ = given(f"a,{name},b\n1,u,7\n4,v,8\n7,u,3\n9,v,1\n")
    assert (X[0], classes, y) == ([1, 7], ["u", "v"], [0, 1, 0, 1])


def test_a_coordinate_is_no_label(given):
    assert given("x,y,kind\n1,5,u\n4,5,v\n7,6,u\n9,6,v\n")[1] == ["u", "v"]


def test_a_number_whose_square_no_float_holds_is_told(given):
    with pytest.raises(DataError, match=r"row 3, column 'a': .* got '1e200'"):
        given("a,y\n1,u\n1e200,v\n7,u\n9,v\n")


def test_a_wrong_cell_says_which_column_is_the_label(given):
    rows = "".join(f"{i},{'uv'[i % 2]},{i % 3}\n" for i in range(9))
    with pytest.raises(DataError, match=r"'kind': .*'u'.* The label is 'b': #label="):
        given(f"a,kind,b\n{rows}")


def test_a_time_that_rises_in_equal_steps_is_noted(given):
    rows = "".join(f"{1_700_000_000 + 60 * i},{'uv'[i // 15]}\n" for i in range(30))
    assert given(f"time,y\n{rows}")[3][0].endswith(
        ": 'time'; remove those that are one"
    )


@pytest.mark.parametrize("mark", [".", ","])
def test_numbers_that_may_be_thousands_are_noted(given, mark):
    rows = f"950;u\n1{mark}021;v\n13{mark}400;u\n870;v\n"
    X, _, _, notes = given(f"income;y\n{rows}")
    assert X == [[950], [1.021], [13.4], [870]]
    assert notes[-1].startswith("'1.021' in the feature 'income' is read as a fraction")


@pytest.mark.parametrize("cells", ["950 1.02 13.4", "0.125 950 870", "1.021 2.334 3.5"])
def test_numbers_that_are_no_thousands_are_not_noted(given, cells):
    rows = [f"{c},{'uv'[i % 2]}" for i, c in enumerate(cells.split() * 2)]
    assert given("\n".join(["a,y", *rows]))[3] == []


def test_a_last_column_that_numbers_the_rows_is_no_label(given):
    X, classes, _, notes = given("a,y,id\n1,u,5\n4,v,6\n7,u,7\n9,v,8\n")
    assert (X, classes) == ([[1], [4], [7], [9]], ["u", "v"])
    assert notes == ["left out, because it numbers the rows: 'id'"]


def test_a_table_of_labels_and_row_numbers_is_told(given):
    with pytest.raises(
        DataError, match="label 'y' and nothing to tell it from: 'id' only numbers"
    ):
        given("id,y\n1,u\n2,v\n3,u\n4,v\n")


def test_as_many_decimal_commas_as_semicolons_do_not_separate_cells(given):
    X, *_ = given("a, cm;b, kg;y\n0,5;1,5;u\n2,5;3,5;v\n4,5;1,0;u\n2,5;3,0;v\n")
    assert X[0] == [0.5, 1.5]


def test_a_named_label_goes_before_the_column_called_label(given):
    rows = "1,0,u\n4,1,v\n7,0,u\n9,1,v\n"
    assert given(f"a,label,kind\n{rows}", "kind")[1] == ["u", "v"]


def test_y_and_n_are_yes_and_no(given):
    X, *_ = given("a,b,y\nY,1,u\nN,4,v\ny,7,u\nn,9,v\n")
    assert [row[0] for row in X] == [1, 0, 1, 0]


def test_a_table_with_decimal_commas_needs_a_few_times_its_numbers(tmp_path):
    rows = "".join(f"{i},5;{i * 7 % 64},25;{'ab'[i % 2]}\n" for i in range(50_000))
    (tmp_path / "a.csv").write_text(f"a;b;y\n{rows}")
    assert peak_of_reading(tmp_path / "a.csv") < 5 * 50_000 * 2 * 8
