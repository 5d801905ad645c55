// SPDX-License-Identifier: Apache-2.0
/**
 * Compares our server's answers with those that Tiledesk's server gave to the same requests ({@code
 * contract/cases.json}), and with our own table of differences ({@code contract/differences.json}).
 */
package io.github.keycloaktiledesk.it.contract;
