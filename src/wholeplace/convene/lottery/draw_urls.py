"""Addresses of pages about targets, chances and draws."""

from django.urls import path

from wholeplace.convene.lottery import draw_pages, how_pages, targets_pages

urlpatterns = [
    path("how/", how_pages.how_page, name="how_drawn"),
    path("how/draw_again.py", how_pages.draw_again_file, name="draw_again"),
    path("<uuid:lottery>/targets/", targets_pages.targets_page, name="lottery_targets"),
    path("<uuid:lottery>/targets/add/", targets_pages.feature_page, name="add_lottery_feature"),
    path("<uuid:lottery>/targets/file/", targets_pages.targets_file_page, name="lottery_targets_file"),
    path("<uuid:lottery>/targets/<uuid:feature>/", targets_pages.feature_page, name="lottery_feature"),
    path("<uuid:lottery>/chances/", draw_pages.chances_page, name="lottery_chances"),
    path("<uuid:lottery>/commit/", draw_pages.commit_page, name="lottery_commit"),
    path("draws/<uuid:draw>/value/", draw_pages.value_page, name="draw_value"),
    path("draws/<uuid:draw>/take-back/", draw_pages.take_back_page, name="take_draw_back"),
    path("draws/<uuid:draw>/draw.json", draw_pages.draw_file, name="draw_file"),
    path("draws/<uuid:draw>/whole/", draw_pages.whole_draw_page, name="whole_draw"),
]
