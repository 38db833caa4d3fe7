package io.rubrica.proxy.command;

import java.util.List;

/**
 * Somebody who calls in the demo.
 *
 * @param title who that is, for the one who watches
 * @param from the From header's value, without its tag
 * @param more further header lines of the INVITE
 * @param shown the display name that the PBX should see; empty: none
 */
record DemoCaller(String title, String from, List<String> more, String shown) {
    static final String KNOWN_NUMBER = "+12025550100";
    static final String KNOWN_NAME = "Ada Lovelace";

    /** A known, an unknown and an anonymous caller. */
    static List<DemoCaller> all() {
        return List.of(
                new DemoCaller("A known caller", "<sip:" + KNOWN_NUMBER + "@trunk.example>", List.of(), KNOWN_NAME),
                new DemoCaller("An unknown caller", "<sip:+12025550199@trunk.example>", List.of(), ""),
                // The asserted number is in the phonebook: that it stays unnamed is the point.
                new DemoCaller(
                        "An anonymous caller",
                        "\"Anonymous\" <sip:anonymous@anonymous.invalid>",
                        List.of("Privacy: id", "P-Asserted-Identity: <sip:" + KNOWN_NUMBER + "@trunk.example>"),
                        "Anonymous"));
    }
}
