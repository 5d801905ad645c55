// SPDX-License-Identifier: Apache-2.0
/**
 * The HTTP side: Tiledesk's paths, bodies and answers. The only package that knows Tiledesk's JSON.
 */
package io.github.keycloaktiledesk.api;
