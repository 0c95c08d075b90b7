from tests.test_access import *
def test_probe(clients, things):
    got=[]
    for row in TABLE:
        method, pattern, _ = row.split(" ")
        cells = (cell(clients[actor], method, filled(pattern, things)) for actor in ACTORS)
        got.append(f"{method} {pattern} {''.join(cells)}")
    open("/tmp/got.txt","w").write("\n".join(got))
