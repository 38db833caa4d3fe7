package io.rubrica.siptests.servers;

import io.rubrica.siptests.running.Program;
import io.rubrica.siptests.wire.Network;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A baresip that is registered at the PBX, looked at and operated through its control socket. */
final class Phone implements AutoCloseable {
    private static final int CONTROL_PORT = 4444;
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Pattern NAME = Pattern.compile("\"peerdisplayname\":\"((?:[^\"\\\\]|\\\\.)*)\"");

    private final Program program;
    private final Socket control;
    private final DataInputStream events;

    private Phone(Program program, Socket control) throws IOException {
        this.program = program;
        this.control = control;
        events = new DataInputStream(new BufferedInputStream(control.getInputStream()));
    }

    /** Starts it and returns when the PBX knows where it is. */
    static Phone start(Network network, Path folder, String extension) throws IOException {
        Path home = Files.createDirectory(folder.resolve("phone"));
        InetSocketAddress self = network.address("phone");
        Files.writeString(
                home.resolve("config"),
                template("baresip.config")
                        .replace("{phone}", Network.text(self))
                        .replace("{control}", Network.host(self) + ":" + CONTROL_PORT)
                        .replace("{phone-ip}", Network.host(self))
                        .replace("{sound}", silentSound(home).toString()));
        Files.writeString(
                home.resolve("accounts"),
                "<sip:" + extension + "@" + Network.text(network.address("pbx")) + ">;regint=60;answermode=manual\n");
        Files.writeString(home.resolve("contacts"), "");
        Program program = Program.start("baresip", home, List.of("baresip", "-4", "-f", home.toString()));
        Phone phone = new Phone(program, connect(program, new InetSocketAddress(self.getAddress(), CONTROL_PORT)));
        phone.awaitRegistration();
        return phone;
    }

    static String template(String name) throws IOException {
        try (InputStream in = Phone.class.getResourceAsStream("/servers/" + name)) {
            if (in == null) throw new IOException("there is no resource servers/" + name);
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** The display name that the phone shows for the call that comes in next. */
    String ringsWith() throws IOException {
        Matcher name = NAME.matcher(next("CALL_INCOMING"));
        return name.find() ? name.group(1) : "";
    }

    void accept() throws IOException {
        command("accept");
    }

    void isCalledNoMore() throws IOException {
        next("CALL_CLOSED");
    }

    private void awaitRegistration() throws IOException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            command("reginfo");
            // Colours and states differ between versions; a registration that holds says OK.
            if (next("\"response\"").contains("OK")) return;
        }
        throw program.failure("could not register");
    }

    private void command(String command) throws IOException {
        byte[] json = ("{\"command\":\"" + command + "\"}").getBytes(StandardCharsets.UTF_8);
        control.getOutputStream().write((json.length + ":").getBytes(StandardCharsets.UTF_8));
        control.getOutputStream().write(json);
        control.getOutputStream().write(',');
        control.getOutputStream().flush();
    }

    /** The next thing it says that contains a word. */
    private String next(String word) throws IOException {
        try {
            while (true) {
                String said = netstring();
                if (said.contains(word)) return said;
            }
        } catch (SocketTimeoutException silent) {
            throw program.failure("said nothing of " + word);
        }
    }

    private String netstring() throws IOException {
        int length = 0;
        for (int c = events.readUnsignedByte(); c != ':'; c = events.readUnsignedByte()) length = length * 10 + c - '0';
        byte[] text = events.readNBytes(length);
        events.readUnsignedByte();
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

    /** A microphone that hears nothing: two seconds of 8 kHz mono in 16 bits. */
    private static Path silentSound(Path folder) throws IOException {
        int size = 32_000;
        java.nio.ByteBuffer wave = java.nio.ByteBuffer.allocate(44 + size).order(java.nio.ByteOrder.LITTLE_ENDIAN);
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
