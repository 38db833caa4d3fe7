package io.rubrica.proxy.settings;

import io.rubrica.directory.settings.Default;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What settings are when nobody names them. */
public final class Defaults {
    private Defaults() {}

    /** A settings record in which nothing was named; all its components have a default or may be null. */
    public static <R extends Record> R of(Class<R> type) {
        return of(type, Map.of());
    }

    /**
     * A settings record in which only these were named.
     *
     * @param named values by the names of components
     */
    public static <R extends Record> R of(Class<R> type, Map<String, ?> named) {
        return type.cast(record(type, named, new ScalarReader(Path.of(""))));
    }

    /** The default of a component that has one. */
    static Object of(RecordComponent component, ScalarReader scalars) {
        Default byDefault = component.getAnnotation(Default.class);
        if (byDefault == null) throw new IllegalStateException(component + " has no default");
        String text = byDefault.value();
        Type type = component.getGenericType();
        if (type instanceof ParameterizedType generic && generic.getRawType() == List.class) {
            Class<?> element = (Class<?>) generic.getActualTypeArguments()[0];
            if (text.isEmpty()) return List.of();
            return Arrays.stream(text.split(", *"))
                    .map(each -> scalars.read(each, element))
                    .toList();
        }
        if (type instanceof ParameterizedType) return Map.of();
        Class<?> plain = (Class<?>) type;
        return ScalarReader.reads(plain) ? scalars.read(text, plain) : record(plain, Map.of(), scalars);
    }

    private static Object record(Class<?> type, Map<String, ?> named, ScalarReader scalars) {
        RecordComponent[] components = type.getRecordComponents();
        Class<?>[] types = new Class<?>[components.length];
        @Nullable Object[] values = new @Nullable Object[components.length];
        for (int i = 0; i < components.length; i++) {
            types[i] = components[i].getType();
            Object value = named.get(components[i].getName());
            if (value != null) values[i] = value;
            else if (components[i].isAnnotationPresent(Default.class)) values[i] = of(components[i], scalars);
        }
        try {
            return type.getConstructor(types).newInstance(values);
        } catch (ReflectiveOperationException notAllDefaulted) {
            throw new IllegalStateException(type + " cannot be built from defaults", notAllDefaulted);
        }
    }
}
