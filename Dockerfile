# The program; the store is embedded unless LUOCDO_STORE names a server. Builds the wheel in one image and runs it in another without build tools.
FROM python:3.12-slim AS build
WORKDIR /src
COPY pyproject.toml README.md LICENSE requirements.lock requirements-run.lock ./
COPY luocdo luocdo
COPY graph graph
COPY loaders loaders
COPY queries queries
COPY viz viz
COPY api api
COPY samples samples
RUN python -m venv /build && /build/bin/pip install --no-cache-dir --require-hashes -r requirements.lock \
    && /build/bin/pip wheel --no-deps --no-build-isolation --wheel-dir /dist .
RUN python -m venv /opt/luocdo && /opt/luocdo/bin/pip install --no-cache-dir --require-hashes -r requirements-run.lock \
    && /opt/luocdo/bin/pip install --no-cache-dir --no-deps /dist/*.whl

FROM python:3.12-slim
RUN useradd --system --create-home --home-dir /data luocdo
COPY --from=build /opt/luocdo /opt/luocdo
ENV PATH=/opt/luocdo/bin:$PATH PYTHONUNBUFFERED=1 LUOCDO_STORE=/data/kho.luocdo
USER luocdo
WORKDIR /data
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s --retries=3 \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/healthz', timeout=4)"]
CMD ["luocdo", "serve", "--host", "0.0.0.0", "--port", "8000"]
