// SPDX-License-Identifier: Apache-2.0
/** Calls that a process of its own makes: in a closed loop, and offered at their own pace. */
package io.github.keycloaktiledesk.bench.load;
