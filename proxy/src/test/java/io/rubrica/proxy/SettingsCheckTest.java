package io.rubrica.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.rubrica.proxy.settings.MistakenSettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsCheckTest {
    @TempDir
    Path folder;

    @Test
    void settings_that_fit_together_are_accepted() throws Exception {
        Files.writeString(folder.resolve("contacts.csv"), "FirstName\n");
        Settings settings = SettingsCheck.read(write("""
                listen: {address: "udp:192.0.2.1:5060"}
                trunks: {name: carrier, addresses: 198.51.100.1, country: IT}
                pbx: {name: office, address: 192.0.2.20}
                data: data
                sources: {customers: {csv: {file: contacts.csv}}}
                """));
        assertEquals("carrier", settings.trunks().get(0).name());
        assertEquals(folder.resolve("data"), settings.data());
    }

    @Test
    void parts_that_do_not_fit_are_told_with_their_lines() throws Exception {
        assertMistakes(
                """
                listen:
                  - {name: outside, address: "udp:192.0.2.1:5060"}
                  - {name: outside, address: "udp:192.0.2.1:5060"}
                  - {name: inside, address: "udp:192.0.2.1:5070"}
                trunks:
                  - name: carrier
                    addresses: 198.51.100.1
                    country: it
                    listener: outsied
                  - name: carrier
                    addresses: [198.51.100.0/24, 198.51.100.1]
                    country: Italy
                    listener: outside
                    caller-id:
                      max-characters: 0
                      format: "a caller"
                pbx:
                  - name: office
                    listener: outside
                    address: 198.51.100.77:5060
                  - name: shop
                    address: 192.0.2.21
                data: rubrica.yaml
                caller-id:
                  extensions:
                    "201": ["+12025550101"]
                    "202": ["+12025550101"]
                sources:
                  customers:
                    csv:
                      file: nowhere.csv
                """,
                "3: two listeners are named \"outside\"",
                "3: two listeners on udp:192.0.2.1:5060",
                "8: \"it\" is not a country; did you mean \"IT\"?",
                "9: no listener is named \"outsied\"; there is outside, inside",
                "10: two trunks are named \"carrier\"",
                "12: \"Italy\" is not a country; write two letters, such as IT",
                "15: a name has at least 1 character",
                "16: a name format needs {first}, {last} or {company}, or every caller is shown alike: a caller",
                "20: the trunk \"carrier\" has this address on the same listener: nobody could tell who calls",
                "21: \"listener\" is needed where there are several: one of outside, inside",
                "23: " + folder.resolve("rubrica.yaml") + " is not a folder",
                "27: the direct number +12025550101 is given to 201 and 202",
                "31: there is no file " + folder.resolve("nowhere.csv"));
    }

    @Test
    void a_proxy_that_nobody_could_use_is_refused() throws Exception {
        assertMistakes(
                "listen: []\ntrunks: []\npbx: []\ndata: data\n",
                "1: no listener: without one nobody can call",
                "2: no trunk: without one no call comes in",
                "3: no PBX: without one no phone rings");
    }

    @Test
    void who_only_asks_for_names_needs_no_pbx() throws Exception {
        String trunk =
                "listen: {address: \"udp:192.0.2.1\"}\ntrunks: {name: sbc, addresses: 198.51.100.1, redirect-client: ";
        Settings read = SettingsCheck.read(write(trunk + "true}\npbx: []\ndata: data\n"));
        assertEquals(List.of(), read.pbx());
        assertMistakes(trunk + "false}\npbx: []\ndata: data\n", "3: no PBX: without one no phone rings");
    }

    @Test
    void what_could_not_be_read_is_not_missed_a_second_time() throws Exception {
        assertMistakes(
                """
                listen:
                  - {name: outside, address: "sctp:192.0.2.1"}
                trunks:
                  - {name: carrier, addresses: 198.51.100.1, listener: outside}
                pbx:
                  - {name: office, address: nowhere}
                data: data
                """,
                "2: a listener is written udp:ADDRESS:PORT, tcp: or tls:, not sctp:192.0.2.1 (listen[0].address)",
                "6: not an IP address: nowhere (pbx[0].address)");
    }

    @Test
    void what_would_make_messages_unreadable_is_refused() throws Exception {
        assertMistakes(
                """
                listen: {address: "udp:192.0.2.1:5060"}
                trunks:
                  - name: carrier
                    addresses: 198.51.100.1
                    headers:
                      towards-trunk:
                        add:
                          Via: SIP/2.0/UDP 192.0.2.9
                          "X Tariff": "7"
                          X-Two: "a\\r\\nX-Three: b"
                          X-Empty: " "
                          Remote-Party-ID: <sip:1@carrier.example>
                      towards-pbx:
                        remove: [v, CALL-ID, Identity, privacy, Diversion, Remote-Party-ID]
                pbx: {name: office, address: 192.0.2.20}
                data: data
                """,
                "8: Via belongs to the call itself and is not for rules",
                "9: \"X Tariff\" cannot be a header's name",
                "10: a header's value stands on one line, without control characters",
                "11: a value without space around it is expected",
                "12: Remote-Party-ID says who is calling, and is not added to what a caller said",
                "14: CALL-ID belongs to the call itself and is not for rules",
                "14: Identity belongs to the call itself and is not for rules",
                "14: privacy is a matter of \"trusted\" and of the caller's wish",
                "14: the long name of the header \"v\" is expected");
    }

    @Test
    void credentials_that_answer_nothing_are_refused_without_telling_them() throws Exception {
        assertMistakes(
                """
                listen: {address: "udp:192.0.2.1:5060"}
                trunks:
                  - name: carrier
                    addresses: 198.51.100.1
                    credentials:
                      - {realm: carrier.example, username: 'a"b', password: secret}
                      - {realm: carrier.example, username: a, password: ""}
                      - {realm: "", username: a, password: secret}
                pbx: {name: office, address: 192.0.2.20}
                data: data
                """,
                "6: a user without quotes and backslashes is expected",
                "7: the password is empty",
                "7: there are two users for the realm \"carrier.example\"",
                "8: the realm is empty");
    }

    @Test
    void accounts_are_registered_once_and_for_a_time_that_makes_sense() throws Exception {
        assertMistakes(
                """
                listen: {address: "udp:192.0.2.1:5060"}
                trunks:
                  - {name: one, addresses: 198.51.100.1, register: {aor: "sip:alice@carrier.example"}}
                  - {name: two, addresses: 198.51.100.1, register: {aor: "sip:alice@carrier.example", expires: 5s, contact-user: a@b}}
                  - {name: three, addresses: [], register: {aor: "sips:bob@carrier.example", registrar: "a b"}}
                  - {name: four, addresses: 198.51.100.4, register: {aor: bob, expires: 2d}}
                pbx: {name: office, address: 192.0.2.20}
                data: data
                """,
                "4: a time from 10s to 1d is expected",
                "4: letters, digits and + - _ . are expected",
                "4: the trunk \"one\" registers it already",
                "5: a host, or HOST:PORT, is expected, not \"a b\" (trunks[2].register.registrar)",
                "5: a sips: account needs a listener on tls:",
                "6: an address of record is written sip:USER@HOST, not bob (trunks[3].register.aor)");
    }

    @Test
    void limits_are_not_negative_and_not_for_calls_that_go_on_elsewhere() throws Exception {
        assertMistakes(
                """
                listen: {address: "udp:192.0.2.1:5060"}
                trunks:
                  - name: carrier
                    addresses: 198.51.100.1
                    limits:
                      max-calls: -1
                      max-calls-per-second: -2
                  - name: sbc
                    addresses: 198.51.100.2
                    redirect-client: true
                    limits: {max-calls-per-second: 5}
                pbx: {name: office, address: 192.0.2.20}
                data: data
                """,
                "6: 0 (no limit) or more is expected",
                "7: 0 (no limit) or more is expected",
                "11: the calls of a redirect-client go on elsewhere, so nothing is limited here");
    }

    @Test
    void a_presentation_that_makes_no_number_or_host_is_refused() throws Exception {
        assertMistakes(
                """
                listen: {address: "udp:192.0.2.1:5060"}
                trunks:
                  - name: carrier
                    addresses: 198.51.100.1
                    numbers: {called: national, prefix: "9#", caller: national}
                    from-domain: "<us.example>"
                  - name: other
                    addresses: 198.51.100.2
                    country: IT
                    numbers: {called: e164, prefix: 9, caller: national}
                    from-domain: "us.example:5060"
                pbx: {name: office, address: 192.0.2.20}
                data: data
                """,
                "5: a prefix has at most 16 digits and stars",
                "5: numbers in the national form need a country",
                "6: a host, or host:port, is expected, not \"<us.example>\"",
                "10: nothing can stand before the plus of a number in the form e164");
    }

    @Test
    void calls_are_asked_about_now_and_then_and_have_room() throws Exception {
        assertMistakes(
                """
                listen:
                  - {name: outside, address: "udp:192.0.2.1:5060"}
                trunks:
                  - {name: carrier, addresses: 198.51.100.1, listener: outside}
                pbx:
                  - {name: office, address: 192.0.2.21, listener: outside}
                data: data
                calls:
                  probe-interval: 10s
                  max-dialogs: 10
                """,
                "9: each call would be asked all the time; at least 1m is expected",
                "10: a number from 100 to 5000000 is expected");
    }

    private Path write(String text) throws IOException {
        return Files.writeString(folder.resolve("rubrica.yaml"), text);
    }

    private void assertMistakes(String text, String... expected) throws IOException {
        Path file = write(text);
        MistakenSettingsException told = assertThrows(MistakenSettingsException.class, () -> SettingsCheck.read(file));
        assertEquals(
                List.of(expected),
                told.mistakes().stream()
                        .map(each -> each.line() + ": " + each.message())
                        .toList());
    }
}
