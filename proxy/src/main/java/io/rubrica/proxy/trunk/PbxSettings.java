package io.rubrica.proxy.trunk;

import io.rubrica.directory.settings.Default;
import io.rubrica.proxy.enrich.CallerIdSettings;
import io.rubrica.proxy.transport.HostPort;
import org.jspecify.annotations.Nullable;

/**
 * A PBX that rings the phones.
 *
 * @param name the operator's word for it, in events and metrics
 * @param address where calls are sent; its messages come from this address, any port
 * @param listener the listener that it uses; empty: the only one
 * @param trusted whether P-Asserted-Identity is given to it
 * @param calleeName whether it is told the name of whom it calls
 * @param callerId what differs from the general caller-ID rules (it outranks the trunk's), or null: nothing
 */
public record PbxSettings(
        String name,
        HostPort address,
        @Default("") String listener,
        @Default("true") boolean trusted,
        @Default("where-present") PeerRules.CalleeName calleeName,
        CallerIdSettings.@Nullable Change callerId) {
    /** A PBX that is told callees' names where answers have room for them. */
    public PbxSettings(
            String name,
            HostPort address,
            String listener,
            boolean trusted,
            CallerIdSettings.@Nullable Change callerId) {
        this(name, address, listener, trusted, PeerRules.CalleeName.WHERE_PRESENT, callerId);
    }
}
