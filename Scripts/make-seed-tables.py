#!/usr/bin/env python3
"""Writes seeds/tables/china-provincial-gdp.csv and us-state-gdp-by-sector.csv and checks them.

Usage: Scripts/make-seed-tables.py SOURCE_DIR [OUTPUT_DIR]

SOURCE_DIR holds the unchanged downloads: cn-nbs-raw-annual/RenJiyi163-分省年度数据.csv (National Bureau of
Statistics of China) and us-bea-sagdp2n-1997-2022/SAGDP2N__ALL_AREAS_1997_2022.csv (US Bureau of Economic
Analysis). Values are copied as printed. Exits with 1 and the reasons when a check fails.
"""

import csv
import pathlib
import sys
from decimal import Decimal

ROOT = pathlib.Path(__file__).parent.parent
NBS = "cn-nbs-raw-annual/RenJiyi163-分省年度数据.csv"
BEA = "us-bea-sagdp2n-1997-2022/SAGDP2N__ALL_AREAS_1997_2022.csv"

# BEA line number = code and name in the table, name in the download. Sectors and government add up to the total.
BEA_LINES = {
    1: ("TOTAL", "All sectors", "All industry total"),
    3: ("11", "Agriculture", "Agriculture, forestry, fishing and hunting"),
    6: ("21", "Mining", "Mining, quarrying, and oil and gas extraction"),
    10: ("22", "Utilities", "Utilities"),
    11: ("23", "Construction", "Construction"),
    12: ("31-33", "Manufacturing", "Manufacturing"),
    34: ("42", "Wholesale trade", "Wholesale trade"),
    35: ("44-45", "Retail trade", "Retail trade"),
    36: ("48-49", "Transport", "Transportation and warehousing"),
    45: ("51", "Information", "Information"),
    51: ("52", "Finance", "Finance and insurance"),
    56: ("53", "Real estate", "Real estate and rental and leasing"),
    60: ("54", "Professional services", "Professional, scientific, and technical services"),
    64: ("55", "Company management", "Management of companies and enterprises"),
    65: ("56", "Administrative services", "Administrative and support and waste management and remediation services"),
    69: ("61", "Education", "Educational services"),
    70: ("62", "Health care", "Health care and social assistance"),
    76: ("71", "Arts and recreation", "Arts, entertainment, and recreation"),
    79: ("72", "Hotels and restaurants", "Accommodation and food services"),
    82: ("81", "Other services", "Other services (except government and government enterprises)"),
    83: ("GOV", "Government", "Government and government enterprises"),
}
OVERSEAS_LINE = 100
BEA_YEARS = [str(year) for year in range(2013, 2023)]
BEA_MARKERS = {"(D)": "Q", "(L)": "L", "(NA)": "M"}

problems = []


def check(name, holds, detail):
    print(f"{'ok  ' if holds else 'FAIL'} {name}: {detail}")
    if not holds:
        problems.append(name)


