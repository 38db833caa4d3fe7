package io.rubrica.siptests.servers;

import io.rubrica.siptests.running.Program;
import io.rubrica.siptests.wire.Network;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A baresip, looked at and operated through its control socket. What it says is read in order: each question waits for
 * its event and passes over others, so a test asks in the order in which things happen to that phone.
 */
final class Phone implements AutoCloseable {
    private static final int CONTROL_PORT_ABOVE_SIP = 8500;
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Pattern NAME = Pattern.compile("\"peerdisplayname\":\"((?:[^\"\\\\]|\\\\.)*)\"");
    private static final Pattern PARAMETER = Pattern.compile("\"param\":\"((?:[^\"\\\\]|\\\\.)*)\"");

    private final PhoneLine line;
    private final Program program;
    private final Socket control;
    private final DataInputStream said;

    private Phone(PhoneLine line, Program program, Socket control) throws IOException {
        this.line = line;
        this.program = program;
        this.control = control;
        said = new DataInputStream(new BufferedInputStream(control.getInputStream()));
    }

    /** Starts it and returns when it can be called. */
    static Phone start(Path folder, PhoneLine line) throws IOException {
        Path home = Files.createDirectories(folder.resolve("phone-" + line.number()));
        String host = Network.host(line.self());
        InetSocketAddress control =
                new InetSocketAddress(line.self().getAddress(), line.self().getPort() + CONTROL_PORT_ABOVE_SIP);
        Files.writeString(
                home.resolve("config"),
                Resource.text("baresip.config")
                        .replace("{phone}", Network.text(line.self()))
                        .replace("{control}", Network.text(control))
                        .replace("{phone-ip}", host)
                        .replace("{sound}", silentSound(home).toString())
                        .replace("{tls}", tls(line)));
        Files.writeString(home.resolve("accounts"), line.account() + "\n");
        Files.writeString(home.resolve("contacts"), "");
        String family = host.contains(":") ? "-6" : "-4";
        // With -s it prints every message that it sends or gets.
        Program program = Program.start("baresip", home, List.of("baresip", family, "-s", "-f", home.toString()));
        try {
            Phone phone = new Phone(line, program, connect(program, control));
            if (line.registers()) phone.awaitRegistration();
            return phone;
        } catch (IOException | RuntimeException failed) {
            program.close();
            throw failed;
        }
    }

    private static String tls(PhoneLine line) {
        Path identity = line.identity();
        return identity == null ? "" : "sip_certificate " + identity + "\nsip_cafile " + identity + "\n";
    }

    // --- what its user does

    void dial(String uri) throws IOException {
        command("dial", uri);
    }

    void accept() throws IOException {
        command("accept", "");
    }

    void hold() throws IOException {
        command("hold", "");
    }

    void resume() throws IOException {
        command("resume", "");
    }

    /** Sends the other away, without asking who answers there. */
    void transfer(String uri) throws IOException {
        command("transfer", uri);
    }

    /** Presses keys one by one; each goes out as an event in the media (RFC 4733). */
    void press(String keys) throws IOException {
        for (char key : keys.toCharArray()) command("sndcode", String.valueOf(key));
    }

    void hangUp() throws IOException {
        command("hangup", "");
    }

    // --- what its user sees and hears

    /** The display name that it shows for the call that comes in next; empty when there is none. */
    String ringsWith() throws IOException {
        return found(NAME, next("CALL_INCOMING"));
    }

    void hearsRinging() throws IOException {
        next("CALL_RINGING");
    }

    /** The call is up. */
    void talks() throws IOException {
        next("CALL_ESTABLISHED");
    }

    /** The other side has offered its media anew, as for hold and resume. */
    void isOffered() throws IOException {
        nextWith("CALL_REMOTE_SDP", "offer");
    }

    /** The other side has answered such an offer. */
    void isAnswered() throws IOException {
        nextWith("CALL_REMOTE_SDP", "answer");
    }

    /** Where it was sent. */
    String isTransferred() throws IOException {
        return found(PARAMETER, nextWith("\"TRANSFER\"", ""));
    }

    /** The other side has pressed these keys; in which order baresip tells of them does not matter. */
    void hearsKeys(String keys) throws IOException {
        Set<String> due = keys.chars().mapToObj(Character::toString).collect(Collectors.toSet());
        while (!due.isEmpty()) due.remove(found(PARAMETER, next("CALL_DTMF_START")));
    }

    void isCalledNoMore() throws IOException {
        next("CALL_CLOSED");
    }

    /** All SIP that it has sent and got, and more. */
    String everything() {
        return program.says();
    }

    private void awaitRegistration() throws IOException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            command("reginfo", "");
            // Colours and states differ between versions; a registration that holds says OK.
            if (next("\"response\"").contains("OK")) return;
        }
        throw program.failure("could not register");
    }

    private void command(String command, String parameter) throws IOException {
        String text = "{\"command\":\"" + command + "\",\"params\":\"" + parameter + "\"}";
        byte[] json = text.getBytes(StandardCharsets.UTF_8);
        control.getOutputStream().write((json.length + ":" + text + ",").getBytes(StandardCharsets.UTF_8));
        control.getOutputStream().flush();
    }

    private String next(String word) throws IOException {
        return nextWith(word, "");
    }

    /** The next thing it says that contains both. */
    private String nextWith(String word, String other) throws IOException {
        try {
            while (true) {
                String text = netstring();
                if (text.contains("\"ok\":false")) throw program.failure("refused a command: " + text);
                if (text.contains(word) && text.contains(other)) return text;
            }
        } catch (SocketTimeoutException silent) {
            throw program.failure(line.number() + " said nothing of " + word + " " + other);
        }
    }

    private static String found(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? matcher.group(1) : "";
    }

    private String netstring() throws IOException {
        int length = 0;
        for (int c = said.readUnsignedByte(); c != ':'; c = said.readUnsignedByte()) length = length * 10 + c - '0';
        byte[] text = said.readNBytes(length);
        said.readUnsignedByte();
        return new String(text, StandardCharsets.UTF_8);
    }

    private static Socket connect(Program program, InetSocketAddress control) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline && program.isAlive()) {
            try {
                Socket socket = new Socket(control.getAddress(), control.getPort());
                socket.setSoTimeout((int) PATIENCE.toMillis());
                return socket;
            } catch (IOException notYet) {
                Thread.onSpinWait();
            }
        }
        throw program.failure("opened no control socket");
    }

    /** A microphone that hears nothing: two minutes of 8 kHz mono in 16 bits; a call ends with its sound. */
    private static Path silentSound(Path folder) throws IOException {
        int size = 120 * 16_000;
        ByteBuffer wave = ByteBuffer.allocate(44 + size).order(ByteOrder.LITTLE_ENDIAN);
        wave.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(36 + size);
        wave.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16);
        wave.putShort((short) 1)
                .putShort((short) 1)
                .putInt(8000)
                .putInt(16_000)
                .putShort((short) 2)
                .putShort((short) 16);
        wave.put("data".getBytes(StandardCharsets.US_ASCII)).putInt(size);
        return Files.write(folder.resolve("silence.wav"), wave.array());
    }

    @Override
    public void close() {
        try {
            control.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } finally {
            program.close();
        }
    }
}
