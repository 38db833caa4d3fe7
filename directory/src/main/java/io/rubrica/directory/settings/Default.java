package io.rubrica.directory.settings;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What a setting is when the file does not name it, as one would write it there; {@code ""} is the empty text, list
 * or map. A component without it must be named in the file, unless it is {@code @Nullable}.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Default {
    /** The default, as written in the file. */
    String value();
}
