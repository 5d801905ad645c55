/** Benchmarks that a person runs: see the folder bench. */
package io.github.keycloaktiledesk.bench;
