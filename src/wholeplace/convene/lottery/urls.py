"""Addresses of pages about lotteries: their pool, their draws and who sits."""

from wholeplace.convene.lottery.draw_urls import urlpatterns as of_draws
from wholeplace.convene.lottery.pool_urls import urlpatterns as of_pools
from wholeplace.convene.lottery.seat_urls import urlpatterns as of_seats

urlpatterns = [*of_pools, *of_draws, *of_seats]
