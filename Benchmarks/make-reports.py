#!/usr/bin/env python3
"""Writes the reports of the works W1 and W3 from the definitions of the peers: their texts, and charts as queries.

    Benchmarks/make-reports.py PEERS FOLDER      # FOLDER/standard.csv is there; writes w1.md and w3.md beside it

Charts, the table of W3 and every figure and name in its text are queries over the file, which the report reads itself. Written
by this script, with the figures of the peers' model, are the paragraphs of W1 and its tables. The drawings keep their height, as
those of the peers do.
"""
import json, os, pathlib, subprocess, sys

peers, folder = map(pathlib.Path, sys.argv[1:3])
sys.path.insert(0, str(peers))
os.environ["PEER_AGG"] = "stdlib"
import model  # noqa: E402

cube = model.load(folder / "standard.csv")

HEAD = """---
title: {title}
subtitle: {subtitle}
date: {date}
issuer: {issuer}
period: 2024
breaks: 0
output: "{output}"
sources:
  - file: standard.csv
    title: Activity by region, sector and month
    publisher: {issuer}
    mapping: {{ columns: {{ region: region, sector: sector, period: period, value: value }}, constants: {{ measure: activity, unit: count }} }}
{more}---
"""
BAR = """```chart
title: {title}
subtitle: {subtitle}
caption: {caption}
height: {height}
stretch: false
data:
  query: {{ measure: activity, {where}, by: [{by}], aggregate: sum, compare: [rank], sort: -value }}
transform: [{{ calculate: "datum.value * 1", as: v }}]
encoding:
  y: {{ field: {by}, type: nominal, sort: null, title: null, axis: {{ labelFontSize: 5.5 }} }}
  x: {{ field: v, type: quantitative, title: "Value, million", axis: {{ format: ",.0f" }} }}
layer:
  - {{ mark: bar, encoding: {{ color: {{ condition: {{ test: "datum.rank <= 3", value: "#1f4e79" }}, value: "#9dc3e6" }} }} }}
  - {{ mark: {{ type: text, align: left, dx: 3, fontSize: 6.5 }}, encoding: {{ text: {{ field: v, type: quantitative, format: ",.0f" }} }} }}
```
"""
LINE = """```chart
title: {title}
subtitle: {subtitle}
caption: {caption}
height: 130
stretch: false
data:
  query: {{ measure: activity, {where}, by: [{by}, period] }}
mark: {{ type: line, strokeWidth: 1.2 }}
encoding:
  x: {{ field: date, type: temporal, title: null, axis: {{ format: "%Y-%m" }} }}
  y: {{ field: value, type: quantitative, scale: {{ zero: false }}, title: "Value, million", axis: {{ format: ",.0f" }} }}
  color: {{ field: {by}, type: nominal, legend: {{ orient: top, title: null }} }}
```
"""


def q(text):
    return json.dumps(text, ensure_ascii=False)


def table(t, caption):
    rows = [t["head"], ["---"] + ["---" if i == 0 else "--:" for i in range(len(t["head"]) - 1)]] + t["rows"]
    return "\n".join("| " + " | ".join(r) + " |" for r in rows) + f"\n\n*{caption}*\n"


def bar(c, caption, where, by, height):
    return BAR.format(title=q(c["title"]), subtitle=q(c["subtitle"]), caption=q(caption), where=where, by=by,
                      height=height)


def line(c, caption, where, by):
    return LINE.format(title=q(c["title"]), subtitle=q(c["subtitle"]), caption=q(caption), where=where, by=by)


def names(values):
    return "[" + ", ".join(q(v) for v in values) + "]"


# W1: one briefing of 19 pages.
d = model.briefing(cube)
out = HEAD.format(title=q(d["title"]), subtitle=q(d["subtitle"]), date=q(d["date"]), issuer=q(d["issuer"]), output="w1", more="")
out += "\n```page-break\n```\n\n```contents\ndepth: 2\n```\n\n```page-break\n```\n\n"
out += f"# {d['summary_title']}\n\n" + "\n\n".join(d["summary"]) + "\n"
for s in d["sections"]:
    sector = q(s["sector"])
    out += f"\n```page-break\n```\n\n# {s['heading'].replace('  ', ' ')}\n\n" + "\n\n".join(s["paras"]) + "\n\n"
    out += f"## {s['sub'][0]}\n\n" + bar(s["bar"], s["bar_caption"], f"sector: {sector}, period: 2024-01..2024-12", "region", 256)
    out += f"\n```page-break\n```\n\n## {s['sub'][1]}\n\n"
    out += line(s["line"], s["line_caption"], f"sector: {sector}, region: {names(x['name'] for x in s['line']['series'])}", "region")
    out += f"\n## {s['sub'][2]}\n\n" + table(s["table"], s["table_caption"])
