"""Addresses for signing in and out, and for the list of one's sessions."""

from allauth.account import views
from allauth.usersessions.views import list_usersessions
from django.urls import path

from wholeplace.places.sign_in.pages import sign_in_page

urlpatterns = [
    path("sign-in/", sign_in_page, name="sign_in"),
    path("sign-in/", sign_in_page, name="account_login"),
    path("sign-in/", sign_in_page, name="account_signup"),
    path("sign-in/", sign_in_page, name="account_request_login_code"),
    path("sign-in/code/", views.confirm_login_code, name="account_confirm_login_code"),
    path("sign-in/closed/", views.account_inactive, name="account_inactive"),
    path("sign-out/", views.logout, name="account_logout"),
    path("you/sessions/", list_usersessions, name="usersessions_list"),
]
