"""Logs, error mail and error reports: what is written down about requests and tasks.

One rule holds for all three: a record is turned into *facts* (`records.facts_of`), and only facts
leave the process. They name people by id, addresses of pages by their pattern, and errors by type
and traceback; texts that people typed are not among them.
"""
