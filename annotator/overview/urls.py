"""Addresses below the names of projects and articles, for pages that need more than either."""

from django.urls import URLPattern

projects: list[URLPattern] = []
articles: list[URLPattern] = []
