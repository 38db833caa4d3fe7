package io.rubrica.directory.phonebook;

import java.io.IOException;
import java.nio.file.Path;

/** The data folder belongs to another running process. */
public final class PhonebookInUseException extends IOException {
    private static final long serialVersionUID = 1L;

    PhonebookInUseException(Path folder) {
        super("another process has the phonebook in " + folder + " open");
    }
}
