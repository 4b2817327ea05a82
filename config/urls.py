from django.urls import URLPattern, URLResolver, include, path

from config import views

handler400 = views.bad_request
urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.home, name="home"),
    path("health/", views.health, name="health"),
    path("", include("accounts.urls")),
    path("", include("schools.urls")),
    path("", include("roadmaps.urls")),
    path("", include("monitoring.urls")),
    path("orders/", include("orders.urls")),
]
