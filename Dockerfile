# Keycloak with this extension, built for PostgreSQL: `mvn package`, then `docker build -t keycloak-tiledesk .`
# docs/containers.md says how it is run. Each stage has what the ones below it need.
ARG KEYCLOAK_VERSION=26.7.4

# What is built in has to be told to every kc.sh: to build it, and to run it.
FROM quay.io/keycloak/keycloak:${KEYCLOAK_VERSION} AS keycloak
ENV KC_DB=postgres KC_HEALTH_ENABLED=true KC_METRICS_ENABLED=true

FROM keycloak AS builder
COPY target/keycloak-tiledesk-*.jar /opt/keycloak/providers/
RUN set -- /opt/keycloak/providers/*.jar; \
    if [ "$#" != 1 ]; then echo "More than one jar, so run mvn clean package: $*" >&2; exit 1; fi; \
    /opt/keycloak/bin/kc.sh build

FROM keycloak
ARG KEYCLOAK_VERSION
LABEL org.opencontainers.image.title="Keycloak with Tiledesk sign-in" \
      org.opencontainers.image.description="Keycloak that answers Tiledesk's three sign-in calls, built for PostgreSQL" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.base.name="quay.io/keycloak/keycloak:${KEYCLOAK_VERSION}"
# These two are all that a build changes. What is in them is root's here; the folders above are the official image's,
# and Keycloak's user's, so that only a read-only root file system keeps all of it as it is.
COPY --from=builder --chown=0:0 /opt/keycloak/providers/ /opt/keycloak/providers/
COPY --from=builder --chown=0:0 /opt/keycloak/lib/quarkus/ /opt/keycloak/lib/quarkus/
# The official image's own user, by its number: Kubernetes sees from that that it is not root.
USER 1000
CMD ["start", "--optimized"]
