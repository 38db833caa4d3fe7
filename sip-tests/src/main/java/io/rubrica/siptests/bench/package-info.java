/**
 * What Rubrica's parts cost, for whoever wants to measure it again. Each class is started on its own; nothing here
 * is a test.
 */
@NullMarked
package io.rubrica.siptests.bench;

import org.jspecify.annotations.NullMarked;
