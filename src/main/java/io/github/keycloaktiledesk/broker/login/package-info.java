// SPDX-License-Identifier: Apache-2.0
/** The steps by which a custom JWT signs a customer in, for the first time or again. */
package io.github.keycloaktiledesk.broker.login;
