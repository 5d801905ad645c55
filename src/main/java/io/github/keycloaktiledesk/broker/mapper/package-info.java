// SPDX-License-Identifier: Apache-2.0
/**
 * Mappers of a provider: how the claims of a custom JWT become roles, groups, attributes, names and
 * the e-mail of a customer.
 */
package io.github.keycloaktiledesk.broker.mapper;
