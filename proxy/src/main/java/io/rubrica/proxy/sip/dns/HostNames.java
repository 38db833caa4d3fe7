package io.rubrica.proxy.sip.dns;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/** What a host part is: an address, a name that the DNS can be asked for, or neither. */
final class HostNames {
    private static final int LONGEST = 253;
    private static final int LONGEST_LABEL = 63;

    private HostNames() {}

    /** The address that a literal writes, with or without brackets; null: it is none. */
    static @Nullable InetAddress literal(String host) {
        byte[] bytes = NetUtil.createByteArrayFromIpAddressString(host);
        if (bytes == null || host.indexOf('%') >= 0) return null;
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException impossible) {
            return null;
        }
    }

    /** Whether it is made of letters, digits, hyphens, underscores and dots, in lengths that the DNS can carry. */
    static boolean isName(String host) {
        int length = host.length();
        if (length == 0 || length > LONGEST) return false;
        int label = 0;
        for (int i = 0; i < length; i++) {
            char c = host.charAt(i);
            boolean inside =
                    c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-' || c == '_';
            if (inside && ++label <= LONGEST_LABEL) continue;
            if (c != '.' || label == 0) return false;
            label = 0;
        }
        return true;
    }
}
