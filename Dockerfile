# Two images: `portal` (site, worker and beat) and `proxy` (TLS and static files). Neither runs as root.

FROM node:24-bookworm-slim AS front-end
WORKDIR /build
COPY package.json package-lock.json ./
RUN npm ci --no-audit --no-fund --ignore-scripts
COPY static static
RUN npm run build

FROM python:3.11-slim-bookworm AS packages
COPY requirements/base.txt .
RUN python -m venv /venv && /venv/bin/pip install --no-cache-dir --require-hashes --requirement base.txt

FROM python:3.11-slim-bookworm AS portal
RUN apt-get update \
    && apt-get install -y --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
    && rm -rf /var/lib/apt/lists/* \
    && groupadd --system --gid 10001 opora \
    && useradd --system --uid 10001 --gid opora --no-create-home --home-dir /tmp --shell /usr/sbin/nologin opora \
    && install -d -o opora -g opora /var/lib/opora/media
WORKDIR /app
COPY --from=packages /venv /venv
COPY . .
COPY --from=front-end /build/static/dist static/dist
# the papers take their font from the package itself
COPY --from=front-end /build/node_modules/@fontsource/tinos node_modules/@fontsource/tinos
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 DJANGO_SETTINGS_MODULE=config.settings \
    BIND=0.0.0.0:8000 STATIC_ROOT=/app/static/collected MEDIA_ROOT=/var/lib/opora/media
RUN SECRET_KEY=for-this-step-only python manage.py collectstatic --noinput
USER opora
CMD ["gunicorn", "--config", "config/gunicorn.py", "config.wsgi"]

FROM caddy:2.11-alpine AS proxy
# ports above 1024 need no privilege, and a program that carries one does not start with all capabilities dropped
RUN setcap -r /usr/bin/caddy && chown -R 10001:10001 /data /config
COPY deploy/Caddyfile /etc/caddy/Caddyfile
COPY --from=portal /app/static/collected /srv/static
USER 10001:10001
