# Built in one stage with the tools for it, run in another without them.
FROM python:3.13-slim-bookworm AS build
WORKDIR /src
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
COPY requirements.lock ./
COPY tools/build.lock tools/
RUN python -m venv /opt/accalmie \
 && /opt/accalmie/bin/pip install --require-hashes -r requirements.lock \
 && pip install --require-hashes -r tools/build.lock
COPY . .
RUN pip wheel --no-deps --no-build-isolation --wheel-dir /wheel . \
 && /opt/accalmie/bin/pip install --no-deps --no-index /wheel/*.whl

FROM python:3.13-slim-bookworm
COPY --from=build /opt/accalmie /opt/accalmie
RUN useradd --system --uid 10001 --no-create-home accalmie \
 && install -d -o accalmie -g accalmie /data
ENV PATH="/opt/accalmie/bin:$PATH" \
    PYTHONUNBUFFERED=1 \
    ACCALMIE_DATABASE_URL="sqlite:////data/accalmie.db"
USER 10001
VOLUME /data
WORKDIR /data
ENTRYPOINT ["accalmie"]
CMD ["run"]
