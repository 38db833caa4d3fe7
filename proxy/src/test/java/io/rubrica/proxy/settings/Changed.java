package io.rubrica.proxy.settings;

import java.lang.reflect.RecordComponent;
import org.jspecify.annotations.Nullable;

/** Settings that differ in one thing, for tests that need not name all the others. */
public final class Changed {
    private Changed() {}

    /** The same record, with another value for one component. */
    public static <R extends Record> R with(R settings, String component, @Nullable Object value) {
        Class<?> type = settings.getClass();
        RecordComponent[] components = type.getRecordComponents();
        Class<?>[] types = new Class<?>[components.length];
        @Nullable Object[] values = new @Nullable Object[components.length];
        boolean found = false;
        try {
            for (int i = 0; i < components.length; i++) {
                boolean meant = components[i].getName().equals(component);
                types[i] = components[i].getType();
                values[i] = meant ? value : components[i].getAccessor().invoke(settings);
                found |= meant;
            }
            if (!found) throw new IllegalArgumentException(type + " has no " + component);
            @SuppressWarnings("unchecked")
            R changed = (R) type.getConstructor(types).newInstance(values);
            return changed;
        } catch (ReflectiveOperationException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
