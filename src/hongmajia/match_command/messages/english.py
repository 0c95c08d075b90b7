"""The sentences of `hongmajia match` in English, by code; the engine's are not repeated here."""

from __future__ import annotations

from hongmajia.engine.messages.sentence import Sentence

SENTENCES: dict[str, Sentence] = {
    # files
    "unknown_ending": "files must be one of {endings}; save an .xls as .xlsx",
    "no_such_file": "no such file",
    "file_too_large": "larger than {most} MB",
    "too_many_rows": "more than {most} rows; split it into several files",
    "too_many_columns": "more than {most} columns; delete the empty ones on the right",
    "merged_cells": "has cells merged over several columns ({where}); unmerge and fill them",
    "no_rows": "empty, not one row of data",
    "not_xlsx": "not an Excel file (.xlsx), it cannot be opened",
    "zip_bomb": "would unpack to an absurd size; not opened",
    "not_table": "not a table",
    "is_markup": "really a web page, not a table; open it in Excel or WPS and save it as .xlsx",
    "old_xls": "an old Excel file (.xls); open it in Excel or WPS and save it as .xlsx",
    "has_password": "has a password; remove it and save the file as .xlsx",
    "not_text": "not a text file",
    "not_csv": "a quotation mark is missing; not a complete CSV",
    "not_json": "not a JSON object",
    "heading_twice": "this heading appears twice",
    "more_cells_than_headings": "more cells than headings",
    "column_missing": "this column is missing",
    "empty": "empty, but must be filled in",
    "not_a_value": "not a value (NaN, or a formula that failed or has no result)",
    "too_long": "too long: {length} characters, at most {most}",
    "not_a_number": "“{value}” is not a number",
    "out_of_bounds": "{value} is not between {low:g} and {high:g}",
    "not_whole": "{value:g} is not a whole number",
    "not_one_of": "“{value}” is not known; choose from: {words}",
    "half_a_point": "give both longitude and latitude, or neither",
    "id_twice": "id {id} is already in row {first}",
    "no_such_helper": "“{value}” is neither an id nor a name in the table of helpers",
    "several_helpers": "several are called “{value}”; write the id: {ids}",
    "no_such_sheet": "has no sheet “{sheet}”, or it lacks the columns; such sheets are: {sheets}",
    "no_sheets": "this kind of file has no sheets, so “{sheet}” cannot be chosen",
    "nothing_known": "trade, specialities and text are all empty: nothing says what they can do",
    "cannot_write": "cannot be written; look at the folder",
    "same_file": "the output must not be another of the files",
    # the command line
    "fault_in_file": "{file}: {what}",
    "fault_in_row": "{file} row {row}: {what}",
    "fault_in_cell": "{file} row {row}, “{column}”: {what}",
    "nothing_written": "Nothing was written.",
    "headings_below": "{file}: the headings are in row {row}; what stands above was not read",
    "hidden_sheet_read": "{file}: the sheet “{sheet}” was read, which is hidden",
    "one_sheet_read": "{file}: the sheet “{sheet}” was read; not read, though alike: {others}",
    "hidden_rows_read": "{file}: {count} rows are hidden, they were read too",
    "totals_left_out": "{file}: row {rows} is a total and was left out",
    "merged_filled_down": "{file}: {count} merged cells count for each of their rows: {examples}",
    "places_unknown": "{count} regions unknown, distance not counted: {examples}",
    "summary": lambda p: (
        f"{p['needs']} needs: {p['served']} served, {p['unserved']} not; "
        f"{p['helpers']} helpers asked"
        + ("" if p["worst"] is None else f"; the least fit {p['worst']:.2f}")
    ),
    "changes": "against the earlier plan: {kept} kept, {changed} changed, {new} new, {lost} lost",
    "comparing": "comparing",
    "ranking": "ranking",
    "written": "wrote {path}",
    # help
    "help_about": "Find the right helper for each need: two tables in, a plan out.\n"
    "Files are known by their ending: .xlsx (the sheet with the headings), .csv, .jsonl.",
    "help_needs": "the needs",
    "help_helpers": "the artisans and teams",
    "help_needs_sheet": "the sheet of the needs (.xlsx; else the one with the headings)",
    "help_helpers_sheet": "the sheet of the helpers",
    "help_out": "where the plan goes: who helps whom, score, reasons; the unserved, why",
    "help_ranked": "where the shortlist of each need goes",
    "help_rank": "how many on each shortlist (5)",
    "help_previous": "an earlier plan: kept where possible, and compared with",
    "help_per_need": "helpers for each need (overrides the column)",
    "help_capacity": "how many needs a helper takes where the table does not say (3)",
    "help_candidates": "at least how many candidates are considered for each need (50)",
    "help_lang": "speak Chinese (zh) or English (en)",
    "help_province": "where a region that several have is meant without its city (西湖区)",
    "help_quiet": "no progress and no summary",
    "help_help": "show this text",
    "help_columns": """columns (English or Chinese names, any order, others are ignored):
  NEEDS    id*, text*, title, industry, region, adcode, lon, lat, category (1 to 7),
           mode (onsite/online/either), helpers_wanted, urgency (0 to 9),
           excluded (ids of helpers, or names that only one has)
  HELPERS  id*, name*, kind (artisan/team), trade, specialities, honours, text, region, adcode,
           lon, lat, capacity (0: full), weekly, radius_km, online_ok, industry, categories, solved
  * required; a helper needs at least one of trade, specialities and text. Lists are separated
  by 、 or ; signs. An unknown region is no error: distance is not counted, and the reasons say so.
  A name that several regions have (朝阳区, 鼓楼区) needs its city, or --province.

written:
  PLAN  need, helper, score, reasons, title, name; the unserved on a second sheet (.xlsx)
        or in the last rows with an empty helper (.csv, .jsonl)
  FILE  need, rank, helper, score, reasons, title, name
The same input always gives the same result. Bad input is listed by file, row and column;
then nothing is written and the exit code is 2.

example: hongmajia match needs.xlsx helpers.xlsx --out plan.xlsx --rank 5 --ranked ranked.xlsx""",
    "bad_command": "{message}\nSee: hongmajia match --help",
    "rank_needs_file": "--rank goes with --ranked",
    "given_value": "value given: {value}",
    "not_npz": "not NumPy's .npz file",
    "no_embedder": (
        "No embedder: meanings are not compared, only words, crafts and places. Where need "
        "and profile use other words, helpers are easily missed."
    ),
    "too_much_to_read": (
        "{texts} texts would take long to read, so meanings are not compared. "
        "To compare them, give --vectors FOLDER, where each is kept once read."
    ),
    "all_fair": "all {settled} are as fair as can be",
    "fairness": (
        "from the worst on, {settled} are as fair as can be; all others have at least {level:.3f}"
    ),
    "panel_summary": lambda p: (
        f"{p['needs']} needs: least total {p['worst']:.4f} (bound {p['bound']:.4f}), "
        f"sum {p['total']:.3f}" + (f"; {p['short']} places stay empty" if p["short"] else "")
    ),
    "help_affinity": (
        "use the matrix in this .npz (affinity: needs × helpers) instead of the texts; the "
        "two tables may be left out"
    ),
    "help_leximin": "spend so many seconds on raising the next worst, too (8 for a matrix)",
    "help_vectors": "keep vectors in this folder, for the next time",
    "help_no_meaning": "do not compare meanings",
    "help_workers": "processes (one a processor where there is much to do)",
    "tables_needed": "give NEEDS and HELPERS, or a matrix with --affinity",
    "matrix_alone": "--affinity does not go with --ranked or --previous",
    "embedding": "reading",
}
