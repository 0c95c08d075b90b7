"""From one problem to one kind of problem: how it was solved, and the standard answer.

A *way* is how one need was solved, in words whose owners agreed that everybody reads them; it is
always read from the records. A *kind of problem* (一类问题) groups needs; a master writes its
standard answer, a second one reviews it, a cadre publishes it (docs/domain.md).
"""
