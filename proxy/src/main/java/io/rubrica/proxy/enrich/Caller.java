package io.rubrica.proxy.enrich;

/**
 * Who calls whom, as the trunk says it. Of a call out it is whom the call reaches, and {@code called} who sees the name.
 *
 * @param number the user part that identifies the caller (of From or P-Asserted-Identity, as the trunk is trusted),
 *     unescaped and without parameters; empty when there is none
 * @param trunkName the display name that the trunk sent, decoded; empty when there is none
 * @param called the user part of the Request-URI, unescaped and without parameters
 * @param privacy whether the caller asked for privacy in any form (RFC 3323, RFC 3325, an anonymous From)
 */
public record Caller(String number, String trunkName, String called, boolean privacy) {}
