"""Addresses for signing in and out, and for how one does."""

from allauth.account import views
from django.urls import path

from wholeplace.places.sign_in import pages

urlpatterns = [
    path("sign-in/", pages.sign_in_page, name="sign_in"),
    path("sign-in/", pages.sign_in_page, name="account_login"),
    path("sign-in/", pages.sign_in_page, name="account_signup"),
    path("sign-in/", pages.sign_in_page, name="account_request_login_code"),
    path("sign-in/code/", views.confirm_login_code, name="account_confirm_login_code"),
    path("sign-in/second-step/", pages.second_step_page, name="mfa_authenticate"),
    path("sign-in/passkey/", pages.passkey_page, name="mfa_login_webauthn"),
    path("sign-in/again/", pages.sign_in_again_page, name="sign_in_again"),
    path("sign-in/closed/", views.account_inactive, name="account_inactive"),
    path("sign-out/", views.logout, name="account_logout"),
    path("you/sign-in/", pages.ways_page, name="ways"),
    path("you/sign-in/", pages.ways_page, name="mfa_index"),
    path("you/sign-in/", pages.ways_page, name="mfa_list_webauthn"),
    path("you/sign-in/app/add/", pages.add_app_page, name="mfa_activate_totp"),
    path("you/sign-in/app/remove/", pages.remove_app_page, name="mfa_deactivate_totp"),
    path("you/sign-in/passkeys/add/", pages.add_passkey_page, name="mfa_add_webauthn"),
    path("you/sign-in/passkeys/<int:pk>/remove/", pages.remove_passkey_page, name="mfa_remove_webauthn"),
    path("you/sign-in/codes/", pages.recovery_codes_page, name="mfa_view_recovery_codes"),
    path("you/sign-in/codes/new/", pages.new_recovery_codes_page, name="mfa_generate_recovery_codes"),
]
