"""Addresses of pages about pools."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
