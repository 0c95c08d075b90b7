"""The command `hongmajia match`, a product on top of the engine: two spreadsheets in, a plan out.

It imports `hongmajia.engine` and `hongmajia.sheets`; neither knows of it.
"""
