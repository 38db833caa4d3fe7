package io.rubrica.siptests.servers;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** The programs' configurations and scenarios. */
final class Resource {
    private Resource() {}

    static String text(String name) throws IOException {
        try (InputStream in = Resource.class.getResourceAsStream("/servers/" + name)) {
            if (in == null) throw new IOException("there is no resource servers/" + name);
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
