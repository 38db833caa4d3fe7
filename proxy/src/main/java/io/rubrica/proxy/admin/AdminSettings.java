package io.rubrica.proxy.admin;

import io.rubrica.directory.settings.Default;
import io.rubrica.proxy.transport.HostPort;

/**
 * The HTTP listener for metrics and health.
 *
 * @param listen where; loopback by default
 */
public record AdminSettings(@Default("127.0.0.1:9060") HostPort listen) {}
