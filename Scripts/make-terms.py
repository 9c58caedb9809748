#!/usr/bin/env python3
"""Writes the countries' names into terms-de.csv and terms-fr.csv, anew.

Usage: Scripts/make-terms.py [OUTPUT_DIR]

The names are the translations of Debian's package iso-codes. All other rows of the files are kept as they are: they
are written by hand. Chinese names of regions need no rows; they stand among the aliases of regions.csv.
"""

import csv
import gettext
import json
import pathlib
import sys

ISO = json.loads(pathlib.Path("/usr/share/iso-codes/json/iso_3166-1.json").read_text())["3166-1"]
FOLDER = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else "Sources/Observations/Resources")


def country_names(language):
    names = {}
    translation = gettext.translation("iso_3166-1", "/usr/share/locale", [language])
    for country in ISO:
        english = country.get("common_name") or country["name"]
        name = translation.gettext(english)
        # An inverted name ("Korea, Republik") reads badly in a table.
        if name != english and ", " not in name:
            names[country["alpha_2"]] = name
    return names


for language in ("de", "fr"):
    path = FOLDER / f"terms-{language}.csv"
    with path.open(newline="", encoding="utf-8") as file:
        header, *rows = csv.reader(file)
    kept = [row for row in rows if not (row[1] == "region" and len(row[2]) == 2)]
    made = [[language, "region", code, name] for code, name in sorted(country_names(language).items())]
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file, lineterminator="\n").writerows([header, *kept, *made])
