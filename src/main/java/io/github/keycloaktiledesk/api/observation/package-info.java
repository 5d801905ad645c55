// SPDX-License-Identifier: Apache-2.0
/** What metrics and traces tell of a call: which one, in which realm, how it ended, how long. */
package io.github.keycloaktiledesk.api.observation;
