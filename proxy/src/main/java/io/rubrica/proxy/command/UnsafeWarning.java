package io.rubrica.proxy.command;

import java.lang.reflect.Field;

/**
 * The warning of JDK 24 and later that memory access through {@code sun.misc.Unsafe} will go one day. The phonebook's
 * library needs it and the operator can do nothing about it. The launcher's flag keeps it away; a jar started alone has
 * no such flag, and no attribute of its manifest does the same.
 */
final class UnsafeWarning {
    private static final int FIRST_THAT_WARNS = 24;

    private UnsafeWarning() {}

    /** Lets the JDK believe that it has warned, as it does only once. Where that fails it warns, and no harm is done. */
    static void markGiven() {
        if (Runtime.version().feature() < FIRST_THAT_WARNS) return;
        try {
            Field warned = Class.forName("sun.misc.Unsafe").getDeclaredField("memoryAccessWarned");
            warned.setAccessible(true);
            warned.setBoolean(null, true);
        } catch (ReflectiveOperationException | RuntimeException changed) {
            // Another JDK, another way: the warning is only a warning.
        }
    }
}