out += "\n```page-break\n```\n\n# Sources\n\n```sources\n```\n"
(folder / "w1.md").write_text(out, encoding="utf-8")

# W3: one report for 31 regions, all of its words and figures those of the region.
d = model.regional(cube, cube.regions[0])
values = "\n".join(f"    - {q(r)}" for r in cube.regions)
more = f"parameters:\n  region:\n    type: text\n    default: {q(cube.regions[0])}\n    values:\n{values}\n"
YEAR = "measure: activity, frequency: annual, period: {}"
OWN = YEAR.format(2024) + ", region: $region"
more += "figures:\n"
for name, query in {
    "total": f"{OWN}, aggregate: sum, decimals: 0",
    "change": f"{OWN}, aggregate: sum, compare: [growth], show: growth, signed: true",
    "change2022": f"{OWN}, aggregate: sum, compare: [{{ growth: 2022 }}], show: growth_2022, signed: true",
    "share": f"{YEAR.format(2024)}, by: [region], aggregate: sum, compare: [share], at: {{ region: $region }}, show: share",
    "rank": f"{YEAR.format(2024)}, by: [region], aggregate: sum, compare: [rank], at: {{ region: $region }}, show: rank",
    **{f"sector{rank}": f"{OWN}, by: [sector], compare: [rank], at: {{ rank: {rank} }}" for rank in (1, 2, 3)},
    "top3": f"{OWN}, aggregate: {{ concentration_ratio: 3 }}",
    "strongest": f"{OWN}, by: [sector], compare: [growth], sort: -growth, limit: 1, show: growth, signed: true",
    "weakest": f"{OWN}, by: [sector], compare: [growth], sort: growth, limit: 1, show: growth, signed: true",
    "growing": f"{OWN}, by: [sector], compare: [growth], at: {{ growth: \"> 5\" }}, show: rows",
}.items():
    more += f"  {name}: {{ {query} }}\n"
more += "sets:\n"
for year in (2022, 2023, 2024):
    more += f"  top{year}: {{ query: {{ {YEAR.format(year)}, region: $region, by: [sector], sort: -value, limit: 5 }} }}\n"
out = HEAD.format(title='"{{region}}"', subtitle='""', date='"2024"', issuer='"Office for Regional Figures"',
                  output="{{region}}", more=more).replace("mapping: {", "mapping: { rows: records, hold: true,").replace(
    "sources:\n", 'theme: { header: { left: "Regional briefing 2024: {title}" } }\nsources:\n', 1)
out += f"""
{{{{region}}}} recorded {{{{total}}}} million in 2024, a change of {{{{change}}}} on the year before and of {{{{change2022}}}} on 2022. With
{{{{share}}}} of all activity the region holds rank {{{{rank}}}} of thirty-one. Its three largest sectors, {{{{sector1.sector}}}},
{{{{sector2.sector}}}} and {{{{sector3.sector}}}}, account for {{{{top3}}}} of the regional total.

The strongest movement was seen in {{{{strongest.sector}}}} with {{{{strongest}}}}, the weakest in {{{{weakest.sector}}}} with
{{{{weakest}}}}. Of the twenty sectors {{{{growing}}}} grew by more than five percent. The table below lists the twelve largest
sectors with their annual totals, their share of the region and the change on the previous year.

{d["paras"][2]}

## {d["sub"]}

"""
out += f"""```table
title: The twelve largest sectors, million
query: {{ {OWN}, by: [sector], compare: [rank, {{ value: 2022 }}, {{ value: 2023 }}, share, growth], sort: -value, limit: 12 }}
columns:
  - rank
  - sector
  - {{ field: value_2022, decimals: 0 }}
  - {{ field: value_2023, decimals: 0 }}
  - {{ field: value, title: "2024", decimals: 0 }}
  - {{ field: share, decimals: 1 }}
  - {{ field: growth, title: Change, decimals: 1 }}
```
"""
for page in d["pages"]:
    year = page["heading"][-4:]
    out += f"\n```page-break\n```\n\n## {page['heading']}\n\n"
    page["bar"]["title"] = "{{region}}: sectors in " + year
    out += bar(page["bar"], page["bar_caption"], f"region: $region, frequency: annual, period: {year}", "sector", 256)
    out += line(page["line"], page["line_caption"], f'region: $region, sector: [{{{{#top{year}}}}}"{{{{sector}}}}", {{{{/top{year}}}}}]', "sector")
(folder / "w3.md").write_text(out, encoding="utf-8")
