# Makes a KeycloakRealmImport of the demo realm: without what is for demonstrations only (its people, its confidential
# client, its open limits), and with the project's secret taken from a Kubernetes secret.
#
#   jq --arg keycloak keycloak --arg realm chat --arg project PROJECT --arg origin https://chat.example.com \
#     --from-file realm-import.jq realm-export.json

{
  apiVersion: "k8s.keycloak.org/v2beta1",
  kind: "KeycloakRealmImport",
  metadata: {name: "\($realm)-realm"},
  spec: {
    keycloakCRName: $keycloak,
    placeholders: {TILEDESK_PROJECT_SECRET: {secret: {name: "tiledesk-project", key: "secret"}}},
    realm: (
      # Keycloak makes an id. Those of the flows stay: the client names its flow by the id.
      del(.id, .users)
      | .realm = $realm
      | .displayName = "Tiledesk"
      | .clients |= map(select(.clientId == "tiledesk") | .webOrigins = [$origin])
      | .identityProviders |= map(
          .alias = "tiledesk-\($project)"
          | .displayName = "Tiledesk project"
          # Tiledesk's own secrets are long enough for HS256 only.
          | .config |= (del(.legacySecret) + {
              clientId: $project,
              clientSecret: "${TILEDESK_PROJECT_SECRET}",
              allowedAlgorithms: "HS256"
            })
        )
      | .authenticationFlows |= map(
          if .alias == "tiledesk visitors" then .description = "signinAnonymously: a guest user for each visitor" else . end
        )
      | .authenticatorConfig |= map(
          if .alias == "tiledesk guest" then del(.config.guestsPerAddress, .config.guestsPerRealm) else . end
        )
    )
  }
}
