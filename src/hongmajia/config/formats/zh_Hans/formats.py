"""Dates, times and numbers as official Chinese writes them: no space between 汉字 and digits."""

DATE_FORMAT = "Y年n月j日"
DATETIME_FORMAT = "Y年n月j日 H:i"
TIME_FORMAT = "H:i"
MONTH_DAY_FORMAT = "n月j日"
SHORT_DATETIME_FORMAT = "n月j日 H:i"
NUMBER_GROUPING = 3
THOUSAND_SEPARATOR = ","