def region_codes(parent):
    """Names and aliases of a country's subdivisions, as {name: (code, plain name)}."""
    codes = {}
    with open(ROOT / "Sources/Observations/Resources/regions.csv", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["parent"] == parent:
                for name in filter(None, [row["name"], *row["aliases"].split("|")]):
                    codes[name] = (row["code"], row["name"])
    return codes


def write(path, header, rows):
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def china(source, output):
    lines = (source / NBS).read_text(encoding="gb18030").splitlines()
    check("NBS indicator", lines[1].strip() == "指标：地区生产总值(亿元)", lines[1].strip())
    start = next(i for i, line in enumerate(lines) if line.startswith("地区,"))
    years = [cell.removesuffix("年") for cell in lines[start].split(",")[1:]]
    codes = region_codes("CN")
    rows, sums = [], {year: Decimal(0) for year in years}
    for line in lines[start + 1:]:
        cells = line.split(",")
        if len(cells) != len(years) + 1:
            continue
        code, name = codes[cells[0]]
        for year, value in zip(years, cells[1:]):
            rows.append([code, name, year, "gdp", "CNY_100M", value, "actual"])
            sums[year] += Decimal(value)
    rows.sort(key=lambda row: (row[0], row[2]))
    provinces = {row[0] for row in rows}
    check("NBS provinces", len(provinces) == 31, len(provinces))
    check("NBS cells", len(rows) == 31 * len(years) and all(row[5] for row in rows), f"{len(rows)}, none empty")
    check("NBS sum of provinces 2023", abs(sums["2023"] - 1283801) < 1, f"{sums['2023']} against 1283801")
    jumps = [(abs(Decimal(b[5]) / Decimal(a[5]) - 1), b[0], b[2]) for a, b in zip(rows, rows[1:]) if a[0] == b[0]]
    check("NBS yearly change below 40 %", max(jumps)[0] < Decimal("0.4"), "largest {:.1%} {} {}".format(*max(jumps)))
    header = ["region", "region_name", "period", "measure", "unit", "value", "status"]
    write(output / "china-provincial-gdp.csv", header, rows)


def united_states(source, output):
    codes = region_codes("US") | {"United States": ("US", "United States")}
    cells, names, overseas = {}, {}, {}
    with open(source / BEA, encoding="latin-1", newline="") as file:
        for row in csv.DictReader(file, skipinitialspace=True):
            area = (row["GeoName"] or "").rstrip(" *")
            if area not in codes:
                continue
            line = int(row["LineCode"])
            code, names[code] = codes[area]
            if line == OVERSEAS_LINE and code == "US":
                overseas = {year: Decimal(row[year]) for year in BEA_YEARS}
            if line in BEA_LINES:
                if row["Description"].strip() != BEA_LINES[line][2]:
                    check(f"BEA line {line}", False, row["Description"])
                for year in BEA_YEARS:
                    cells[code, line, year] = row[year]
    order = list(BEA_LINES)
    rows = []
    for code, line, year in sorted(cells, key=lambda key: (key[0] != "US", key[0], order.index(key[1]), key[2])):
        value = cells[code, line, year]
        marker = BEA_MARKERS.get(value)
        printed = "" if marker else value
        sector, sector_name, _ = BEA_LINES[line]
        rows.append(
            [code, names[code], sector, sector_name, year, "gdp", "USD_M", printed, "actual", marker or "A"]
        )
    check("BEA areas", len(names) == 52, f"{len(names)} of 50 states, DC and the nation")
    check("BEA cells", len(rows) == 52 * len(BEA_LINES) * len(BEA_YEARS), len(rows))
    markers = {mark: sum(row[9] == mark for row in rows) for mark in "AMQL"}
    print("     marks:", ", ".join(f"{mark} {count}" for mark, count in markers.items()))

    worst, complete = Decimal(0), 0
    for code in names:
        for year in BEA_YEARS:
            parts = [cells[code, line, year] for line in order[1:]]
            if any(part in BEA_MARKERS for part in parts):
                continue
            total = Decimal(cells[code, 1, year])
            worst = max(worst, abs(sum(map(Decimal, parts)) / total - 1))
            complete += 1
    check("BEA sectors + government = total", worst < Decimal("0.0001"), f"{complete} rows, worst {worst:.6%}")
    below, closed = [], []
    for year in BEA_YEARS:
        nation = Decimal(cells["US", 1, year])
        states = sum(Decimal(cells[code, 1, year]) for code in names if code != "US")
        below.append(1 - states / nation)
        closed.append(abs(1 - (states + overseas[year]) / nation))
    inside = Decimal("0.004") < min(below) and max(below) < Decimal("0.009")
    check("BEA states below the nation", inside, f"by {min(below):.2%} to {max(below):.2%}")
    check("BEA states + overseas activity = nation", max(closed) < Decimal("0.0003"), f"worst {max(closed):.4%}")
    facts = {("US", 1, "2019"): "21380976.0", ("US", 1, "2022"): "25462722.0", ("US-CA", 12, "2022"): "423698.6"}
    facts |= {("US-OH", 12, "2021"): "114756.2", ("US-IL", 12, "2021"): "114728.9"}
    check("BEA known cells", all(cells[key] == value for key, value in facts.items()), len(facts))
    header = ["region", "region_name", "sector", "sector_name", "period", "measure", "unit", "value", "status"]
    write(output / "us-state-gdp-by-sector.csv", [*header, "obs_status"], rows)


def main():
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    output = pathlib.Path(sys.argv[2]) if len(sys.argv) == 3 else ROOT / "seeds/tables"
    output.mkdir(parents=True, exist_ok=True)
    china(pathlib.Path(sys.argv[1]), output)
    united_states(pathlib.Path(sys.argv[1]), output)
    if problems:
        sys.exit("failed: " + ", ".join(problems))


if __name__ == "__main__":
    main()
