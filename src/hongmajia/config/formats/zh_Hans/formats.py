"""Dates, times and numbers as Chinese official prose writes them: no space beside digits."""

DATE_FORMAT = "Y年n月j日"
DATETIME_FORMAT = "Y年n月j日 H:i"
TIME_FORMAT = "H:i"
MONTH_DAY_FORMAT = "n月j日"
SHORT_DATETIME_FORMAT = "n月j日 H:i"
NUMBER_GROUPING = 3
THOUSAND_SEPARATOR = ","
