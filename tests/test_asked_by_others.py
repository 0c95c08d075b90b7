"""The tests that PostgreSQL is spared exist: a test that was renamed leaves no line behind."""

from tests.databases import ASKED_BY_OTHERS


def test_each_listed_test_exists() -> None:
    root = ASKED_BY_OTHERS.parent.parent
    gone = []
    for line in ASKED_BY_OTHERS.read_text().splitlines():
        file, _, name = line.partition("::")
        path = root / file
        if not path.exists() or f"def {name.split('::')[-1]}(" not in path.read_text():
            gone.append(line)
    assert gone == []
