"""Numbers and dates as LOOK writes them."""

from django import template

register = template.Library()
