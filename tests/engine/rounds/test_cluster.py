"""The same call beyond one machine: a Dask cluster's executor."""

from pathlib import Path

import pytest

from hongmajia.engine import HelperIndex, Meaning, load_index, plan, save_index
from tests.engine.examples import CHEN, EVERYBODY, FISH, MACHINE, VIOLIN, WELDING, Letters

NEEDS = [WELDING, FISH, MACHINE, VIOLIN]


@pytest.mark.filterwarnings("ignore")  # its event loop and its sockets are its own affair
def test_a_cluster_plans_the_same(tmp_path: Path) -> None:
    from distributed import Client, LocalCluster

    meaning = Meaning(Letters())
    save_index(HelperIndex.build(EVERYBODY, meaning=meaning), tmp_path)
    index = load_index(tmp_path, meaning).with_capacity({CHEN.id: 0})
    with (
        LocalCluster(n_workers=1, threads_per_worker=1, dashboard_address=None) as cluster,
        Client(cluster) as client,
    ):
        assert plan(NEEDS, index, executor=client.get_executor()) == plan(NEEDS, index)
