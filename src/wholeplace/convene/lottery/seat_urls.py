"""Addresses of pages about seats."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
