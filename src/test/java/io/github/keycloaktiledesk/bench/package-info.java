// SPDX-License-Identifier: Apache-2.0
/** Benchmarks that a person runs: {@code mvn -Pbench -Dbench=…}. The folder bench/ says more. */
package io.github.keycloaktiledesk.bench;
