package io.rubrica.proxy.settings;

/** One YAML file, read into settings records. */
public final class SettingsFile {
    private SettingsFile() {}
}
