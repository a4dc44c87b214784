# The program and its resources, built in one image and run in a smaller one. scripts/check-container tries these steps without Docker.

FROM swift:6.3-bookworm AS build
RUN apt-get update -q \
    && apt-get install -y -q --no-install-recommends pkg-config libpq-dev liblemon-dev coinor-libcbc-dev \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /source
COPY Package.swift ./
COPY Sources Sources
COPY Tests Tests
COPY sql sql
COPY examples examples
COPY scripts/lib scripts/lib
RUN scripts/lib/stage /opt/stockpile

FROM swift:6.3-bookworm-slim
RUN apt-get update -q \
    && apt-get install -y -q --no-install-recommends libpq5 liblemon1.3.1 coinor-libcbc3 curl \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin stockpile
COPY --from=build /opt/stockpile /opt/stockpile
ENV PATH=/opt/stockpile:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
USER stockpile
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s --retries=3 \
    CMD ["curl", "--fail", "--silent", "--show-error", "--output", "/dev/null", "http://127.0.0.1:8080/health"]
# The full path, since the program looks for its resources beside itself.
ENTRYPOINT ["/opt/stockpile/stockpile"]
CMD ["serve", "--host", "0.0.0.0", "--port", "8080"]
