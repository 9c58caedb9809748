#!/usr/bin/env python3
"""Holds the briefings of W3 against the peers' model: every text and figure of every region.

    Benchmarks/w3_check.py PEERS standard.csv FOLDER    # FOLDER/REGION.pdf; needs pdftotext

Of each PDF the title, the running head, the page numbers, the three paragraphs whole, the table by rows, and on every page of a
year the heading, titles, subtitles and captions of both charts, the title of the axis, every label and value of the bars and
the names of the lines. The list of sources that our briefings have behind it is not part of the work. Exit code 1 where
anything is missing.

Marks of sources are left out of our text. What lies halfway between two numbers is rounded away from zero here, where the model
takes the even one.
"""
import decimal, os, pathlib, re, subprocess, sys

peers, data, folder = map(pathlib.Path, sys.argv[1:4])
sys.path.insert(0, str(peers))
os.environ["PEER_AGG"] = "stdlib"
import model  # noqa: E402


def rounded(value):
    """A number without decimals, halves away from zero."""
    number = decimal.Decimal(repr(round(value, 2))).quantize(decimal.Decimal(1), decimal.ROUND_HALF_UP)
    return f"{number:,}"


model.num = rounded


def bare(text):
    """The text without spaces, hyphens that divide words and marks of sources, in one spelling."""
    for written, plain in (("ﬁ", "fi"), ("ﬂ", "fl"), ("ﬀ", "ff"), ("−", "-"), ("\u00ad", "")):
        text = text.replace(written, plain)
    return re.sub(r"[\s\u2060\u00a0\u202f]+", "", re.sub(r"\[\d+\]", "", text))


def pages(path):
    """The pages of a PDF, each in both orders that pdftotext knows."""
    def read(order):
        found = subprocess.run(["pdftotext", order, path, "-"], capture_output=True, text=True, check=True).stdout
        return [bare(page) for page in found.split("\f")[:-1]]
    return list(zip(read("-layout"), read("-raw")))


def missing(content, found):
    """What a briefing lacks: (page, text)."""
    wanted = [(0, content["title"]), (0, content["sub"]), (0, content["table_caption"].split("  ", 1)[1])]
    wanted += [(0, paragraph) for paragraph in content["paras"]]
    wanted += [(0, "".join(row)) for row in content["table"]["rows"]]
    for number, page in enumerate(content["pages"], start=1):
        texts = [content["header"], page["heading"], page["bar_caption"], page["line_caption"]]
        for chart, axis in ((page["bar"], "xlabel"), (page["line"], "ylabel")):
            texts += [chart["title"], chart["subtitle"], chart[axis]]
        texts += page["bar"]["labels"] + page["bar"]["texts"] + [series["name"] for series in page["line"]["series"]]
        wanted += [(number, text) for text in texts]
    wanted += [(number, f"Page {number + 1} of {len(found)}") for number in range(1, len(found))]
    return [(page + 1, text) for page, text in wanted
            if page >= len(found) or not any(bare(text) in order for order in found[page])]


cube = model.load(data)
lacking = 0
for region in cube.regions:
    content = model.regional(cube, region)
    gaps = missing(content, pages(folder / f"{region}.pdf"))
    lacking += len(gaps)
    for page, text in gaps[:5]:
        print(f"{region}, page {page}: {text}")
print(f"W3: {len(cube.regions)} briefings, {lacking} texts missing")
sys.exit(1 if lacking else 0)
