"""The front page says what is measured: its sums, its picture, its links."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text("utf-8")
ROW = re.compile(
    r"^\| `\w+` \| (?P<tests>\d+) \| (?P<mistakes>\d+) \| (?P<named>\d+)"
    r" \| (?P<killed>\d+) of (?P<mutants>\d+) \| (?P<equivalent>\d+) \|",
    re.MULTILINE,
)


def test_what_the_front_says_of_the_specs_is_in_the_table():
    rows = [
        {k: int(v) for k, v in row.groupdict().items()} for row in ROW.finditer(README)
    ]
    total = {column: sum(row[column] for row in rows) for column in rows[0]}
    text = " ".join(README.split())
    least = int(re.search(r"more than ([\d,]+) known", text)[1].replace(",", ""))
    assert least < total["mistakes"] < least + 200
    share = int(re.search(r"(\d+) of 100 of these mistakes are named", text)[1])
    assert share == 100 * total["named"] // total["mistakes"]
    assert total["mutants"] == total["killed"] + total["equivalent"]


def test_links_lead_to_files_and_headings():
    headings = {
        "#" + re.sub(r"[^\w -]", "", line.lower()).replace(" ", "-")
        for line in re.findall(r"^#+ (.*)$", README, re.MULTILINE)
    }
    links = re.findall(r"\]\(([^)]+)\)", README)
    inside = [link for link in links if not link.startswith("http")]
    assert inside
    missing = [
        link
        for link in inside
        if (link not in headings if link[0] == "#" else not (ROOT / link).exists())
    ]
    assert missing == []
