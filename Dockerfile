# Built in one stage with the tools for it, run in another without them. docs/docker.md says how to use the image.
FROM python:3.13-slim-bookworm AS build
WORKDIR /src
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
COPY requirements.lock tools/build.lock ./
# Nothing but what the locks name by its hash, and nothing that would have to be compiled.
RUN python -m venv /tools \
 && /tools/bin/pip install --only-binary :all: --require-hashes -r build.lock \
 && python -m venv --without-pip /opt/accalmie \
 && /tools/bin/pip --python /opt/accalmie/bin/python install --only-binary :all: --require-hashes -r requirements.lock
COPY . .
# Apart from what it needs, so that an update is one small layer.
RUN /tools/bin/pip wheel --no-deps --no-build-isolation --wheel-dir /wheel . \
 && /tools/bin/pip --python /opt/accalmie/bin/python install --no-deps --no-index --prefix /own /wheel/*.whl

FROM python:3.13-slim-bookworm
RUN groupadd --gid 10001 accalmie \
 && useradd --uid 10001 --gid 10001 --no-create-home --home-dir /data --shell /usr/sbin/nologin accalmie \
 && install -d -m 700 -o accalmie -g accalmie /data
COPY --from=build /opt/accalmie /opt/accalmie
COPY --from=build /own /opt/accalmie
# Time zones are those of the lock. How it is can be asked inside the container only.
ENV PATH="/opt/accalmie/bin:$PATH" \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONTZPATH="" \
    PYTHONUNBUFFERED=1 \
    ACCALMIE_HEALTH_LISTEN="127.0.0.1:8082"
USER 10001:10001
# The database, the configuration (config.toml) and what a messenger needs: all that is to be kept.
VOLUME /data
WORKDIR /data
HEALTHCHECK --interval=30s --timeout=10s --start-period=120s --retries=3 \
    CMD ["python", "-c", "import os, urllib.request as web; web.urlopen('http://127.0.0.1:' + os.environ['ACCALMIE_HEALTH_LISTEN'].rpartition(':')[2] + '/healthz', timeout=8)"]
STOPSIGNAL SIGTERM
ENTRYPOINT ["accalmie"]
CMD ["run"]
ARG VERSION="0.1.0"
ARG REVISION=""
LABEL org.opencontainers.image.title="Accalmie" \
      org.opencontainers.image.description="A chat bot for volunteer groups: tasks, quiet hours, one weekly digest" \
      org.opencontainers.image.licenses="AGPL-3.0-or-later" \
      org.opencontainers.image.version="$VERSION" \
      org.opencontainers.image.revision="$REVISION"
