/**
 * One typed YAML file into settings records, with every mistake and its line. Enter through {@link SettingsFile}.
 * Knows records and YAML; does not know what a setting is for.
 */
@NullMarked
package io.rubrica.proxy.settings;

import org.jspecify.annotations.NullMarked;
