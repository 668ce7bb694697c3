"""Addresses of pages about draws."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
