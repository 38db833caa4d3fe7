/**
 * The B2BUA: two legs, what crosses between them, requests inside dialogs, the dialog table. Enter through
 * {@link Switchboard}. The sole room that knows both legs; does not know where contacts come from.
 */
@NullMarked
package io.rubrica.proxy.call;

import org.jspecify.annotations.NullMarked;
