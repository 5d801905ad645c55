// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/**
 * A row of our table of differences: what we answer to some cases instead of what was recorded.
 *
 * @param kind the short name of what differs
 * @param cases ids of cases
 * @param status our HTTP status
 * @param headers HTTP headers of ours that differ from the recorded ones, or null
 * @param msg the {@code msg} of our error, or null
 * @param body our whole body, or null
 * @param changes JSON pointers into the recorded body and what stands there in ours, or null
 */
record Difference(
        String kind,
        List<String> cases,
        int status,
        Map<String, String> headers,
        String msg,
        JsonNode body,
        Map<String, JsonNode> changes) {}
