// SPDX-License-Identifier: Apache-2.0
/** What all benchmarks are made of. */
package io.github.keycloaktiledesk.bench.measure;
