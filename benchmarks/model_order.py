"""What an outside model is worth: known pairs, in the order of the engine and in that of the model.

    python benchmarks/model_order.py [--data FOLDER] [--vectors FOLDER] [--first 20]

FOLDER is that of `engine_fit_weights.py`, whose table this is: for every need with a known helper,
all helpers are put in order with the shipped weights (which were fitted on these pairs, so only the
difference counts), and the first twenty of them are sent to the model as the product sends them.
The model is that of HONGMAJIA_MODEL_URL, …_NAME and …_KEY. Without an address a fake on this
machine answers, which orders by the pairs of characters that problem and profile share: it shows
that the way works, and what a bad adviser costs. Faults leave the order as it was and are counted.
"""

from __future__ import annotations

import argparse
import json
import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files
from pathlib import Path

import numpy as np
from engine_fit_weights import LEARNT, View, look, print_row

from hongmajia.chat import ChatFailed, Endpoint, order_by_model
from hongmajia.engine import Helper, Meaning, Need, VectorStore, find_embedder
from hongmajia.engine.scoring.affinity import fitted_weights
from hongmajia.match_command.facts import read_helpers, read_needs
from hongmajia.privacy import blanked, find_persons

SECONDS = 60


def main() -> None:
    """Print both orders for each view, and what the requests took."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    shipped = files("hongmajia").joinpath("demo/data")
    default = os.environ.get("HONGMAJIA_PAIRS", str(shipped))
    parser.add_argument("--data", type=Path, default=Path(default))
    parser.add_argument("--vectors", type=Path, help="where vectors are kept")
    parser.add_argument("--first", type=int, default=20)
    options = parser.parse_args()
    embedder = find_embedder()
    meaning = Meaning(embedder, VectorStore(options.vectors)) if embedder else None
    weights = np.array([fitted_weights(bool(meaning)).parts[part] for part in LEARNT])
    views, truth, _sources = look(options.data, meaning)
    needs, helpers = facts_of(options.data)
    print(f"{len(truth)} needs, embedder: {meaning.name if meaning else 'none'}")
    print(f"{'':<32}" + "".join(f"{name:>26}" for name in ("R@1", "R@5", "MRR")))
    with model() as endpoint:
        for view in views:
            bare = "no specialities" in view.name
            profiles = [profile_of(each, bare=bare) for each in helpers]
            compare(view, truth, weights, endpoint, needs, profiles, options.first)


def compare(
    view: View, truth: np.ndarray, weights: np.ndarray, endpoint: Endpoint,
    needs: list[Need], profiles: list[str], first: int,
) -> None:  # fmt: skip
    """Print the ranks of the known helpers in both orders."""
    print(view.name)
    points = view.parts @ weights
    orders = np.argsort(-points, axis=1, kind="stable")
    print_row("  all parts, shipped", ranks_in(orders, truth))
    faults, begun = 0, time.monotonic()
    for row, need in enumerate(needs):
        best = orders[row, :first].copy()
        try:
            places = order_by_model(endpoint, bare_of(need.text), [profiles[n] for n in best])
            orders[row, :first] = best[places]
        except ChatFailed:
            faults += 1
    taken = (time.monotonic() - begun) / len(needs)
    print_row(f"  the first {first} by the model", ranks_in(orders, truth))
    print(f"    {endpoint.model}: {faults} faults, {taken:.2f} s a request")


def ranks_in(orders: np.ndarray, truth: np.ndarray) -> np.ndarray:
    """Rank of the true helper, from 1."""
    return np.asarray(np.argmax(orders == truth[:, None], axis=1) + 1)


def facts_of(folder: Path) -> tuple[list[Need], list[Helper]]:
    """The needs with a known helper, in the order of ``look``, and all helpers."""
    pairs = [json.loads(line) for line in (folder / "solved.jsonl").open(encoding="utf-8")]
    by_id = {need.id: need for need in read_needs(folder / "needs.jsonl")}
    return [by_id[pair["need"]] for pair in pairs], read_helpers(folder / "helpers.jsonl", 3)


def profile_of(helper: Helper, *, bare: bool) -> str:
    """What is sent of a helper: what they can do, without who they are."""
    known = replace(helper, specialities=()) if bare else helper
    return bare_of("\n".join((known.trade, "、".join(known.specialities), known.text)), known.name)


def bare_of(text: str, *names: str) -> str:
    """The text without names and numbers."""
    return blanked(text, find_persons(text, persons=names))


@contextmanager
def model() -> Iterator[Endpoint]:
    """The endpoint of the environment, else the fake."""
    if url := os.environ.get("HONGMAJIA_MODEL_URL", ""):
        name, key = (os.environ.get(f"HONGMAJIA_MODEL_{each}", "") for each in ("NAME", "KEY"))
        yield Endpoint(url, name, key, seconds=SECONDS)
        return
    server = ThreadingHTTPServer(("127.0.0.1", 0), SharedCharacters)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield Endpoint(f"http://127.0.0.1:{server.server_port}/v1", "fake: shared characters")
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class SharedCharacters(BaseHTTPRequestHandler):
    """Orders by how many pairs of characters problem and profile share."""

    def do_POST(self) -> None:
        """Answer one request of the protocol."""
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        given = json.loads(body["messages"][-1]["content"])
        asked = pairs_of(given["problem"])
        shared = {each["n"]: len(asked & pairs_of(each["profile"])) for each in given["helpers"]}
        content = json.dumps({"order": sorted(shared, key=lambda n: (-shared[n], n))})
        said = json.dumps({"choices": [{"message": {"content": content}}]}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(said)))
        self.end_headers()
        self.wfile.write(said)

    def log_message(self, *_: object) -> None:
        """Nothing is printed of it."""


def pairs_of(text: str) -> set[str]:
    return {text[at : at + 2] for at in range(len(text) - 1)}


if __name__ == "__main__":
    main()
