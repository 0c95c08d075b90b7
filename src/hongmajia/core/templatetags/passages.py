"""``{% load passages %}``: the words of a query in a text."""

from django import template

from hongmajia.core import passages

register = template.Library()
register.filter("marked", passages.marked)
