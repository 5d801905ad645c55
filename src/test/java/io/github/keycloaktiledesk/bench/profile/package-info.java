// SPDX-License-Identifier: Apache-2.0
/** Where the time of a call goes. */
package io.github.keycloaktiledesk.bench.profile;
